//! Plans of routes: made from what is there now, searched for in the background, previewed, committed as a whole.

mod ahead;
mod basis;
mod commit;
mod draft;
mod gather;
mod insert;
mod plans;
mod report;
mod rests;
mod running;
mod score;
mod stops;
mod suited;
mod table;
mod undo;
mod ways;
mod wish;
mod working;

pub use ahead::{way_ahead, way_planned};
pub use commit::commit;
pub use insert::{Wanted, insert};
pub use plans::{cancel, list, optimize, read, stop};
pub use running::Plans;
pub use undo::undo;
pub use wish::Wish;
pub use working::{Working, working};
