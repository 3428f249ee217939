//! The wire between phone and server.

use axum::extract::{Request, State};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::protocol::{PullPage, PullQuery, Push, PushReply};

use super::{
    ApiResult, Json, Query,
    extract::{parse, read},
};
use crate::{App, auth::Signed, service};

/// How many times a push may be as large as other JSON.
const PUSH_FACTOR: usize = 16;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(push)).routes(routes!(pull))
}

/// Commands of a lane go up. Each has its own result; the batch is answered with 200 whatever became of them.
#[utoipa::path(
    post, path = "/api/v1/sync/push", tag = "sync", request_body = Push,
    responses((status = 200, body = PushReply))
)]
async fn push(State(app): State<App>, signed: Signed, request: Request) -> ApiResult<Json<PushReply>> {
    let body = read(request, app.config.json_max_bytes.saturating_mul(PUSH_FACTOR)).await?;
    let push: Push = parse(&body)?;
    drop(body);
    service::push(&app, &signed, push).await.map(Json)
}

/// What changed for whoever is signed in comes down, page by page.
#[utoipa::path(
    get, path = "/api/v1/sync/pull", tag = "sync", params(PullQuery),
    responses((status = 200, body = PullPage))
)]
async fn pull(
    State(app): State<App>,
    signed: Signed,
    Query(query): Query<PullQuery>,
) -> ApiResult<Json<PullPage>> {
    signed.crew()?;
    service::pull(&app, &signed, &query).await.map(Json)
}
