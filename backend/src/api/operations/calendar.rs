//! When the organization serves.

use axum::{extract::State, http::StatusCode};
use waybill_domain::{Problem, calendar::ServiceCalendar, calls::Kept};

use super::Basis;
use crate::{
    App,
    api::{ApiResult, Json, Query},
    auth::Signed,
    service::operations,
};

/// Hours, holidays, cut-offs, attempts. With revision 0 where nobody has written any.
#[utoipa::path(get, path = "/api/v1/calendar", tag = "operations", operation_id = "get_calendar",
    responses((status = 200, body = Kept<ServiceCalendar>)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> ApiResult<Json<Kept<ServiceCalendar>>> {
    signed.crew()?;
    let id = signed.organization.0;
    let mut snapshot = app.store.snapshot().await?;
    let kept = operations::get(&mut snapshot, signed.organization, id).await?;
    let none = Kept { id, rev: 0, changed_at: None, changed_by: None, item: ServiceCalendar::default() };
    Ok(Json(kept.unwrap_or(none)))
}

/// Writes all of it. For admins and dispatchers.
#[utoipa::path(put, path = "/api/v1/calendar", tag = "operations", operation_id = "put_calendar",
    request_body = ServiceCalendar, params(Basis),
    responses(
        (status = 200, description = "It was changed.", body = Kept<ServiceCalendar>),
        (status = 201, description = "It is the first.", body = Kept<ServiceCalendar>),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 422, description = "`invalid`: fields that break rules", body = Problem),
    ))]
pub(super) async fn write(
    State(app): State<App>,
    signed: Signed,
    Query(basis): Query<Basis>,
    Json(item): Json<ServiceCalendar>,
) -> ApiResult<(StatusCode, Json<Kept<ServiceCalendar>>)> {
    super::put(&app, signed, signed.organization.0, basis, item).await
}
