//! The Waybill server: the API, the log, the truth.
//!
//! `api` speaks HTTP, `service` runs the rule book with authority, `store` is the one door to the database. What the
//! log gains is announced after the commit and reaches open sockets through `realtime`.

pub mod api;
pub mod app;
pub mod auth;
pub mod backup;
pub mod blobs;
pub mod certificate;
pub mod clock;
pub mod config;
pub mod demo;
pub mod eta;
pub mod http;
pub mod map;
pub mod pages;
pub mod places;
pub mod realtime;
pub mod server;
pub mod service;
pub mod store;
pub mod travel;

pub use app::App;
pub use clock::Clock;
pub use config::Config;
pub use server::{Running, Server};
