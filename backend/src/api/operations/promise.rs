//! When an order could be brought.

use axum::extract::State;
use waybill_domain::{Point, Problem, calendar::Promise, calls::GetPromise, geo::NotOnEarth};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Query},
    auth::Signed,
};

/// When what is ordered now, or at another time, could be brought to a place at the earliest, by hours, holidays and
/// cut-offs there; `null`: never.
#[utoipa::path(get, path = "/api/v1/promise", tag = "operations", operation_id = "get_promise", params(GetPromise),
    responses((status = 200, body = Option<Promise>),
        (status = 422, description = "The place is not on the earth.", body = Problem)))]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<GetPromise>,
) -> ApiResult<Json<Option<Promise>>> {
    signed.crew()?;
    let point = Point::new(asked.lat, asked.lon).map_err(|bad| match bad {
        NotOnEarth::Latitude => ApiError::field("lat", "must be between -90 and 90 degrees"),
        NotOnEarth::Longitude => ApiError::field("lon", "must be between -180 and 180 degrees"),
    })?;
    let mut snapshot = app.store.snapshot().await?;
    let operations = app.operated.of(&mut snapshot, signed.organization).await?;
    Ok(Json(operations.promise(point, asked.at.unwrap_or_else(|| app.clock.now()))))
}
