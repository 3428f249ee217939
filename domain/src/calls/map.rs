//! The street map: drawn whole, and in tiles.

use serde::{Deserialize, Serialize};

use super::{Call, Request};
use crate::Point;

/// `GET /api/v1/map`: the configured offline map as one GeoJSON feature collection. Each feature has a `layer`
/// (`land`, `water`, `park`, `building`, `road`, `place`) and, where it has one, a `name`; roads have a `class` (`primary`,
/// `secondary`, `residential`), and so have places, which are points (`city`, `town`, `suburb`, `village`, `hamlet`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetMap {}

impl Call for GetMap {
    const NAME: &'static str = "get_map";
    type Reply = serde_json::Value;

    fn request(&self) -> Request {
        Request::get("/api/v1/map")
    }
}

/// `GET /api/v1/map/tiles`: the imported map in vector tiles; `None` where no map was imported.
///
/// A tile is `GET /api/v1/map/tiles/{version}/{zoom}/{x}/{y}`, in Web Mercator, the y counted from the north: a Mapbox
/// Vector Tile with one layer, [`TileSet::LAYER`], whose features have the properties of [`GetMap`], and one more class of
/// roads, `path`. 204 is a tile with nothing in it. All of them are one PMTiles archive at `GET /api/v1/map/tiles/{version}/archive`, in ranges of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetTileSet {}

/// The tiles that there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TileSet {
    /// Names this import: letters and digits. What it names never changes.
    pub version: String,
    /// The farthest zoom.
    pub min_zoom: u8,
    /// The closest zoom; closer ones are drawn from it.
    pub max_zoom: u8,
    /// South-west corner.
    pub south_west: Point,
    /// North-east corner.
    pub north_east: Point,
    /// Bytes of the archive.
    pub bytes: u64,
    /// Whom to name beside the map; empty where nobody asks for it.
    #[serde(default)]
    pub attribution: String,
}

impl TileSet {
    /// The one layer of each tile.
    pub const LAYER: &str = "map";
}

impl Call for GetTileSet {
    const NAME: &'static str = "get_tile_set";
    type Reply = Option<TileSet>;

    fn request(&self) -> Request {
        Request::get("/api/v1/map/tiles")
    }
}
