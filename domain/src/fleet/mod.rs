//! What a fleet has besides people: depots and vehicles.

mod depot;
mod mode;
mod vehicle;

pub use depot::Depot;
pub use mode::TravelMode;
pub use vehicle::Vehicle;
