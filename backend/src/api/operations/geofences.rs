//! Who went into which zone or depot.

use axum::extract::State;
use waybill_domain::{
    Problem,
    calls::{GeofenceEvent, ListGeofenceEvents},
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Query},
    auth::Signed,
    store::operations::geofences,
};

/// Drivers who went into a zone or depot, stayed, or went out; what was noted last comes first. For admins and
/// dispatchers.
#[utoipa::path(get, path = "/api/v1/geofence-events", tag = "operations", operation_id = "list_geofence_events",
    params(ListGeofenceEvents),
    responses((status = 200, body = Vec<GeofenceEvent>), (status = 422, description = "`invalid`", body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<ListGeofenceEvents>,
) -> ApiResult<Json<Vec<GeofenceEvent>>> {
    signed.dispatch()?;
    let limit = filter.limit.unwrap_or(100);
    if !(1..=500).contains(&limit) {
        return Err(ApiError::field("limit", "must be from 1 to 500"));
    }
    let mut snapshot = app.store.snapshot().await?;
    Ok(Json(geofences::list(&mut snapshot, signed.organization, &filter, limit).await?))
}
