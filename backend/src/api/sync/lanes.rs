//! Devices that were lost or taken away.

use axum::{extract::State, http::StatusCode};
use waybill_domain::LaneId;

use crate::{
    App,
    api::{ApiError, ApiResult, Path},
    auth::Signed,
    store::lanes,
};

/// Revokes the device of a lane for its member: sessions end at once and none begins again. What was done on it is still
/// taken in, and a person looks at it.
#[utoipa::path(
    post, path = "/api/v1/sync/lanes/{lane}/revoke", tag = "sync",
    params(("lane" = String, Path, description = "The lane's id")),
    responses((status = 204), (status = 404, description = "Not known.", body = waybill_domain::Problem))
)]
pub(super) async fn revoke(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<LaneId>,
) -> ApiResult<StatusCode> {
    own_fleet(&app, &signed, id).await?;
    let now = app.clock.now();
    app.store.tx(move |tx| Box::pin(async move { lanes::revoke(tx.conn(), id, now).await })).await?;
    app.hub.recheck(signed.organization);
    Ok(StatusCode::NO_CONTENT)
}

/// Lets the device of a lane sign in again.
#[utoipa::path(
    post, path = "/api/v1/sync/lanes/{lane}/allow", tag = "sync",
    params(("lane" = String, Path, description = "The lane's id")),
    responses((status = 204), (status = 404, description = "Not known.", body = waybill_domain::Problem))
)]
pub(super) async fn allow(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<LaneId>,
) -> ApiResult<StatusCode> {
    own_fleet(&app, &signed, id).await?;
    app.store.tx(move |tx| Box::pin(async move { lanes::allow(tx.conn(), id).await })).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn own_fleet(app: &App, signed: &Signed, id: LaneId) -> ApiResult<()> {
    signed.dispatch()?;
    let mut snapshot = app.store.snapshot().await?;
    let lane = lanes::get(&mut snapshot, signed.organization, id).await?;
    lane.map(|_| ()).ok_or_else(|| ApiError::unknown("lane"))
}
