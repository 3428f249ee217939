//! A command from a lane, where the lane or the server has a past: the device may no longer work, or the server may have
//! been restored and lost what the phone still knows.

use waybill_domain::{
    Delivery, EventBody, ExceptionId, MemberId, State, Timestamp,
    command::Class,
    delivery::Milestones,
    exception::{Exception, ExceptionKind},
    proof::{Evidence, Proof},
    rules::{Disposition, Rejected},
};

use super::{
    operations::judge_made,
    order::{Done, Order},
    receive::receive,
    record::{Source, record},
};
use crate::{
    App,
    auth::random,
    store::{
        Result, Tx, deliveries,
        results::{self, Stored},
        tracking,
    },
};

/// Takes a lane's command in. `barred`: who sends it may not work any more. `snapshot`: the delivery as the phone knows
/// it.
pub(super) async fn receive_from_lane(
    tx: &mut Tx,
    app: &App,
    order: &Order,
    barred: bool,
    snapshot: Option<Delivery>,
    now: Timestamp,
) -> Result<Done> {
    if barred {
        return receive_barred(tx, order, now).await;
    }
    if let Some(snapshot) = snapshot.filter(|snapshot| may_vouch(snapshot, order))
        && results::get(tx.conn(), order.organization, order.cmd_id).await?.is_none()
    {
        let current = deliveries::get(tx.conn(), order.organization, order.delivery).await?;
        match &current {
            None => reopen(tx, order, &snapshot, now).await?,
            Some(delivery) if delivery.was_ever_of(order.actor.member) => {}
            Some(delivery) if delivery.driver.is_none() && !delivery.state.is_final() => {
                let driver = order.actor.member;
                let events = vec![EventBody::Assigned { driver }, exception(order)];
                record(tx, order.organization, current.clone(), events, &source(order), now).await?;
            }
            Some(_) if order.command.class() == Class::Fact => {
                return keep_beside(tx, order, current, now).await;
            }
            Some(_) => {}
        }
    }
    let before = deliveries::get(tx.conn(), order.organization, order.delivery).await?;
    let done = receive(tx, order, now).await?;
    if done.again || done.disposition != Disposition::Applied {
        return Ok(done);
    }
    let notices = judge_made(tx, app, order, before.as_ref(), done.delivery.as_ref(), now).await?;
    if notices.is_empty() {
        return Ok(done);
    }
    // It happened where nobody could say no: it stays, and a person looks at it.
    let events = vec![opening(order, ExceptionKind::OutsideService { notices })];
    let delivery = record(tx, order.organization, done.delivery, events, &source(order), now).await?;
    Ok(Done { delivery, ..done })
}

/// What a disabled driver or a revoked device still brings: intents are refused, facts are recorded, and a person looks
/// at each.
async fn receive_barred(tx: &mut Tx, order: &Order, now: Timestamp) -> Result<Done> {
    let known = results::get(tx.conn(), order.organization, order.cmd_id).await?;
    if order.command.class() == Class::Intent && known.is_none() {
        let (disposition, reason) = (Disposition::Rejected, Some(Rejected::Forbidden));
        let stored = Stored { digest: order.digest(), disposition, reason: reason.clone() };
        results::insert(tx.conn(), order.organization, order.cmd_id, &stored).await?;
        return Ok(Done { disposition, reason, delivery: None, again: false });
    }
    let done = receive(tx, order, now).await?;
    if done.again || !matches!(done.disposition, Disposition::Applied | Disposition::AppliedLate) {
        return Ok(done);
    }
    let events = vec![exception(order)];
    let delivery = record(tx, order.organization, done.delivery, events, &source(order), now).await?;
    let reason = done.reason.or(Some(Rejected::Forbidden));
    Ok(Done { disposition: Disposition::NeedsReview, reason, delivery, again: false })
}

/// A phone may speak for a delivery of its own organization that was given to its member.
fn may_vouch(snapshot: &Delivery, order: &Order) -> bool {
    snapshot.id == order.delivery
        && snapshot.organization == order.organization
        && snapshot.was_ever_of(order.actor.member)
}

/// Makes a delivery again that the server no longer knows. What its driver did comes behind it, command by command, so
/// it begins where it was given to the driver. A person looks at it: what the office did to it is lost.
async fn reopen(tx: &mut Tx, order: &Order, snapshot: &Delivery, now: Timestamp) -> Result<()> {
    let created = EventBody::Created(Box::new(begun(snapshot, order.actor.member)));
    let events = vec![created, exception(order)];
    record(tx, order.organization, None, events, &source(order), now).await?;
    let token = hex::encode(random::<16>());
    tracking::insert(tx.conn(), order.organization, order.delivery, &token).await
}

fn begun(snapshot: &Delivery, driver: MemberId) -> Delivery {
    let mut delivery = snapshot.clone();
    delivery.rev = 0;
    delivery.state = State::Assigned;
    delivery.driver = Some(driver);
    delivery.offer = None;
    delivery.former_drivers.retain(|former| *former != driver);
    delivery.outcome = None;
    delivery.parcels.iter_mut().for_each(|parcel| parcel.outcome = None);
    delivery.proofs.clear();
    delivery.received.clear();
    delivery.cash_collected = None;
    delivery.exceptions.clear();
    delivery.cancel_reason.clear();
    // The handovers come again too, each from the one who signed it.
    delivery.custody.clear();
    delivery.transfer = None;
    let Milestones { created, assigned, .. } = delivery.times;
    delivery.times = Milestones { created, assigned, ..Milestones::default() };
    delivery
}

/// Somebody else has the delivery by now. What happened is kept beside it, with its proof.
async fn keep_beside(tx: &mut Tx, order: &Order, current: Option<Delivery>, now: Timestamp) -> Result<Done> {
    let not_yours = Rejected::NotYours { offer: None };
    let name = order.command.name().to_owned();
    let mut events = vec![EventBody::FactNoted { name, reason: not_yours.code().to_owned() }];
    let (disposition, reason) = (Disposition::NeedsReview, Some(not_yours));
    if let Some(evidence) = order.command.evidence().filter(|evidence| **evidence != Evidence::default()) {
        events.push(EventBody::ProofAdded(Box::new(Proof {
            command: order.cmd_id,
            by: order.actor.member,
            at: order.at,
            evidence: evidence.clone(),
        })));
    }
    events.push(exception(order));
    let delivery = record(tx, order.organization, current, events, &source(order), now).await?;
    let stored = Stored { digest: order.digest(), disposition, reason: reason.clone() };
    results::insert(tx.conn(), order.organization, order.cmd_id, &stored).await?;
    Ok(Done { disposition, reason, delivery, again: false })
}

fn exception(order: &Order) -> EventBody {
    opening(order, ExceptionKind::Quarantined)
}

fn opening(order: &Order, kind: ExceptionKind) -> EventBody {
    EventBody::ExceptionOpened(Exception {
        id: ExceptionId(order.cmd_id.0),
        kind,
        command: order.cmd_id,
        by: order.actor.member,
        at: order.at,
    })
}

fn source(order: &Order) -> Source {
    Source { actor: Some(order.actor.member), lane: order.lane, command: Some(order.cmd_id), at: order.at }
}
