//! The location lane: which fixes are worth keeping.

mod policy;

pub use policy::{Keep, Situation, decide};
