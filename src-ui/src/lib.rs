//! The Waybill interface: one Yew app for drivers and dispatchers, in the native window and in browsers.
//!
//! `bridge` is the only module that talks to JavaScript; `state` is pure and tested on the host; `components` are
//! the shared parts; `pages` put them together.

pub mod app;
pub mod bridge;
pub mod components;
pub mod hooks;
pub mod i18n;
pub mod map;
mod pages;
pub mod routes;
pub mod state;

/// Mounts the app on the page's `#app`.
pub fn run() {
    if let Some(root) = bridge::dom::app_root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
