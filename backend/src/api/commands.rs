//! Commands over REST: any command by itself, and shorthands for what dispatchers do.

mod any;
mod shorthand;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(any::act))
        .routes(routes!(shorthand::assign))
        .routes(routes!(shorthand::unassign))
        .routes(routes!(shorthand::cancel))
}
