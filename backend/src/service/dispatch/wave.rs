//! Many deliveries at once: who takes which, so that all together are served best.

use std::collections::BTreeMap;

use waybill_domain::{
    Delivery, DeliveryId, EventBody, MemberId, OrganizationId, State, Timestamp,
    dispatch::{Decision, decide},
};
use waybill_routing::waves::{Wanted, Wave, assign, hold};

use super::{candidates::candidates, need::need_of};
use crate::{
    App,
    service::record::{Source, record},
    store::{
        Result, Tx, deliveries,
        dispatch::{decisions, offers, settings, waiting},
    },
};

/// Deliveries of one wave.
pub const WAVE_MAX: usize = 500;
/// Drivers whom one delivery may go to.
const CHOICES: usize = 8;

/// What a wave is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Everything that waits for a driver and could be begun now.
    Waiting,
    /// These.
    These(Vec<DeliveryId>),
    /// What was shown, each for its driver or for nobody.
    Shown(BTreeMap<DeliveryId, MemberId>),
}

/// Who would take what, and why.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// Who takes what.
    pub wave: Wave,
    /// What was decided about each delivery.
    pub decisions: Vec<Decision>,
    /// Asked for, but known to nobody or not without a driver (any more).
    pub not_waiting: Vec<DeliveryId>,
}

/// Plans a wave. Changes nothing.
pub async fn plan(app: &App, organization: OrganizationId, wish: Wish) -> Result<Planned> {
    let now = app.clock.now();
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let settings = settings::get(conn, organization).await?;
    let ids: Vec<DeliveryId> = match &wish {
        Wish::These(ids) => ids.clone(),
        Wish::Shown(pairs) => pairs.keys().copied().collect(),
        Wish::Waiting => {
            let all = waiting::since(conn, organization, now, WAVE_MAX as u32).await?;
            all.into_iter().map(|one| one.delivery).collect()
        }
    };
    let mut planned = Planned::default();
    let mut choices = Vec::with_capacity(ids.len());
    let count = if matches!(wish, Wish::Shown(_)) { usize::MAX } else { CHOICES };
    for id in ids {
        let Some(delivery) = open(deliveries::get(conn, organization, id).await?) else {
            planned.not_waiting.push(id);
            continue;
        };
        let asked = offers::get(conn, organization, id).await?;
        let asked = asked.map(|offers| offers.already_asked()).unwrap_or_default();
        let mut need = need_of(conn, app, &delivery).await?;
        let found = candidates(conn, app, &delivery, &mut need, &asked, &settings.policy, now).await?;
        let decision = decide(&need, &found, &asked, &settings.policy, now);
        choices.push(Wanted::of(&decision, delivery.handling.priority, count));
        planned.decisions.push(decision);
    }
    planned.wave = match wish {
        Wish::Shown(pairs) => hold(&choices, &pairs),
        Wish::Waiting | Wish::These(_) => assign(&choices),
    };
    Ok(planned)
}

/// Without a driver, and not being offered.
fn open(delivery: Option<Delivery>) -> Option<Delivery> {
    delivery.filter(|delivery| delivery.state == State::Unassigned)
}

/// Gives the deliveries of a planned wave to its drivers, all in one transaction. What got a driver in between keeps
/// that one and is named.
pub async fn commit(
    app: &App,
    organization: OrganizationId,
    by: MemberId,
    planned: Planned,
) -> Result<Planned> {
    let now = app.clock.now();
    app.store.tx(move |tx| Box::pin(async move { commit_in(tx, organization, by, planned, now).await })).await
}

async fn commit_in(
    tx: &mut Tx,
    organization: OrganizationId,
    by: MemberId,
    mut planned: Planned,
    now: Timestamp,
) -> Result<Planned> {
    let mut given = Vec::new();
    for one in std::mem::take(&mut planned.wave.assigned) {
        let Some(current) = open(deliveries::get(tx.conn(), organization, one.delivery).await?) else {
            planned.not_waiting.push(one.delivery);
            continue;
        };
        let source = Source { actor: Some(by), lane: None, command: None, at: now };
        let events = vec![EventBody::Assigned { driver: one.driver }];
        record(tx, organization, Some(current), events, &source, now).await?;
        given.push(one);
    }
    planned.wave.assigned = given;
    for decision in &planned.decisions {
        decisions::insert(tx.conn(), organization, decision).await?;
    }
    Ok(planned)
}
