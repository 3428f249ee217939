//! Faults of disk and power, under the real stores.
#![allow(clippy::unwrap_used, missing_docs)]

mod disk_full;
mod phone_io;
mod power;
mod processes;
mod server_io;
