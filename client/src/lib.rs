//! The offline half of Waybill, headless: local store, outbox, sync, uploads, location.
//!
//! A [`Controller`] is opened on a folder and answers the questions of `waybill_domain::calls::driver`, with or without
//! a network. Everything the surroundings must give (secrets, a clock, notifications, a place to show status) comes in
//! through [`Shell`]; everything that goes over the network goes through [`wire::Wire`].

pub mod clock;
mod controller;
pub mod device;
mod error;
mod keys;
mod lane;
pub mod location;
pub mod photo;
pub mod secrets;
mod shell;
pub mod store;
pub mod sync;
mod tiles;
pub mod view;
pub mod wire;

pub use controller::{Connect, Controller, Settings};
pub use error::{ClientError, CommandError};
pub use shell::{NewAssignments, News, Shell};
pub use sqlx::SqlitePool;
