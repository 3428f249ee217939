//! How long a way takes.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{
    MemberId, Point, Problem,
    calls::{DriverWay, TravelAnswer},
    fleet::TravelMode,
};
use waybill_routing::travel::TravelError;

use super::{ApiError, ApiResult, Json, Path, Query, dispatch, limit};
use crate::{App, auth::Signed, service::routes::way_ahead, travel::answer};

/// Questions of one member in 15 minutes.
pub(super) const WAYS_MAX: u32 = 6_000;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(travel)).routes(routes!(way))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct TravelQuery {
    /// Where it starts: latitude and longitude in degrees, such as `60.17,24.94`.
    from: String,
    /// Where it ends, in the same form.
    to: String,
    /// How one travels: `car`, `bicycle` or `foot`; absent: `car`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    profile: TravelMode,
}

/// The quickest way from one place to another.
///
/// The answer names its source. Where the configured one is silent, the straight line times a factor answers.
#[utoipa::path(get, path = "/api/v1/travel", tag = "map", params(TravelQuery),
    responses((status = 200, body = TravelAnswer), (status = 404, description = "`no_road`, `not_connected`", body = Problem),
        (status = 422, description = "A place is not on the earth.", body = Problem),
        (status = 429, description = "`too_many`", body = Problem)))]
async fn travel(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<TravelQuery>,
) -> ApiResult<Json<TravelAnswer>> {
    signed.crew()?;
    limit::per_member(&app, "travel", signed.member, WAYS_MAX)?;
    let (from, to) = (place("from", &query.from)?, place("to", &query.to)?);
    let way = app.travel.way(query.profile, from, to).await.map_err(refusal)?;
    Ok(Json(answer(&way)))
}

/// Along which roads a driver's route leads from now on, stop by stop.
///
/// It begins where the driver was seen last. What was only offered is not part of it.
#[utoipa::path(get, path = "/api/v1/members/{id}/way", tag = "map",
    params(("id" = String, Path, description = "The driver's id")),
    responses((status = 200, body = DriverWay), (status = 404, description = "`unknown`", body = Problem),
        (status = 422, description = "Not a driver.", body = Problem),
        (status = 429, description = "`too_many`", body = Problem)))]
async fn way(State(app): State<App>, signed: Signed, Path(id): Path<MemberId>) -> ApiResult<Json<DriverWay>> {
    signed.dispatch()?;
    limit::per_member(&app, "way", signed.member, WAYS_MAX)?;
    let mut snapshot = app.store.snapshot().await?;
    dispatch::is_driver(&mut snapshot, signed.organization, id).await?;
    drop(snapshot);
    Ok(Json(way_ahead(&app, signed.organization, id).await?))
}

/// `latitude,longitude`.
pub(super) fn place(field: &str, text: &str) -> ApiResult<Point> {
    let wrong = || ApiError::field(field, "must be latitude,longitude in degrees, such as 60.17,24.94");
    let (lat, lon) = text.split_once(',').ok_or_else(wrong)?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let (lat, lon) = (number(lat).ok_or_else(wrong)?, number(lon).ok_or_else(wrong)?);
    Point::new(lat, lon).map_err(|error| ApiError::field(field, error.to_string()))
}

fn refusal(error: TravelError) -> ApiError {
    let (status, code) = match &error {
        TravelError::NoRoad { .. } | TravelError::NoRoads => (StatusCode::NOT_FOUND, "no_road"),
        TravelError::NotConnected => (StatusCode::NOT_FOUND, "not_connected"),
        TravelError::Refused(_) | TravelError::Unreadable(_) => (StatusCode::BAD_GATEWAY, "refused"),
        TravelError::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
    };
    ApiError::new(status, code, error.to_string())
}
