//! Runs the rule book with authority: one command, one transaction.
//!
//! REST handlers, lanes and the server itself all come through here, so there is one way in which anything becomes true.

pub mod cases;
pub mod dispatch;
mod erase;
mod lane_order;
pub mod operations;
mod order;
mod people;
mod proofs;
mod pull;
mod push;
mod receive;
mod record;
pub mod routes;
pub mod silence;

pub use erase::{EraseError, erase};
pub use order::{Done, Order};
pub use people::{PeopleError, check, enroll, found};
pub use proofs::proof_received;
pub use pull::pull;
pub use push::{drain, push};
pub use receive::{receive, submit};
