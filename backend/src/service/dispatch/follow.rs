//! Keeps the offers of a delivery in step with what becomes of the delivery, in the same transaction: a driver accepts or
//! declines, a dispatcher decides otherwise, somebody picks it up without a word.

use waybill_domain::{
    Delivery, Event, EventBody, ExceptionId, OrganizationId, State, Timestamp,
    dispatch::{Offers, Phase},
    exception::ExceptionKind,
};

use super::offering::due_at;
use crate::store::{
    Result, Tx,
    dispatch::{offers, settings, tallies},
};

/// Takes in what became of a delivery. What is offered by itself is noted as due, so that no crash can forget it.
pub(in crate::service) async fn follow(
    tx: &mut Tx,
    organization: OrganizationId,
    before: Option<&Delivery>,
    after: &Delivery,
    events: &[Event],
    now: Timestamp,
) -> Result<()> {
    // What dispatch writes itself it keeps in mind itself.
    let own = |body: &EventBody| matches!(body, EventBody::Offered { .. } | EventBody::OfferEnded { .. });
    let bodies = || events.iter().map(|event| &event.body);
    if bodies().any(own) {
        return Ok(());
    }
    if !concerns(before, after) {
        return match before.is_some_and(|before| before.pickup.window != after.pickup.window) {
            true => reschedule(tx, organization, after, now).await,
            false => Ok(()),
        };
    }
    let declined = bodies().find_map(|body| match body {
        EventBody::Declined { driver, reason } => Some((*driver, reason)),
        _ => None,
    });
    let Some(mut these) = offers::get(tx.conn(), organization, after.id).await? else {
        return match before.is_none() || declined.is_some() {
            true => begin(tx, organization, after, Offers::new(after.id), now).await,
            false => Ok(()),
        };
    };
    let known = these.clone();
    let asked = before.filter(|before| before.offer.is_some()).and_then(|before| before.driver);
    let given = bodies().any(|body| matches!(body, EventBody::Assigned { .. }));
    let mut ended = None;
    if let Some((driver, reason)) = declined {
        ended = asked.map(|driver| (driver, false));
        if these.decline(driver, reason, now).is_err() {
            these.close(now);
        }
    } else if let Some(driver) = asked.filter(|asked| !given && after.driver == Some(*asked)) {
        ended = Some((driver, true));
        if these.accept(driver, now).is_err() {
            these.close(now);
        }
    } else {
        these.close(now);
    }
    if let Some((driver, accepted)) = ended {
        tallies::ended(tx.conn(), organization, driver, accepted, now).await?;
    }
    if declined.is_some() && these.phase == Phase::Closed {
        these.reopen();
        return begin(tx, organization, after, these, now).await;
    }
    if these != known {
        let settings = settings::get(tx.conn(), organization).await?;
        offers::put(tx.conn(), organization, &these, due_at(&these, &settings, now)).await?;
    }
    Ok(())
}

/// Whether it had no driver, or has none.
fn concerns(before: Option<&Delivery>, after: &Delivery) -> bool {
    let waits = |delivery: &Delivery| matches!(delivery.state, State::Unassigned | State::Offered);
    let same = before.is_some_and(|before| (before.state, before.driver) == (after.state, after.driver));
    !same && (before.is_some_and(waits) || waits(after))
}

/// Another pickup window: what is still to be offered by itself is due at another time.
async fn reschedule(
    tx: &mut Tx,
    organization: OrganizationId,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<()> {
    match offers::get(tx.conn(), organization, delivery.id).await? {
        Some(these) if these.phase == Phase::Open => begin(tx, organization, delivery, these, now).await,
        _ => Ok(()),
    }
}

/// Offers it by itself, where the organization wants that: soon, or some time before its pickup window begins.
async fn begin(
    tx: &mut Tx,
    organization: OrganizationId,
    delivery: &Delivery,
    these: Offers,
    now: Timestamp,
) -> Result<()> {
    let settings = settings::get(tx.conn(), organization).await?;
    if !settings.auto || delivery.state != State::Unassigned {
        return Ok(());
    }
    let window = delivery.pickup.window.from;
    let from = window.map_or(now, |from| from.plus_minutes(-i64::from(settings.ahead_min)));
    offers::put(tx.conn(), organization, &these, Some(from.max(now))).await
}

/// What was to be looked at because nobody had `delivery`, where that is over or begins later.
pub(in crate::service) fn no_longer_waiting(
    delivery: &Delivery,
    now: Timestamp,
) -> Vec<(ExceptionId, &'static str)> {
    let note = match delivery.state {
        State::Unassigned | State::Offered if delivery.pickup.window.from.is_some_and(|from| from > now) => {
            return only(delivery, "It is for later now.", |kind| {
                matches!(kind, ExceptionKind::Unassigned { .. })
            });
        }
        State::Unassigned | State::Offered => return Vec::new(),
        State::Completed | State::Cancelled => "It is over.",
        _ => "It has a driver now.",
    };
    let over =
        |kind: &ExceptionKind| matches!(kind, ExceptionKind::NobodyTookIt | ExceptionKind::Unassigned { .. });
    only(delivery, note, over)
}

fn only(
    delivery: &Delivery,
    note: &'static str,
    over: impl Fn(&ExceptionKind) -> bool,
) -> Vec<(ExceptionId, &'static str)> {
    let open = delivery.exceptions.iter().filter(|open| over(&open.kind));
    open.map(|open| (open.id, note)).collect()
}
