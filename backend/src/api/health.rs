//! Whether the server lives, and whether it can work.

use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::Problem;

use super::{ApiError, ApiResult, Json};
use crate::{App, store::organizations};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready))
}

/// How the server is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Health {
    /// `ok`.
    status: &'static str,
    /// The server's version.
    version: &'static str,
}

const OK: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// The process runs. Restart it where this does not answer.
#[utoipa::path(get, path = "/health/live", tag = "health", security(()), responses((status = 200, body = Health)))]
async fn live() -> Json<Health> {
    Json(OK)
}

/// Database and blob folder can be used. Send no work where this says no.
#[utoipa::path(get, path = "/health/ready", tag = "health", security(()),
    responses((status = 200, body = Health), (status = 503, description = "Which part does not work.", body = Problem)))]
async fn ready(State(app): State<App>) -> ApiResult<Json<Health>> {
    let unready = |part: &str, error: &dyn std::fmt::Display| {
        tracing::warn!(part, %error, "not ready");
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", format!("the {part} cannot be used"))
            .retry_after(5)
    };
    if app.stopping.is_cancelled() {
        return Err(unready("server", &"it stops"));
    }
    let read = async { organizations::all(&mut *app.store.snapshot().await?).await };
    read.await.map_err(|error| unready("database", &error))?;
    app.blobs.ready().await.map_err(|error| unready("blob folder", &error))?;
    Ok(Json(OK))
}
