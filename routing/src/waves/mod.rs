//! Many deliveries at once: which driver takes which, so that all together are served best.
//!
//! One driver takes one delivery of a wave. As many deliveries as possible are given out, weighed by their priority, and among all ways
//! to do that, one with the greatest sum of scores is taken: the assignment problem, solved to the optimum by the
//! Hungarian method (Kuhn and Munkres). Greedy choice is what this is better than: the driver whom two deliveries want goes to
//! the one that has nobody else.

mod hold;
mod parts;
mod solve;
mod wave;

pub use hold::hold;
pub use solve::assign;
pub use wave::{Assigned, Choice, Unassigned, Wanted, Wave, Why};
