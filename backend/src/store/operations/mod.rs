//! What organizations have planned, and who is where by it.

pub mod geofences;
pub mod items;

pub use items::{Kind, Row};
