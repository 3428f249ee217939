//! The street map in vector tiles: shapes are cut to tiles, kept in one PMTiles archive, and read back.
//!
//! Tiles are Mapbox Vector Tiles 2.1 in Web Mercator, the y counted from the north. The server cuts them from an import
//! and serves them; a phone keeps the archive and needs no network for a map.

mod archive;
pub mod clip;
mod cut;
mod error;
mod shape;
mod simplify;

pub use archive::Archive;
pub use cut::{MAX_ZOOM, MIN_ZOOM, write};
pub use error::TilesError;
pub use shape::{Geometry, Shape};
pub use simplify::simplify;
