//! Faults of disk and power, under the real stores.
#![allow(clippy::unwrap_used, missing_docs)]

mod phone_io;
mod power;
mod server_io;
