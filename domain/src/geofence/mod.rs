//! Whether somebody is at a place: from fixes to enter, exit and dwell, at the fix's own time.
//!
//! Receivers err. A driver who waits at a border must not enter and leave all day, so going in and going out ask for more
//! than one side of a line: [`Watch`] says what.

mod approach;
mod watch;

pub use approach::{ARRIVED_M, Approach, NEAR_M, Nearness};
pub use watch::{Crossing, CrossingKind, Watch};
