//! Who takes a delivery.

mod load;
mod vehicle;

pub use load::{Load, Measure};
pub use vehicle::{Vehicle, Vehicles};
