//! The organization's log: append-only, its sequence without gaps and in commit order, hash-chained.

mod append;
mod read;
mod slice;
mod verify;

pub use append::{NewEvent, append};
pub use read::{Head, after, head, head_at, losing_driver, of_delivery, recorded_after};
pub use slice::{Link, slice};
pub use verify::{Broken, verify};
