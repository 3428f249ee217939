//! Makes events true: appends them, folds them into the delivery, writes it.

use std::collections::BTreeSet;

use waybill_domain::{
    CommandId, Delivery, DeliveryId, EventBody, LaneId, MemberId, OrganizationId, Timestamp,
    proof::Sha256Hash, rules,
};

use super::dispatch;
use crate::store::{
    Result, StoreError, Tx, blobs, deliveries, exceptions,
    log::{self, NewEvent},
};

/// Where events come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source {
    /// Who; `None` for the server itself.
    pub(super) actor: Option<MemberId>,
    /// Through which lane.
    pub(super) lane: Option<LaneId>,
    /// By which command.
    pub(super) command: Option<CommandId>,
    /// When it happened.
    pub(super) at: Timestamp,
}

/// Appends `bodies`, and for proof whose bytes are here already that they are; returns the delivery after all of them.
pub(super) async fn record(
    tx: &mut Tx,
    organization: OrganizationId,
    before: Option<Delivery>,
    bodies: Vec<EventBody>,
    source: &Source,
    now: Timestamp,
) -> Result<Option<Delivery>> {
    if bodies.is_empty() {
        return Ok(before);
    }
    let committed = committed(&bodies);
    let server = Source { actor: None, lane: None, command: None, at: now };
    let mut steps: Vec<(EventBody, &Source)> = bodies.into_iter().map(|body| (body, source)).collect();
    for &sha256 in &committed {
        let known = before.as_ref().is_some_and(|delivery| delivery.received.contains(&sha256));
        if !known && blobs::get(tx.conn(), organization, sha256).await?.is_some() {
            steps.push((EventBody::ProofReceived { sha256 }, &server));
        }
    }
    let mut after = before.clone();
    let mut events = Vec::with_capacity(steps.len());
    for (body, source) in steps {
        events.push(fold(&mut after, body, source)?);
    }
    let settled = after.as_ref().map(|after| dispatch::no_longer_waiting(after, now));
    for (exception, note) in settled.unwrap_or_default() {
        let body = EventBody::ExceptionResolved { exception, note: note.to_owned() };
        events.push(fold(&mut after, body, &server)?);
    }
    let appended = log::append(tx, organization, events, now).await?;
    for event in &appended {
        exceptions::note(tx.conn(), organization, event).await?;
    }
    let after = after.ok_or_else(unborn)?;
    let seq = appended.last().map_or(0, |event| event.seq);
    deliveries::save(tx.conn(), before.as_ref(), &after, seq, now).await?;
    for sha256 in committed {
        blobs::commit_to(tx.conn(), organization, sha256, after.id).await?;
    }
    dispatch::follow(tx, organization, before.as_ref(), &after, &appended, now).await?;
    Ok(Some(after))
}

/// Folds `body` into the delivery; the event that says so.
fn fold(delivery: &mut Option<Delivery>, body: EventBody, source: &Source) -> Result<NewEvent> {
    let (driver_before, taker_before) = hands(delivery.as_ref());
    *delivery = rules::evolve(delivery.take(), &body, source.at);
    let id: DeliveryId = delivery.as_ref().map(|delivery| delivery.id).ok_or_else(unborn)?;
    let (driver_after, taker_after) = hands(delivery.as_ref());
    Ok(NewEvent {
        delivery: id,
        at: source.at,
        actor: source.actor,
        lane: source.lane,
        command: source.command,
        driver_before,
        driver_after,
        taker_before,
        taker_after,
        body,
    })
}

/// Who has it, and who is about to take it over.
fn hands(delivery: Option<&Delivery>) -> (Option<MemberId>, Option<MemberId>) {
    let transfer = delivery.and_then(|delivery| delivery.transfer);
    (delivery.and_then(|delivery| delivery.driver), transfer.map(|transfer| transfer.to))
}

fn unborn() -> StoreError {
    StoreError::Corrupt("events about a delivery that was never created".to_owned())
}

/// The bytes that new proof commits to.
fn committed(bodies: &[EventBody]) -> BTreeSet<Sha256Hash> {
    bodies
        .iter()
        .filter_map(|body| match body {
            EventBody::ProofAdded(proof) => Some(proof),
            _ => None,
        })
        .flat_map(|proof| proof.evidence.blobs().map(|blob| blob.sha256))
        .collect()
}
