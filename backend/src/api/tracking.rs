//! What a recipient sees by an unguessable link, without an account.

mod events;
mod look_up;
mod view;

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{Problem, proof::Sha256Hash, tracking::TrackingView};

use super::{
    ApiError, ApiResult, Json, Path, Query, map,
    proofs::{CopyQuery, show_copy},
};
use crate::{
    App,
    pages::{assets, tracking},
};
use look_up::{Followed, look_up};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(track))
        .routes(routes!(photo))
        .routes(routes!(events::events))
        .routes(routes!(page))
        .route("/pages/{name}", axum::routing::get(asset))
}

/// Follows a delivery. A link that is not known and one whose time is over get the same answer.
#[utoipa::path(get, path = "/api/v1/track/{token}", tag = "tracking", security(()), params(("token" = String, Path)),
    responses((status = 200, body = TrackingView), (status = 404, description = "`unknown`", body = Problem),
        (status = 429, description = "`too_many`", body = Problem)))]
async fn track(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let followed = look_up(&app, peer, &headers, &token).await?;
    let mut response = Json(view::view(&app, &followed, &token)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A copy without EXIF of a photo of the handover.
#[utoipa::path(get, path = "/api/v1/track/{token}/proofs/{sha256}", tag = "tracking", security(()),
    params(("token" = String, Path), ("sha256" = String, Path), CopyQuery),
    responses((status = 200, description = "A JPEG.", content_type = "image/jpeg"),
        (status = 404, description = "`unknown`", body = Problem)))]
async fn photo(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path((token, sha256)): Path<(String, Sha256Hash)>,
    Query(query): Query<CopyQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let followed = look_up(&app, peer, &headers, &token).await?;
    if !view::photos(&followed.delivery).contains(&sha256) {
        return Err(ApiError::unknown("photo"));
    }
    show_copy(&app, followed.organization.id, sha256, query.w, &headers).await
}

/// The same as a page. It works without a script; with one it keeps itself up to date.
#[utoipa::path(get, path = "/t/{token}", tag = "tracking", security(()), params(("token" = String, Path)),
    responses((status = 200, description = "A page.", content_type = "text/html"),
        (status = 404, description = "A page that says so.", content_type = "text/html")))]
async fn page(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let followed = match look_up(&app, peer, &headers, &token).await {
        Ok(followed) => followed,
        Err(error) if error.problem().status == 404 => {
            return Ok(
                (StatusCode::NOT_FOUND, guarded(), Html(tracking::gone().into_string())).into_response()
            );
        }
        Err(error) => return Err(error),
    };
    // Without its map the page still says everything.
    let map = map::load(&app).await.ok();
    let shapes = map.as_ref().map_or(&[][..], |map| &map.shapes);
    let tracked = view::tracked(&app, &followed, token);
    Ok((guarded(), Html(tracking::page(&tracked, shapes).into_string())).into_response())
}

/// A style sheet or script of a page. Its name holds its hash.
async fn asset(uri: axum::http::Uri) -> ApiResult<Response> {
    let asset = assets::find(uri.path()).ok_or_else(|| ApiError::unknown("file"))?;
    let headers = [
        (header::CONTENT_TYPE, asset.mime()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.body()).into_response())
}

/// What surrounds a page of ours: nothing from elsewhere, in no frame, in no cache, and the link is told to nobody.
pub(super) fn guarded() -> [(header::HeaderName, &'static str); 3] {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
                  connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ]
}

/// The zone in which the fleet's day begins and ends; UTC where the name means nothing here.
fn zone(followed: &Followed) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(&followed.organization.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
}
