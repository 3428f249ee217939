//! Zones: areas with rules.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{Problem, calls::Kept, id::ZoneId, zone::Zone};

use super::Basis;
use crate::{
    App,
    api::{ApiResult, Json, Path, Query},
    auth::Signed,
};

/// All of them, by name.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(super) struct Zones(Vec<Kept<Zone>>);

/// The organization's zones, by name.
#[utoipa::path(get, path = "/api/v1/zones", tag = "operations", operation_id = "list_zones",
    responses((status = 200, body = Zones)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Zones>> {
    super::list(&app, signed).await.map(|Json(all)| Json(Zones(all)))
}

/// Writes the whole of a zone; the id of a new one is made by the caller. For admins and dispatchers.
#[utoipa::path(put, path = "/api/v1/zones/{id}", tag = "operations", operation_id = "put_zone", request_body = Zone,
    params(("id" = String, Path, description = "The zone's id"), Basis),
    responses(
        (status = 200, description = "It was changed.", body = Kept<Zone>),
        (status = 201, description = "It was made.", body = Kept<Zone>),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 422, description = "`invalid`: fields that break rules", body = Problem),
    ))]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ZoneId>,
    Query(basis): Query<Basis>,
    Json(item): Json<Zone>,
) -> ApiResult<(StatusCode, Json<Kept<Zone>>)> {
    super::put(&app, signed, id.0, basis, item).await
}

/// Removes a zone. For admins and dispatchers.
#[utoipa::path(delete, path = "/api/v1/zones/{id}", tag = "operations", operation_id = "remove_zone",
    params(("id" = String, Path, description = "The zone's id"), Basis),
    responses(
        (status = 204, description = "It was removed."),
        (status = 409, description = "`stale_revision`, or `in_use` where a roster names it", body = Problem),
    ))]
pub(super) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ZoneId>,
    Query(basis): Query<Basis>,
) -> ApiResult<StatusCode> {
    super::remove::<Zone>(&app, signed, id.0, basis).await
}
