//! When a driver will be where: an interval for each stop, from the route, the position, and what was learned.
//!
//! [`Learned`] knows how long stops take at a place and an hour, and how much slower or faster than the map says this
//! fleet drives, at this hour, in this area, through these streets, with this driver, and just now. [`estimate()`] plays
//! a [`Trip`] through in a hundred scenarios that are as uncertain as that, and reads the interval off them. Waiting for
//! a window's opening and breaks need no formula of their own that way. How the present way goes ([`UnderWay`]) says most
//! about its rest.
//!
//! Everything is in logarithms, since durations multiply: travel times and stop times are close to log-normal (Rakha,
//! El-Shawarby and Arafeh, "Trip travel-time reliability: issues and proposed solutions", 2010).

mod delay;
mod duration;
mod estimate;
mod learned;
mod model;
mod modelled;
mod normal;
mod recent;
mod running;
mod scenarios;
mod streets;
mod track;
mod trip;
mod under_way;

pub use estimate::{Expected, estimate};
pub use learned::{Learned, Leg, Visit};
pub use model::{Key, KeyError, Model};
pub use modelled::Modelled;
pub use recent::Recent;
pub use running::Running;
pub use track::Track;
pub use trip::{Hours, Place, Stage, Trip};
pub use under_way::UnderWay;
