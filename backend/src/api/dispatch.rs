//! Who takes what: settings, profiles, offers, waves.

mod offer;
mod policy;
mod profile;
mod wave;

pub(super) use profile::is_driver;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(policy::get, policy::put))
        .routes(routes!(profile::get, profile::put))
        .routes(routes!(offer::start, offer::stop))
        .routes(routes!(offer::decisions))
        .routes(routes!(wave::wave))
}
