//! Which drivers are near: an index in memory over everybody who moves.
//!
//! [`Grid`] is the index: cells of about one size all over the earth, each with the drivers in it. [`LiveIndex`] keeps two
//! of it, so that queries go on while positions come in.

mod cells;
mod driver;
mod grid;
mod live;
mod search;
mod spot;

pub use driver::{Driver, Filter, Near};
pub use grid::{Change, Grid};
pub use live::LiveIndex;
pub use spot::Spot;
