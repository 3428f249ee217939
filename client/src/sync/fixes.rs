//! Fixes go up, in batches, without ever holding up anything else.

use sqlx::SqliteConnection;
use waybill_domain::{
    calls::driver::Shift,
    geo::LaneFix,
    protocol::{FIXES_MAX, FixBatch, FixReceipt},
};

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError, gps,
        meta::{self, Key},
    },
    wire::{self, WireError, WireRequest},
};

/// Sends the next batch, and whether the driver works, where the server has not heard that.
pub(super) async fn fixes(lane: &Lane) -> Result<Report, ClientError> {
    let waits = lane.store.read(|c| {
        Box::pin(async move { Ok::<_, StoreError>((gps::next_batch(c, FIXES_MAX).await?, untold(c).await?)) })
    });
    let (batch, shift) = waits.await?;
    if batch.is_empty() && shift.is_none() {
        return Ok(Report::default());
    }
    let body = FixBatch { device: lane.device, fixes: batch.clone(), sent_at: Some(lane.now()), shift };
    let reply = lane.account.send(WireRequest::json("POST", "/api/v1/positions", &body)?).await?;
    match wire::json::<FixReceipt>(&reply) {
        Ok(receipt) => {
            lane.store.tx(move |c| Box::pin(async move { settle(c, &batch, shift, receipt).await })).await?;
            Ok(Report { more: receipt.refused > 0, ..Report::default() })
        }
        Err(error) => {
            if matches!(error.status(), Some(400 | 422)) {
                lane.store.tx(move |c| Box::pin(async move { gps::note_refusal(c, &batch).await })).await?;
            }
            Err(WireError::into(error))
        }
    }
}

/// Whether the driver works, where the server has not heard that.
pub(super) async fn untold(conn: &mut SqliteConnection) -> Result<Option<Shift>, StoreError> {
    let known = meta::some(conn, &[Key::Shift, Key::ShiftTold]).await?;
    let (shift, told) = (known.get::<Shift>(Key::Shift)?, known.get::<Shift>(Key::ShiftTold)?);
    Ok(shift.filter(|shift| told != Some(*shift)))
}

/// What was stored goes. What the server did not take, since its time is yet to come, stays on the phone.
async fn settle(
    conn: &mut SqliteConnection,
    batch: &[LaneFix],
    shift: Option<Shift>,
    receipt: FixReceipt,
) -> Result<(), StoreError> {
    if let Some(shift) = shift {
        meta::set(conn, Key::ShiftTold, &shift).await?;
    }
    match receipt.refused {
        0 => gps::remove(conn, batch).await,
        all if all >= batch.len() => gps::set_aside(conn, batch).await,
        _ => gps::note_refusal(conn, batch).await,
    }
}
