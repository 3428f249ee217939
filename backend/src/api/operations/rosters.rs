//! When drivers work.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{MemberId, Problem, Role, calendar::Roster, calls::Kept};

use super::Basis;
use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path, Query},
    auth::Signed,
    service::operations,
    store::members,
};

/// All of them.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(super) struct Rosters(Vec<Kept<Roster>>);

/// The rosters of all drivers who have one. For admins and dispatchers.
#[utoipa::path(get, path = "/api/v1/rosters", tag = "operations", operation_id = "list_rosters",
    responses((status = 200, body = Rosters)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Rosters>> {
    signed.dispatch()?;
    super::list(&app, signed).await.map(|Json(all)| Json(Rosters(all)))
}

/// One driver's roster, with revision 0 where nobody has written one. A driver reads the own one.
#[utoipa::path(get, path = "/api/v1/rosters/{member}", tag = "operations", operation_id = "get_roster",
    params(("member" = String, Path, description = "The driver's id")),
    responses((status = 200, body = Kept<Roster>), (status = 404, description = "No driver.", body = Problem)))]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(member): Path<MemberId>,
) -> ApiResult<Json<Kept<Roster>>> {
    signed.crew()?;
    if !signed.role.is_dispatch() && signed.member != member {
        return Err(ApiError::forbidden());
    }
    let mut snapshot = app.store.snapshot().await?;
    let account = members::get(&mut snapshot, signed.organization, member).await?;
    if account.is_none_or(|account| account.member.role != Role::Driver) {
        return Err(ApiError::unknown("driver"));
    }
    let kept = operations::get(&mut snapshot, signed.organization, member.0).await?;
    let none = Kept { id: member.0, rev: 0, changed_at: None, changed_by: None, item: Roster::default() };
    Ok(Json(kept.unwrap_or(none)))
}

/// Writes the whole of a driver's roster. For admins and dispatchers.
#[utoipa::path(put, path = "/api/v1/rosters/{member}", tag = "operations", operation_id = "put_roster",
    request_body = Roster, params(("member" = String, Path, description = "The driver's id"), Basis),
    responses(
        (status = 200, description = "It was changed.", body = Kept<Roster>),
        (status = 201, description = "It is the first.", body = Kept<Roster>),
        (status = 404, description = "No driver.", body = Problem),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 422, description = "`invalid`: fields that break rules", body = Problem),
    ))]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(member): Path<MemberId>,
    Query(basis): Query<Basis>,
    Json(item): Json<Roster>,
) -> ApiResult<(StatusCode, Json<Kept<Roster>>)> {
    super::put(&app, signed, member.0, basis, item).await
}
