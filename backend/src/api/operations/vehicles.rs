//! Vehicles.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{Problem, calls::Kept, fleet::Vehicle, id::VehicleId};

use super::Basis;
use crate::{
    App,
    api::{ApiResult, Json, Path, Query},
    auth::Signed,
};

/// All of them, by name.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(super) struct Vehicles(Vec<Kept<Vehicle>>);

/// The organization's vehicles, by name.
#[utoipa::path(get, path = "/api/v1/vehicles", tag = "operations", operation_id = "list_vehicles",
    responses((status = 200, body = Vehicles)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vehicles>> {
    super::list(&app, signed).await.map(|Json(all)| Json(Vehicles(all)))
}

/// Writes the whole of a vehicle; the id of a new one is made by the caller. For admins and dispatchers.
#[utoipa::path(put, path = "/api/v1/vehicles/{id}", tag = "operations", operation_id = "put_vehicle", request_body = Vehicle,
    params(("id" = String, Path, description = "The vehicle's id"), Basis),
    responses(
        (status = 200, description = "It was changed.", body = Kept<Vehicle>),
        (status = 201, description = "It was made.", body = Kept<Vehicle>),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 422, description = "`invalid`: fields that break rules", body = Problem),
    ))]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<VehicleId>,
    Query(basis): Query<Basis>,
    Json(item): Json<Vehicle>,
) -> ApiResult<(StatusCode, Json<Kept<Vehicle>>)> {
    super::put(&app, signed, id.0, basis, item).await
}

/// Removes a vehicle. For admins and dispatchers.
#[utoipa::path(delete, path = "/api/v1/vehicles/{id}", tag = "operations", operation_id = "remove_vehicle",
    params(("id" = String, Path, description = "The vehicle's id"), Basis),
    responses(
        (status = 204, description = "It was removed."),
        (status = 409, description = "`stale_revision`, or `in_use` where a roster names it", body = Problem),
    ))]
pub(super) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<VehicleId>,
    Query(basis): Query<Basis>,
) -> ApiResult<StatusCode> {
    super::remove::<Vehicle>(&app, signed, id.0, basis).await
}
