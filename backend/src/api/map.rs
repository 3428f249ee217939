//! The town map.

use std::io;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::Problem;
use waybill_door::settle;

use super::{
    ApiError, ApiResult,
    proofs::{is_fresh, takes, unchanged},
};
use crate::{App, auth::Signed, pages::map::TownMap};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_map))
}

/// The configured map as one GeoJSON feature collection; empty where there is none.
#[utoipa::path(get, path = "/api/v1/map", tag = "map",
    responses((status = 200, description = "A GeoJSON feature collection.", content_type = "application/geo+json"),
        (status = 304, description = "As it was."),
        (status = 500, description = "The map file cannot be read.", body = Problem)))]
async fn get_map(State(app): State<App>, signed: Signed, headers: HeaderMap) -> ApiResult<Response> {
    signed.crew()?;
    let map = load(&app).await?;
    if is_fresh(&headers, &map.etag) {
        return Ok(unchanged(&map.etag));
    }
    let gzip = takes("gzip", &headers);
    let mut response =
        Response::new(Body::from(if gzip { map.gzipped.clone() } else { map.geojson.clone() }));
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/geo+json"));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(etag) = HeaderValue::from_str(&map.etag) {
        out.insert(header::ETAG, etag);
    }
    Ok(response)
}

/// The map as it is now, read away from the threads that serve.
pub(super) async fn load(app: &App) -> ApiResult<std::sync::Arc<TownMap>> {
    let loading = app.clone();
    let loaded = settle(tokio::task::spawn_blocking(move || loading.map.load())).await;
    loaded.unwrap_or_else(|gone| Err(io::Error::other(gone))).map_err(|error| {
        tracing::error!(%error, "the map file cannot be read");
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "no_map", "the map file cannot be read")
            .detail("Everything else works. The server's log says what is wrong with the file.")
    })
}
