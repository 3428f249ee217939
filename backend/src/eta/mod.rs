//! When drivers will be where: kept in memory, computed anew where something changed, corrected by what was learned.
//!
//! Nobody waits for it. Events and fixes only note that a driver's times are old; one task computes them, and another
//! learns from the log how long ways and stops really take.

mod arrivals;
mod known;
mod learn;
mod legs;
mod lessons;
mod trails;
mod trip;
mod watch;

pub use arrivals::Arrivals;
pub(crate) use known::hours_of;
pub use known::learned_of;
pub use learn::{keep_learning, learn};
pub use trip::Trail;
pub use watch::{catch_up, keep_estimating};
