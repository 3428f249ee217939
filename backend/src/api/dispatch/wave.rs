//! `/api/v1/dispatch/wave`.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use waybill_domain::{
    DeliveryId, MemberId, Problem,
    calls::{PlanWave, WaveAssigned, WavePair, WavePlan, WaveReason, WaveUnassigned},
};
use waybill_routing::waves::{Assigned, Unassigned, Why};

use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::Signed,
    service::dispatch::{self, Planned, WAVE_MAX, Wish},
};

/// Gives many deliveries out at once: as many as possible by priority, then by the best sum of scores, at most one to a
/// driver. Without `commit` the answer is what would be done; with `shown`, exactly that is done, as far as it still can be.
#[utoipa::path(
    post, path = "/api/v1/dispatch/wave", tag = "dispatch", request_body = PlanWave,
    responses((status = 200, body = WavePlan), (status = 422, description = "`invalid`", body = Problem))
)]
pub(super) async fn wave(
    State(app): State<App>,
    signed: Signed,
    Json(ask): Json<PlanWave>,
) -> ApiResult<Json<WavePlan>> {
    signed.dispatch()?;
    let commit = ask.commit;
    let mut planned = dispatch::plan(&app, signed.organization, wish(ask)?).await?;
    if commit {
        planned = dispatch::commit(&app, signed.organization, signed.member, planned).await?;
    }
    Ok(Json(reply(planned, commit)))
}

fn wish(ask: PlanWave) -> ApiResult<Wish> {
    let fits = |n: usize| (1..=WAVE_MAX).contains(&n);
    let rule = format!("must be 1 to {WAVE_MAX} deliveries");
    match (ask.deliveries, ask.shown) {
        (None, None) => Ok(Wish::Waiting),
        (Some(ids), None) if fits(ids.len()) => Ok(Wish::These(ids)),
        (Some(_), None) => Err(ApiError::field("deliveries", rule)),
        (Some(_), Some(_)) => Err(ApiError::field("deliveries", "must not be there beside what was shown")),
        (None, Some(_)) if !ask.commit => Err(ApiError::field("commit", "must be true for what was shown")),
        (None, Some(pairs)) if fits(pairs.len()) => Ok(Wish::Shown(each_once(&pairs)?)),
        (None, Some(_)) => Err(ApiError::field("shown", rule)),
    }
}

fn each_once(pairs: &[WavePair]) -> ApiResult<BTreeMap<DeliveryId, MemberId>> {
    let shown: BTreeMap<_, _> = pairs.iter().map(|pair| (pair.delivery, pair.driver)).collect();
    let drivers: BTreeSet<_> = shown.values().collect();
    if drivers.len() < pairs.len() {
        return Err(ApiError::field("shown", "must name each delivery and each driver once"));
    }
    Ok(shown)
}

fn reply(planned: Planned, committed: bool) -> WavePlan {
    let reasons: Vec<_> = planned.wave.unassigned.iter().map(|left| planned.reason(left)).collect();
    let Planned { wave, decisions, not_waiting } = planned;
    WavePlan {
        assigned: wave.assigned.into_iter().map(assigned).collect(),
        unassigned: wave.unassigned.into_iter().zip(reasons).map(unassigned).collect(),
        not_waiting,
        decisions,
        committed,
    }
}

fn assigned(Assigned { delivery, driver, score }: Assigned) -> WaveAssigned {
    WaveAssigned { delivery, driver, score }
}

fn unassigned((Unassigned { delivery, why }, code): (Unassigned, WaveReason)) -> WaveUnassigned {
    let words = match code {
        WaveReason::Closed => "one of its stops is not served at this time".to_owned(),
        _ => why.to_string(),
    };
    let by = match why {
        Why::DriversTaken { by } => by,
        Why::NoDriver | Why::Twice | Why::Changed => Vec::new(),
    };
    WaveUnassigned { delivery, code, why: words, instead: by.into_iter().map(assigned).collect() }
}
