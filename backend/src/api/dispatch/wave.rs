//! `/api/v1/dispatch/wave`.

use axum::extract::State;
use waybill_domain::{
    Problem,
    calls::{PlanWave, WaveAssigned, WavePlan, WaveUnassigned},
};
use waybill_routing::waves::{Assigned, Unassigned, Why};

use crate::{
    App,
    api::{ApiError, ApiResult, Json},
    auth::Signed,
    service::dispatch::{self, Planned, WAVE_MAX},
};

/// Gives many deliveries out at once: as many as possible by priority, then by the best sum of scores, at most one to a
/// driver. Without `commit` the answer is what would be done.
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
    if ask.deliveries.as_ref().is_some_and(|ids| ids.is_empty() || ids.len() > WAVE_MAX) {
        return Err(ApiError::field("deliveries", format!("must be 1 to {WAVE_MAX} deliveries")));
    }
    let mut planned = dispatch::plan(&app, signed.organization, ask.deliveries).await?;
    if ask.commit {
        planned = dispatch::commit(&app, signed.organization, signed.member, planned).await?;
    }
    Ok(Json(reply(planned, ask.commit)))
}

fn reply(planned: Planned, committed: bool) -> WavePlan {
    let Planned { wave, decisions, not_waiting } = planned;
    WavePlan {
        assigned: wave.assigned.into_iter().map(assigned).collect(),
        unassigned: wave.unassigned.into_iter().map(unassigned).collect(),
        not_waiting,
        decisions,
        committed,
    }
}

fn assigned(Assigned { delivery, driver, score }: Assigned) -> WaveAssigned {
    WaveAssigned { delivery, driver, score }
}

fn unassigned(Unassigned { delivery, why }: Unassigned) -> WaveUnassigned {
    let words = why.to_string();
    let instead = match why {
        Why::DriversTaken { by } => by.into_iter().map(assigned).collect(),
        Why::NoDriver | Why::Twice => Vec::new(),
    };
    WaveUnassigned { delivery, why: words, instead }
}
