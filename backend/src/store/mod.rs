//! The one door to the database. All SQL is in here and in its modules, in functions that take a connection.
//!
//! There is one writer and a pool of readers. Whatever a transaction added to the log is announced after its commit,
//! in commit order.

pub mod backups;
pub mod blobs;
pub mod deliveries;
pub mod dispatch;
mod door;
pub mod erasures;
mod error;
pub mod exceptions;
pub mod lanes;
pub mod learned;
pub mod log;
pub mod members;
pub mod operations;
pub mod organizations;
pub mod plans;
pub mod positions;
mod reads;
pub mod receipts;
pub mod results;
pub mod row;
pub mod sessions;
pub mod silence;
mod snapshot;
pub mod stamps;
pub mod tracking;
pub mod uploads;

pub use door::{Announce, Logged, Store, Tx};
pub use error::{Result, StoreError};
pub use reads::ReadLog;
pub use snapshot::Snapshot;
