//! A dispatcher has a delivery offered, or no longer.

use std::collections::BTreeSet;

use waybill_domain::{
    Delivery, DeliveryId, EventBody, MemberId, OrganizationId, State, Timestamp,
    dispatch::{Asked, Decision, End, Offers, Phase, decide},
    rules::Rejected,
};

use super::{need::need_of, offering::advance};
use crate::{
    App,
    service::record::{Source, record},
    store::{
        StoreError, Tx, deliveries,
        dispatch::{offers, settings},
    },
};

/// What came of it.
#[derive(Debug)]
pub struct Started {
    /// The delivery after it.
    pub delivery: Delivery,
    /// Its offers.
    pub offers: Offers,
    /// What was decided; `None` where it was being offered already.
    pub decision: Option<Decision>,
}

/// Begins to offer a delivery, or goes on with the next driver where nobody was left. One that is being offered stays as
/// it is. With `reassign` one that a driver has and has not picked up is taken from that driver, who is not asked again.
pub async fn start(
    app: &App,
    organization: OrganizationId,
    id: DeliveryId,
    by: MemberId,
    reassign: bool,
) -> Result<Result<Started, Rejected>, StoreError> {
    let (app, now) = (app.clone(), app.clock.now());
    let store = app.store.clone();
    store
        .tx(move |tx| Box::pin(async move { start_in(tx, &app, organization, id, by, reassign, now).await }))
        .await
}

async fn start_in(
    tx: &mut Tx,
    app: &App,
    organization: OrganizationId,
    id: DeliveryId,
    by: MemberId,
    reassign: bool,
    now: Timestamp,
) -> Result<Result<Started, Rejected>, StoreError> {
    let Some(current) = deliveries::get(tx.conn(), organization, id).await? else {
        return Ok(Err(Rejected::Unknown));
    };
    let known = offers::get(tx.conn(), organization, id).await?;
    let driver = match (current.state, &known) {
        (State::Offered, Some(known)) => {
            return Ok(Ok(Started { delivery: current, offers: known.clone(), decision: None }));
        }
        (State::Unassigned | State::Offered, _) => None,
        (State::Assigned | State::Accepted | State::ArrivedAtPickup, _) if reassign => current.driver,
        (state @ (State::Assigned | State::Accepted | State::ArrivedAtPickup), _) => {
            return Ok(Err(Rejected::AlreadyPast { state }));
        }
        (State::PickedUp | State::OutForDelivery | State::Arrived, _) => return Ok(Err(Rejected::InCustody)),
        (State::Completed, _) => return Ok(Err(Rejected::AlreadyCompleted)),
        (State::Cancelled, _) => return Ok(Err(Rejected::Cancelled)),
    };
    let source = Source { actor: Some(by), lane: None, command: None, at: now };
    if driver.is_some() {
        // Where nobody can be asked, whoever has it keeps it.
        let settings = settings::get(tx.conn(), organization).await?;
        let need = need_of(tx.conn(), app, &current, &settings, now).await?;
        if need.closed.is_some() {
            let decision = decide(&need, &[], &BTreeSet::new(), &settings.policy, now);
            let offers = known.unwrap_or_else(|| Offers::new(id));
            return Ok(Ok(Started { delivery: current, offers, decision: Some(decision) }));
        }
        record(tx, organization, Some(current), vec![EventBody::Unassigned], &source, now).await?;
    }
    let known = offers::get(tx.conn(), organization, id).await?;
    let mut these = known.unwrap_or_else(|| Offers::new(id));
    if let Some(driver) = driver
        && !these.already_asked().contains(&driver)
    {
        let end = Some(End::Declined { reason: "reassigned".to_owned() });
        these.asked.push(Asked { driver, at: now, end, ended_at: Some(now) });
    }
    these.reopen();
    offers::put(tx.conn(), organization, &these, Some(now)).await?;
    let Some((delivery, decision)) = advance(tx, app, organization, id, Some(by), now).await? else {
        return Ok(Err(Rejected::Unknown));
    };
    let offers = offers::get(tx.conn(), organization, id).await?.unwrap_or(these);
    Ok(Ok(Started { delivery, offers, decision }))
}

/// Takes the offer back and asks nobody else. The delivery after it.
pub async fn stop(
    app: &App,
    organization: OrganizationId,
    id: DeliveryId,
    by: MemberId,
) -> Result<Result<Delivery, Rejected>, StoreError> {
    let now = app.clock.now();
    app.store.tx(move |tx| Box::pin(async move { stop_in(tx, organization, id, by, now).await })).await
}

async fn stop_in(
    tx: &mut Tx,
    organization: OrganizationId,
    id: DeliveryId,
    by: MemberId,
    now: Timestamp,
) -> Result<Result<Delivery, Rejected>, StoreError> {
    let Some(current) = deliveries::get(tx.conn(), organization, id).await? else {
        return Ok(Err(Rejected::Unknown));
    };
    let Some(mut these) = offers::get(tx.conn(), organization, id).await? else { return Ok(Ok(current)) };
    if matches!(these.phase, Phase::Taken { .. } | Phase::Closed) {
        return Ok(Ok(current));
    }
    let taken_back = these.close(now).filter(|_| current.state == State::Offered);
    let events = taken_back.map(|driver| EventBody::OfferEnded { driver, end: End::Withdrawn });
    let source = Source { actor: Some(by), lane: None, command: None, at: now };
    let events = events.into_iter().collect();
    let after = record(tx, organization, Some(current), events, &source, now).await?;
    offers::put(tx.conn(), organization, &these, None).await?;
    Ok(after.ok_or(Rejected::Unknown))
}
