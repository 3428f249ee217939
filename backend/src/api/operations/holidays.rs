//! Holidays out of a calendar file.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use waybill_domain::{
    Problem,
    calendar::{ServiceCalendar, holidays_of},
    calls::Kept,
};

use super::Basis;
use crate::{
    App,
    api::{ApiError, ApiResult, Json, Query},
    auth::Signed,
    service::operations,
};

/// Adds the whole-day events of an iCalendar file (`text/calendar`) to the holidays. A day that is one already keeps its
/// name. For admins and dispatchers.
#[utoipa::path(post, path = "/api/v1/calendar/holidays", tag = "operations", operation_id = "import_holidays",
    request_body(content = String, content_type = "text/calendar"), params(Basis),
    responses(
        (status = 200, description = "The calendar with them.", body = Kept<ServiceCalendar>),
        (status = 409, description = "`stale_revision`", body = Problem),
        (status = 415, description = "`not_a_calendar`", body = Problem),
        (status = 422, description = "`invalid`: what is wrong with the file", body = Problem),
    ))]
pub(super) async fn import(
    State(app): State<App>,
    signed: Signed,
    Query(basis): Query<Basis>,
    request: Request,
) -> ApiResult<Json<Kept<ServiceCalendar>>> {
    signed.dispatch()?;
    let kind =
        request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("text/calendar") {
        let title = "the body must be text/calendar";
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_a_calendar", title));
    }
    let max = app.config.json_max_bytes;
    let bytes =
        axum::body::to_bytes(request.into_body(), max).await.map_err(|_| ApiError::too_large(max as u64))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| ApiError::field("file", "must be UTF-8"))?;
    let holidays = holidays_of(text).map_err(|bad| ApiError::field("file", bad.to_string()))?;
    let id = signed.organization.0;
    let mut snapshot = app.store.snapshot().await?;
    let known = operations::get::<ServiceCalendar>(&mut snapshot, signed.organization, id).await?;
    drop(snapshot);
    let mut calendar = known.map(|kept| kept.item).unwrap_or_default();
    for holiday in holidays {
        if calendar.holidays.iter().all(|known| known.day != holiday.day) {
            calendar.holidays.push(holiday);
        }
    }
    calendar.holidays.sort_by_key(|holiday| holiday.day);
    Ok(Json(operations::put(&app, signed, id, basis.base_rev, calendar).await?))
}
