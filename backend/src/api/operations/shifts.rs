//! Who works when, on the world's clock.

use axum::extract::State;
use waybill_domain::{
    Problem,
    calendar::Stretch,
    calls::{DriverShifts, ListShifts},
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Query},
    auth::Signed,
};

/// How much may be asked for at once, in milliseconds.
const MOST_MS: i64 = 62 * 86_400_000;

/// The shifts of every driver who has a roster, with their breaks, as instants. A driver sees the own ones.
#[utoipa::path(get, path = "/api/v1/shifts", tag = "operations", operation_id = "list_shifts", params(ListShifts),
    responses((status = 200, body = Vec<DriverShifts>),
        (status = 422, description = "The stretch is none, or longer than 62 days.", body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<ListShifts>,
) -> ApiResult<Json<Vec<DriverShifts>>> {
    signed.crew()?;
    let range = Stretch::new(asked.from, asked.until)
        .ok_or_else(|| ApiError::field("until", "must be after from"))?;
    if range.until.since(range.from) > MOST_MS {
        return Err(ApiError::field("until", "must be at most 62 days after from"));
    }
    let mut snapshot = app.store.snapshot().await?;
    let operations = app.operated.of(&mut snapshot, signed.organization).await?;
    drop(snapshot);
    let seen = operations.planned().filter(|driver| signed.role.is_dispatch() || *driver == signed.member);
    let shifts = |driver| operations.shifts(driver, range).unwrap_or_default();
    Ok(Json(seen.map(|driver| DriverShifts { driver, shifts: shifts(driver) }).collect()))
}
