//! The town map: sent as it is to the app, drawn by the server for pages that must work without a script.

mod draw;
mod frame;
pub(crate) mod labels;
mod shapes;
mod source;

pub use draw::{draw, pieces, width_of};
pub use frame::Frame;
pub use shapes::{Layer, Shape};
pub use source::{MapSource, TownMap};
