//! Who takes what: offers, waves, and what becomes of deliveries that nobody takes.
//!
//! `domain::dispatch` decides; this asks it with what the database and the grid of drivers know, writes down what it
//! decided, and keeps the timers, which are rows of the database and nothing else.

mod candidates;
mod duty;
mod fleet;
mod follow;
mod job;
mod need;
mod offering;
mod start;
mod stuck;
mod wave;
mod ways;

pub use fleet::Fleet;
pub(super) use follow::{follow, no_longer_waiting};
pub use job::{keep_dispatching, run_due};
pub use start::{Started, start, stop};
pub use stuck::look as look_for_stuck;
pub use wave::{Planned, WAVE_MAX, Wish, commit, plan};
