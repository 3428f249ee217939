//! Fixes go up, in batches, without ever holding up anything else.

use waybill_domain::protocol::{FIXES_MAX, FixBatch, FixReceipt};

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::gps,
    wire::{self, WireError, WireRequest},
};

/// Sends the next batch.
pub(super) async fn fixes(lane: &Lane) -> Result<Report, ClientError> {
    let batch = lane.store.read(|c| Box::pin(async move { gps::next_batch(c, FIXES_MAX).await })).await?;
    if batch.is_empty() {
        return Ok(Report::default());
    }
    let body = FixBatch { device: lane.device, fixes: batch.clone() };
    let reply = lane.account.send(WireRequest::json("POST", "/api/v1/positions", &body)?).await?;
    match wire::json::<FixReceipt>(&reply) {
        Ok(_) => {
            lane.store.tx(move |c| Box::pin(async move { gps::remove(c, &batch).await })).await?;
            Ok(Report::default())
        }
        Err(error) => {
            if matches!(error.status(), Some(400 | 422)) {
                lane.store.tx(move |c| Box::pin(async move { gps::note_refusal(c, &batch).await })).await?;
            }
            Err(WireError::into(error))
        }
    }
}
