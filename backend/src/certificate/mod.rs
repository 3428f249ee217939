//! Proof that a stranger can check: the issuer's key, its word for each lane and each command, and the bundle that holds
//! everything about a delivery.

mod collect;
mod countersign;
mod files;
mod issuer;
mod paper;
mod stamp;
mod tsp;

pub use collect::{Collected, collect};
pub use countersign::{countersign, enrol};
pub use issuer::{Issuer, IssuerError};
pub use paper::print;
pub use stamp::{StampError, keep_stamping, stamp_all};
pub use tsp::TspError;
