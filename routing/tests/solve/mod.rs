//! Routes: what is promised about them.

mod checking;
mod constraints;
mod held;
mod insertion;
mod optimum;
mod properties;
mod refusals;
mod town;
