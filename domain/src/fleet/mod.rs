//! What a fleet has besides people: depots and vehicles.

mod depot;
mod vehicle;

pub use depot::Depot;
pub use vehicle::{Profile, Vehicle};
