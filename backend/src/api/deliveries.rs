//! Deliveries: create, list, read, edit, try again.

mod create;
mod detail;
mod edit;
mod list;
mod retry;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(detail::detail, edit::edit))
        .routes(routes!(retry::retry))
}
