//! The HTTP API: one file for each group of routes, each with its own `routes()`.

mod certificate;
mod commands;
mod deliveries;
mod dispatch;
pub mod error;
mod exceptions;
pub mod extract;
mod geocode;
pub mod health;
mod layers;
mod limit;
pub mod map;
mod members;
mod openapi;
mod operations;
mod positions;
mod proofs;
mod realtime;
mod routes;
mod session;
mod sync;
mod tiles;
mod tracking;
mod travel;
mod ui;
mod uploads;

pub use error::ApiError;
pub use extract::{Json, Path, Query};

use axum::Router;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::App;

/// What handlers answer.
pub type ApiResult<T> = Result<T, ApiError>;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Waybill",
        description = "Deliveries, drivers, proof. Errors are `application/problem+json` with a stable `code`.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(waybill_domain::Problem, waybill_domain::calls::Group))
)]
struct Description;

/// The API's description, without a server.
pub fn description() -> utoipa::openapi::OpenApi {
    described().split_for_parts().1
}

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let (routes, spec) = described().split_for_parts();
    layers::wrap(routes.merge(openapi::routes(spec)).fallback(ui::fallback)).with_state(app)
}

fn described() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .merge(session::routes())
        .merge(members::routes())
        .merge(deliveries::routes())
        .merge(commands::routes())
        .merge(dispatch::routes())
        .merge(exceptions::routes())
        .merge(sync::routes())
        .merge(uploads::routes())
        .merge(proofs::routes())
        .merge(certificate::routes())
        .merge(operations::routes())
        .merge(positions::routes())
        .merge(realtime::routes())
        .merge(routes::routes())
        .merge(map::routes())
        .merge(tiles::routes())
        .merge(travel::routes())
        .merge(geocode::routes())
        .merge(tracking::routes())
        .merge(health::routes())
}
