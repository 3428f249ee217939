//! The street map in vector tiles.

use std::convert::Infallible;

use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{Problem, calls::TileSet};
use waybill_tiles::Archive;

use super::{ApiError, ApiResult, Path, proofs::takes};
use crate::{
    App,
    auth::Signed,
    map::{Held, Imported},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(tile_set)).routes(routes!(tile)).routes(routes!(archive))
}

/// Which tiles there are; `null` where no map was imported.
#[utoipa::path(get, path = "/api/v1/map/tiles", tag = "map",
    responses((status = 200, description = "The tiles, or null.", body = Option<TileSet>)))]
async fn tile_set(State(app): State<App>, signed: Signed) -> ApiResult<Json<Option<TileSet>>> {
    signed.crew()?;
    Ok(Json(app.atlas.held().tile_set()))
}

/// One tile.
#[utoipa::path(get, path = "/api/v1/map/tiles/{version}/{zoom}/{x}/{y}", tag = "map",
    params(("version" = String, Path), ("zoom" = u8, Path), ("x" = u32, Path), ("y" = u32, Path, description = "From the north.")),
    responses((status = 200, description = "A Mapbox Vector Tile 2.1.", content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing is there."),
        (status = 404, description = "Another map was imported.", body = Problem)))]
async fn tile(
    State(app): State<App>,
    signed: Signed,
    Path((version, zoom, x, y)): Path<(String, u8, u32, u32)>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    signed.crew()?;
    let held = app.atlas.held();
    let (_, tiles) = current(&held, &version)?;
    let gzip = takes("gzip", &headers);
    let found = if gzip { tiles.gzipped(zoom, x, y).await } else { tiles.tile(zoom, x, y).await };
    let mut response = match found.map_err(|error| {
        tracing::error!(%error, "a tile cannot be read");
        ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "no_map", "the map's tiles cannot be read")
            .detail("Everything else works. Import the map again.")
    })? {
        Some(bytes) => one(bytes, gzip),
        None => StatusCode::NO_CONTENT.into_response(),
    };
    // What a version names never changes.
    let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, forever);
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(response)
}

fn one(bytes: Bytes, gzip: bool) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let kind = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    if gzip {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// All tiles as one PMTiles archive, whole or in ranges of bytes.
#[utoipa::path(get, path = "/api/v1/map/tiles/{version}/archive", tag = "map",
    params(("version" = String, Path)),
    responses((status = 200, description = "A PMTiles archive, version 3.", content_type = "application/vnd.pmtiles"),
        (status = 206, description = "The range that was asked for."),
        (status = 404, description = "Another map was imported.", body = Problem),
        (status = 416, description = "No such range.")))]
async fn archive(
    State(app): State<App>,
    signed: Signed,
    Path(version): Path<String>,
    request: Request,
) -> ApiResult<Response> {
    signed.crew()?;
    let held = app.atlas.held();
    let (imported, _) = current(&held, &version)?;
    let file = ServeFile::new(imported.tiles());
    let served: Result<_, Infallible> = file.oneshot(request).await;
    let Ok(mut response) = served.map(|response| response.map(Body::new));
    let kind = HeaderValue::from_static("application/vnd.pmtiles");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}

/// The map of this version with its tiles, as long as it is the one that holds.
fn current<'a>(held: &'a Held, version: &str) -> ApiResult<(&'a Imported, &'a Archive)> {
    let both = held.imported.as_ref().zip(held.tiles.as_ref());
    both.filter(|(imported, _)| imported.manifest.folder == version).ok_or_else(|| {
        ApiError::new(StatusCode::NOT_FOUND, "unknown", "there is no such map any more")
            .detail("Another map was imported, or none: ask for the tiles that there are.")
    })
}
