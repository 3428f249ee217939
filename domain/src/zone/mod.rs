//! Areas on the earth: circles, and polygons with holes.
//!
//! A polygon's sides are straight lines between longitudes and latitudes, as GeoJSON has them (RFC 7946, 3.1.1), each the
//! shorter way round the earth; so an area may lie across the antimeridian. Coordinates are rounded to 1e-7 degrees
//! (about a centimetre), and everything that decides is worked out in whole numbers, exactly. The border belongs to the
//! area, a hole's border too.

mod area;
mod bounds;
mod check;
mod outline;
mod plane;
mod ring;
mod service;
mod shape;

pub use bounds::Bounds;
pub use outline::Outline;
pub use ring::BadRing;
pub use service::{Found, Zone, Zones};
pub use shape::{BadShape, Shape};
