//! Depots: places from which goods and drivers set off.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{Problem, calls::Kept, fleet::Depot, id::DepotId};

use super::Basis;
use crate::{
    App,
    api::{ApiResult, Json, Path, Query},
    auth::Signed,
};

/// All of them, by name.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(super) struct Depots(Vec<Kept<Depot>>);

/// The organization's depots, by name.
#[utoipa::path(get, path = "/api/v1/depots", tag = "operations", operation_id = "list_depots",
    responses((status = 200, body = Depots)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Depots>> {
    super::list(&app, signed).await.map(|Json(all)| Json(Depots(all)))
}

/// Writes the whole of a depot; the id of a new one is made by the caller. For admins and dispatchers.
#[utoipa::path(put, path = "/api/v1/depots/{id}", tag = "operations", operation_id = "put_depot", request_body = Depot,
    params(("id" = String, Path, description = "The depot's id"), Basis),
    responses(
        (status = 200, description = "It was changed.", body = Kept<Depot>),
        (status = 201, description = "It was made.", body = Kept<Depot>),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 422, description = "`invalid`: fields that break rules", body = Problem),
    ))]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DepotId>,
    Query(basis): Query<Basis>,
    Json(item): Json<Depot>,
) -> ApiResult<(StatusCode, Json<Kept<Depot>>)> {
    super::put(&app, signed, id.0, basis, item).await
}

/// Removes a depot. For admins and dispatchers.
#[utoipa::path(delete, path = "/api/v1/depots/{id}", tag = "operations", operation_id = "remove_depot",
    params(("id" = String, Path, description = "The depot's id"), Basis),
    responses(
        (status = 204, description = "It was removed."),
        (status = 409, description = "`stale_revision`, or `in_use` where a roster names it", body = Problem),
    ))]
pub(super) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DepotId>,
    Query(basis): Query<Basis>,
) -> ApiResult<StatusCode> {
    super::remove::<Depot>(&app, signed, id.0, basis).await
}
