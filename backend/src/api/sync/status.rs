//! What is pending, failed, in conflict: for all lanes, and for one in detail.

use axum::extract::State;
use serde::Deserialize;
use waybill_domain::{
    LaneId,
    calls::{LaneLog, SyncStatus},
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path, Query},
    auth::Signed,
    store::{backups, lanes, log},
};

/// Entries on one page.
const PAGE: u32 = 100;

/// Where every lane stands: what came last and when, what is still on the phone, what needs a look. A driver sees the
/// own lanes.
#[utoipa::path(get, path = "/api/v1/sync/status", tag = "sync", responses((status = 200, body = SyncStatus)))]
pub(super) async fn status(State(app): State<App>, signed: Signed) -> ApiResult<Json<SyncStatus>> {
    signed.crew()?;
    let now = app.clock.now();
    let own = (!signed.role.is_dispatch()).then_some(signed.member);
    let mut snapshot = app.store.snapshot().await?;
    let lanes = lanes::status(&mut snapshot, signed.organization, own, now).await?;
    let head = log::head(&mut snapshot, signed.organization).await?;
    let backup = backups::last(&mut snapshot, signed.organization).await?;
    let backed_up_at = backup.filter(|last| last.epoch == head.epoch).map(|last| last.at);
    Ok(Json(SyncStatus { at: now, backed_up_at, lanes }))
}

/// Which part of a log.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LogQuery {
    /// Only what came before this sequence of the lane.
    before: Option<u64>,
    /// At most so many entries: 1 to 500; absent: 100.
    limit: Option<u32>,
}

/// What came through one lane, newest first, with what became of it. A driver may read the own lanes.
#[utoipa::path(
    get, path = "/api/v1/sync/lanes/{lane}/log", tag = "sync",
    params(("lane" = String, Path, description = "The lane's id"), LogQuery),
    responses(
        (status = 200, body = LaneLog),
        (status = 404, description = "Not known, or not yours.", body = waybill_domain::Problem),
    )
)]
pub(super) async fn log(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<LaneId>,
    Query(query): Query<LogQuery>,
) -> ApiResult<Json<LaneLog>> {
    signed.crew()?;
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=500).contains(&limit) {
        return Err(ApiError::field("limit", "must be 1 to 500"));
    }
    let mut snapshot = app.store.snapshot().await?;
    let lane = lanes::get(&mut snapshot, signed.organization, id).await?;
    let seen = lane.is_some_and(|lane| signed.role.is_dispatch() || lane.member == signed.member);
    if !seen {
        return Err(ApiError::unknown("lane"));
    }
    let mut entries = lanes::log(&mut snapshot, id, query.before, limit + 1).await?;
    let more = entries.len() > limit as usize;
    entries.truncate(limit as usize);
    let next = entries.last().map(|entry| entry.seq).filter(|_| more);
    Ok(Json(LaneLog { entries, next }))
}
