//! A demo town, its fleet and its simulated drivers.
//!
//! Everything is made from a seed and the time that is passed in: the same again for the same seed.

mod evidence;
mod fleet;
mod journey;
pub mod photo;
mod seed;
mod simulate;
mod town;
pub mod track;

pub use evidence::pin_of;
pub use fleet::{DemoMember, Fleet, FleetOptions, PASSWORD, Scripted};
pub use photo::Blob;
pub use simulate::{SimAction, Simulation};
pub use town::{Class, Drive, House, Town};
