//! The imported map: roads, places, tiles and the drawing, in files of their own in the data folder.
//!
//! An import writes a folder of its own; when everything in it is whole, one small file is renamed to point at it. So a
//! failed import leaves the map before it, and a running server takes the new one as a whole.

mod atlas;
mod drawing;
mod error;
mod folder;
mod import;
mod manifest;
mod tiles;
mod town;

pub use atlas::{Atlas, Held, keep_looking};
pub use drawing::{Drawing, MOST_BYTES, draw};
pub use error::MapError;
pub use folder::{Draft, Imported, MapFolder};
pub use import::{Extract, Step, import};
pub use manifest::{Bounds, Manifest};
pub use town::write_town;
