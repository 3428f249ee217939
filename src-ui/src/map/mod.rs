//! Maps: the live one of the board, the driver's stops, a pin to place, and a small picture of a way.
//!
//! The interactive ones are drawn by MapLibre GL, which is fetched when the first of them is shown. What is drawn
//! is decided by pure functions (`style`, `features`, `lasso`); `gl` binds the library, `view` keeps one map alive.

mod area;
mod board;
mod canvas;
mod controls;
mod drivers;
mod features;
mod gl;
mod handle;
mod hover;
mod lasso;
mod lasso_tool;
mod palette;
mod pin;
mod ring;
mod sketch;
mod stops;
mod streets;
mod strip;
mod style;
mod tiles;
mod view;

pub use area::AreaPicker;
pub use board::{BoardMap, MapDriver};
pub use pin::PinPicker;
pub use stops::{MapStop, StopsMap};
pub use strip::MapStrip;
