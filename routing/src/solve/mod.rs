//! Routes: which driver takes which delivery, in which order, and when.
//!
//! [`Problem`] says what is to be done, [`solve`] answers with a [`Solution`] that gets better for as long as its
//! [`Control`] lets it, [`insert()`] finds the cheapest place for one new order in running routes, and [`check()`] finds
//! whatever is wrong with a solution, without sharing code with what made it.
//!
//! All times are whole seconds on one clock of the caller's choice (the Unix epoch, or a shift's begin). All
//! distances are whole meters. There is no clock here: [`Control`] says how much of the allowed effort is spent.

mod check;
mod control;
mod engine;
mod explain;
mod insert;
mod matrix;
mod order;
mod problem;
mod solution;
mod validate;

pub use check::{Violation, check};
pub use control::{Control, Iterations, Progress, Timed};
pub use engine::solve;
pub use insert::{Insertion, NoPlace, insert};
pub use matrix::Matrix;
pub use order::{Order, PRIORITY_MAX, Stop, Window};
pub use problem::{Break, Driver, Hold, Objective, Planned, Problem, Weigh};
pub use solution::{Activity, Obstacle, Route, Solution, Unserved, Visit};
pub use validate::Invalid;
pub use waybill_domain::{dispatch::Load, plan::WhyNot, route::Task};
