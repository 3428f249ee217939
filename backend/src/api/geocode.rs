//! Addresses to places and back.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{Point, Problem, calls::FoundPlaces};

use super::{ApiError, ApiResult, Json, Query, limit, travel::place};
use crate::{App, auth::Signed, places::GeocodeError};

/// Questions of one member in 15 minutes: somebody who types all the time asks about three times a second.
const MOST: u32 = 3_000;
/// Letters of a question.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=200;
/// Places in one answer.
const PLACES: std::ops::RangeInclusive<usize> = 1..=20;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search)).routes(routes!(reverse))
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchQuery {
    /// An address, or the beginning of one: 2 to 200 letters, in any order of its parts.
    q: String,
    /// Nearer to this is likelier: latitude and longitude in degrees, such as `60.17,24.94`.
    near: Option<String>,
    /// At most so many places: 1 to 20; absent: 8.
    limit: Option<usize>,
}

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ReverseQuery {
    /// Latitude in degrees.
    lat: f64,
    /// Longitude in degrees.
    lon: f64,
}

/// Places of an address, or of the beginning of one, the likeliest first.
///
/// Marks, case and the order of words do not matter, small mistakes are forgiven. That nothing was found is an empty list.
#[utoipa::path(get, path = "/api/v1/geocode", tag = "map", params(SearchQuery),
    responses((status = 200, body = FoundPlaces), (status = 404, description = "`no_places`: no map is imported.", body = Problem),
        (status = 429, description = "`too_many`", body = Problem),
        (status = 503, description = "`places_unavailable`: the configured service is silent.", body = Problem)))]
async fn search(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<SearchQuery>,
) -> ApiResult<Json<FoundPlaces>> {
    signed.crew()?;
    let typed = query.q.trim();
    if !LETTERS.contains(&typed.chars().count()) {
        return Err(ApiError::field("q", "must have 2 to 200 letters"));
    }
    let most = query.limit.unwrap_or(8);
    if !PLACES.contains(&most) {
        return Err(ApiError::field("limit", "must be 1 to 20"));
    }
    let near = query.near.filter(|text| !text.is_empty()).map(|text| place("near", &text)).transpose()?;
    limit::per_member(&app, "geocode", signed.member, MOST)?;
    Ok(Json(app.geocoder.search(typed, near, most).await.map_err(refusal)?))
}

/// The address at a place: its house, else its street, else its town. An empty list where nobody lives.
#[utoipa::path(get, path = "/api/v1/geocode/reverse", tag = "map", params(ReverseQuery),
    responses((status = 200, body = FoundPlaces), (status = 404, description = "`no_places`: no map is imported.", body = Problem),
        (status = 429, description = "`too_many`", body = Problem),
        (status = 503, description = "`places_unavailable`: the configured service is silent.", body = Problem)))]
async fn reverse(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<ReverseQuery>,
) -> ApiResult<Json<FoundPlaces>> {
    signed.crew()?;
    let point = Point::new(query.lat, query.lon).map_err(|error| {
        let text = error.to_string();
        let (field, rule) = text.split_once(' ').unwrap_or(("lat", "must be on the earth"));
        ApiError::field(field, rule)
    })?;
    limit::per_member(&app, "geocode", signed.member, MOST)?;
    Ok(Json(app.geocoder.reverse(point).await.map_err(refusal)?))
}

fn refusal(error: GeocodeError) -> ApiError {
    let title = error.to_string();
    match error {
        GeocodeError::Nowhere(_) => ApiError::new(StatusCode::NOT_FOUND, "no_places", title)
            .detail("Set the pin on the map. `waybill-server map import` gives the server addresses."),
        GeocodeError::Unavailable(_) | GeocodeError::Unreadable(_) => {
            tracing::warn!(%error, "no answer about an address");
            ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "places_unavailable", title)
                .detail("Set the pin on the map, or try again.")
                .retry_after(5)
        }
        GeocodeError::Index(error) => {
            tracing::error!(%error, "the index of addresses cannot be read");
            let title = "the index of addresses cannot be read";
            ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "no_places", title)
                .detail("Set the pin on the map. Importing the map again makes a new index.")
        }
    }
}
