//! Many deliveries at once: who takes which, so that all together are served best.

use std::collections::BTreeMap;

use waybill_domain::{
    Delivery, DeliveryId, EventBody, MemberId, OrganizationId, State, Timestamp,
    calls::WaveReason,
    dispatch::{Decision, Verdict, decide},
};
use waybill_routing::waves::{Assigned, Unassigned, Wanted, Wave, Why, assign, hold};

use super::{
    candidates::{against, candidates},
    need::need_of,
};
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
        let mut need = need_of(conn, app, &delivery, &settings, now).await?;
        let found = match need.closed {
            Some(_) => Vec::new(),
            None => candidates(conn, app, &delivery, &mut need, &asked, &settings.policy, now).await?,
        };
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

impl Planned {
    /// What came of the wave for a delivery; `None` where it had a driver by then.
    fn verdict(&self, delivery: DeliveryId) -> Option<Verdict> {
        let given = self.wave.assigned.iter().find(|one| one.delivery == delivery);
        if let Some(Assigned { driver, .. }) = given {
            return Some(Verdict::GivenInWave { driver: *driver });
        }
        let left = self.wave.unassigned.iter().find(|left| left.delivery == delivery)?;
        Some(Verdict::LeftInWave { why: self.reason(left) })
    }

    /// Why `left` has no driver.
    pub fn reason(&self, left: &Unassigned) -> WaveReason {
        let closed = |decision: &Decision| {
            let closed = Verdict::LeftInWave { why: WaveReason::Closed };
            decision.delivery == left.delivery
                && (decision.verdict == closed || matches!(decision.verdict, Verdict::NotServed { .. }))
        };
        match left.why {
            Why::DriversTaken { .. } => WaveReason::DriversTaken,
            Why::NoDriver | Why::Changed if self.decisions.iter().any(closed) => WaveReason::Closed,
            Why::NoDriver => WaveReason::NoDriver,
            Why::Twice => WaveReason::Twice,
            Why::Changed => WaveReason::Changed,
        }
    }
}

/// Without a driver, and not being offered.
fn open(delivery: Option<Delivery>) -> Option<Delivery> {
    delivery.filter(|delivery| delivery.state == State::Unassigned)
}

/// Gives the deliveries of a planned wave to its drivers, all in one transaction. What got a driver in between keeps
/// that one and is named; whose driver may not take it any more is left.
pub async fn commit(
    app: &App,
    organization: OrganizationId,
    by: MemberId,
    planned: Planned,
) -> Result<Planned> {
    let (within, now) = (app.clone(), app.clock.now());
    app.store
        .tx(move |tx| Box::pin(async move { commit_in(tx, &within, organization, by, planned, now).await }))
        .await
}

async fn commit_in(
    tx: &mut Tx,
    app: &App,
    organization: OrganizationId,
    by: MemberId,
    mut planned: Planned,
    now: Timestamp,
) -> Result<Planned> {
    let settings = settings::get(tx.conn(), organization).await?;
    let mut given: Vec<Assigned> = Vec::new();
    for one in std::mem::take(&mut planned.wave.assigned) {
        let Some(current) = open(deliveries::get(tx.conn(), organization, one.delivery).await?) else {
            planned.not_waiting.push(one.delivery);
            continue;
        };
        // Another wave, a dispatcher or a driver's yes may have come first.
        if !against(tx.conn(), app, &current, one.driver, &settings, now).await?.is_empty() {
            planned.wave.unassigned.push(Unassigned { delivery: one.delivery, why: Why::Changed });
            continue;
        }
        let source = Source { actor: Some(by), lane: None, command: None, at: now };
        let events = vec![EventBody::Assigned { driver: one.driver }];
        record(tx, organization, Some(current), events, &source, now).await?;
        given.push(one);
    }
    planned.wave.assigned = given;
    let verdicts: Vec<_> = planned.decisions.iter().map(|one| planned.verdict(one.delivery)).collect();
    for (decision, verdict) in planned.decisions.iter_mut().zip(verdicts) {
        let Some(verdict) = verdict else { continue };
        decision.verdict = verdict;
        decisions::insert(tx.conn(), organization, decision).await?;
    }
    Ok(planned)
}
