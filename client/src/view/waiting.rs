//! The waiting room: everything on this device that is not yet safe on the server.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use waybill_domain::{
    Command, DeliveryId, OrganizationId, Timestamp,
    calls::driver::{Notice, WaitingItem, WaitingRoom, WaitingWhat, WedgedItem},
    member::Actor,
};

use super::my_deliveries;
use crate::store::{
    Opened, StoreError, blobs,
    meta::{self, Key},
    outbox, outcomes, wedged,
};

/// Notices older than this have been seen or do not matter any more.
const NOTICE_MS: i64 = 3 * 24 * 3_600_000;
const NOTICES_MAX: u32 = 50;

/// How many commands and files wait; and how many voids, which the driver need not know of.
pub async fn waiting_count(conn: &mut SqliteConnection) -> Result<(usize, usize), StoreError> {
    let (files, _) = blobs::backlog(conn, u64::MAX >> 1).await?;
    let queued = outbox::count(conn).await?;
    Ok((queued.commands + files, queued.voids))
}

/// What waits, in the order in which it will be sent; what became safe since `midnight`; what needs a look.
pub async fn waiting_room(
    conn: &mut SqliteConnection,
    opened: &Opened,
    actor: Actor,
    organization: OrganizationId,
    now: Timestamp,
    midnight: Timestamp,
) -> Result<WaitingRoom, StoreError> {
    let mine = my_deliveries(conn, opened, actor, organization).await?;
    let addresses: BTreeMap<DeliveryId, String> =
        mine.into_iter().map(|mine| (mine.delivery.id, mine.delivery.dropoff.address)).collect();
    let address = |id| addresses.get(&id).cloned().unwrap_or_default();
    let mut items: Vec<WaitingItem> = Vec::new();
    for queued in outbox::all(conn).await? {
        let envelope = queued.envelope;
        let outcome = match &envelope.command {
            Command::Completed(completion) => Some(completion.outcome),
            Command::AttemptFailed(failure) => Some(failure.reason),
            _ => None,
        };
        items.push(WaitingItem {
            what: WaitingWhat::Command {
                id: envelope.cmd_id,
                name: envelope.command.name().to_owned(),
                outcome,
            },
            delivery: envelope.delivery_id,
            address: address(envelope.delivery_id),
            at: envelope.occurred_at,
            size: queued.size,
            sent: 0,
            attempts: queued.attempts,
            last_error: queued.last_error,
        });
    }
    for file in blobs::waiting(conn).await? {
        items.push(WaitingItem {
            what: WaitingWhat::Blob { sha256: file.blob.sha256, kind: file.blob.kind },
            delivery: file.delivery,
            address: address(file.delivery),
            at: file.kept_at,
            size: file.blob.size,
            sent: file.sent,
            attempts: file.attempts,
            last_error: file.last_error,
        });
    }
    let notices = outcomes::notable(conn, now.plus_millis(-NOTICE_MS), NOTICES_MAX).await?;
    let notices = notices.into_iter().map(|outcome| Notice {
        command: outcome.command,
        delivery: outcome.delivery,
        address: address(outcome.delivery),
        name: outcome.name,
        disposition: outcome.disposition,
        reason: outcome.reason,
        at: outcome.at,
    });
    let notices = notices.collect();
    let wedged = wedged::all(conn).await?.into_iter().map(|wedged| WedgedItem {
        command: wedged.command,
        delivery: wedged.delivery,
        address: address(wedged.delivery),
        at: wedged.open().map_or(wedged.at, |envelope| envelope.occurred_at),
        can_retry: wedged.can_retry(),
        name: wedged.name,
        reason: wedged.reason,
    });
    let wedged = wedged.collect();
    let safe_today = outcomes::safe_since(conn, midnight).await?;
    let renewed = meta::get(conn, Key::Renewed).await?;
    Ok(WaitingRoom { items, safe_today, notices, wedged, renewed })
}
