//! What is known about an imported map.

use serde::{Deserialize, Serialize};
use waybill_domain::{Point, Timestamp};

/// The corners of a map.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// South-west.
    pub south_west: Point,
    /// North-east.
    pub north_east: Point,
}

impl Bounds {
    /// Around all of these; `None` where there are none.
    pub fn of(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().fold(None, |bounds: Option<Self>, point| {
            let mut bounds = bounds.unwrap_or(Self { south_west: point, north_east: point });
            bounds.south_west.lat = bounds.south_west.lat.min(point.lat);
            bounds.south_west.lon = bounds.south_west.lon.min(point.lon);
            bounds.north_east.lat = bounds.north_east.lat.max(point.lat);
            bounds.north_east.lon = bounds.north_east.lon.max(point.lon);
            Some(bounds)
        })
    }
}

/// What was imported, when, and what came of it. As `current.json` it says which folder holds the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the map's files.
    pub format: u32,
    /// The folder beside `current.json`.
    pub folder: String,
    /// The extract's file name, or the demo town's name.
    pub name: String,
    /// When the import ended.
    pub imported_at: Timestamp,
    /// Bytes of the extract; 0 for the demo town.
    pub source_bytes: u64,
    /// Where the roads are.
    pub bounds: Option<Bounds>,
    /// Streets one can travel.
    pub streets: usize,
    /// Turn restrictions that were taken over.
    pub restrictions: usize,
    /// Turn restrictions that could not be.
    pub ignored_restrictions: usize,
    /// House numbers that can be found.
    pub houses: usize,
    /// Streets with a name that can be found.
    pub named_streets: usize,
    /// Towns, quarters and other named places that can be found.
    pub places: usize,
    /// Bytes of the archive of vector tiles; 0 for a map that was imported without.
    #[serde(default)]
    pub tiles_bytes: u64,
    /// Bytes of the drawing.
    pub drawn_bytes: u64,
    /// What was left out of the drawing, to keep it small.
    pub left_out: Vec<String>,
}

impl Manifest {
    /// Raised whenever the files of a map change their form.
    pub const FORMAT: u32 = 1;

    /// Nothing yet, of this name.
    pub fn new(name: &str) -> Self {
        Self {
            format: Self::FORMAT,
            folder: String::new(),
            name: name.to_owned(),
            imported_at: Timestamp::from_millis(0),
            source_bytes: 0,
            bounds: None,
            streets: 0,
            restrictions: 0,
            ignored_restrictions: 0,
            houses: 0,
            named_streets: 0,
            places: 0,
            tiles_bytes: 0,
            drawn_bytes: 0,
            left_out: Vec::new(),
        }
    }
}
