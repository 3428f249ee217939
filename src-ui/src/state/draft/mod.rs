//! A handing over under way: what has been gathered, what is missing, what comes next.

mod change;
mod checklist;

pub use change::DraftChange;
pub use checklist::{Checklist, Item, Progress};
