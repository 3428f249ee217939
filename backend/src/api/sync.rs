//! The wire between phone and server.

mod lanes;
mod status;

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::StatusCode,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::protocol::{PullPage, PullQuery, Push, PushReply};

use super::{
    ApiError, ApiResult, Json, Query,
    extract::{parse, read},
    session::address,
};
use crate::{App, auth::Signed, service};

/// How many times a push may be as large as other JSON.
const PUSH_FACTOR: usize = 16;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(push))
        .routes(routes!(drain))
        .routes(routes!(pull))
        .routes(routes!(status::status))
        .routes(routes!(status::log))
        .routes(routes!(lanes::revoke))
        .routes(routes!(lanes::allow))
}

/// Commands of a lane go up. Each has its own result; the batch is answered with 200 whatever became of them.
#[utoipa::path(
    post, path = "/api/v1/sync/push", tag = "sync", request_body = Push,
    responses(
        (status = 200, body = PushReply),
        (status = 409, description = "`epoch_changed`: pull first.", body = waybill_domain::Problem),
    )
)]
async fn push(State(app): State<App>, signed: Signed, request: Request) -> ApiResult<Json<PushReply>> {
    let body = read(request, app.config.json_max_bytes.saturating_mul(PUSH_FACTOR)).await?;
    let push: Push = parse(&body)?;
    drop(body);
    service::push(&app, &signed, push).await.map(Json)
}

/// The same without a session: every command must be signed by the lane's key. For a phone whose member is signed out or
/// disabled, or that was revoked: it gets rid of what it holds and learns nothing but what became of it.
#[utoipa::path(
    post, path = "/api/v1/sync/drain", tag = "sync", security(()), request_body = Push,
    responses(
        (status = 200, body = PushReply),
        (status = 403, description = "`bad_signature`", body = waybill_domain::Problem),
        (status = 404, description = "`unknown`: there is no such lane.", body = waybill_domain::Problem),
        (status = 429, description = "`too_many_tries`", body = waybill_domain::Problem),
    )
)]
async fn drain(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> ApiResult<Json<PushReply>> {
    let key = format!("d {}", address(&app, peer, request.headers()));
    let max = app.config.sign_in_tries_per_address;
    app.attempts.begin(&key, max, app.clock.now()).map_err(|wait| {
        let title = "too many commands that nobody has signed; wait before you try again";
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_tries", title).retry_after(wait.retry_after_s)
    })?;
    let body = read(request, app.config.json_max_bytes).await?;
    let reply = service::drain(&app, parse(&body)?).await?;
    app.attempts.forgive(&key);
    Ok(Json(reply))
}

/// What changed for whoever is signed in comes down, page by page.
#[utoipa::path(
    get, path = "/api/v1/sync/pull", tag = "sync", params(PullQuery),
    responses(
        (status = 200, body = PullPage),
        (status = 426, description = "`too_old`: the app must be updated; a push is still taken.",
            body = waybill_domain::Problem),
    )
)]
async fn pull(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PullQuery>,
) -> ApiResult<Json<PullPage>> {
    service::pull(&app, &signed, &query).await.map(Json)
}
