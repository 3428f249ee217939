//! The square of a tile, on a map of the earth that is 1 wide and 1 high.

use pmtiles::TileCoord;
use waybill_domain::Point;

use crate::clip::{Frame, Spot};

/// Units of a tile's side.
pub(super) const EXTENT: f64 = 4_096.0;
/// Units beyond the edge that a tile knows too, so that neither wide lines nor outlines end at it: 8 pixels.
const MARGIN: f64 = 64.0;

/// Where `point` is on that map, in Web Mercator: from the antimeridian to the east, from the north to the south. Beyond 85 degrees there is no map.
pub(super) fn spot(point: Point) -> Spot {
    let lat = point.lat.clamp(-85.051_128, 85.051_128).to_radians();
    let y = 0.5 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::TAU;
    ((point.lon + 180.0) / 360.0, y)
}

impl Frame {
    /// Around all of these; `None` where there are none.
    pub(crate) fn around(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        spots.into_iter().fold(None, |frame: Option<Self>, (x, y)| {
            let Self(a, b) = frame.unwrap_or(Self((x, y), (x, y)));
            Some(Self((a.0.min(x), a.1.min(y)), (b.0.max(x), b.1.max(y))))
        })
    }

    pub(crate) fn touches(self, other: Self) -> bool {
        let (Self(a, b), Self(c, d)) = (self, other);
        a.0 <= d.0 && c.0 <= b.0 && a.1 <= d.1 && c.1 <= b.1
    }

    pub(crate) fn holds(self, other: Self) -> bool {
        let (Self(a, b), Self(c, d)) = (self, other);
        a.0 <= c.0 && d.0 <= b.0 && a.1 <= c.1 && d.1 <= b.1
    }
}

/// A tile's square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Square {
    scale: f64,
    corner: Spot,
}

impl Square {
    pub(super) fn of(tile: TileCoord) -> Self {
        let scale = f64::from(1_u32 << tile.z());
        Self { scale, corner: (f64::from(tile.x()) / scale, f64::from(tile.y()) / scale) }
    }

    /// All that the tile knows: itself and a margin.
    pub(super) fn frame(self) -> Frame {
        let (side, margin) = (1.0 / self.scale, MARGIN / EXTENT / self.scale);
        let (x, y) = self.corner;
        Frame((x - margin, y - margin), (x + side + margin, y + side + margin))
    }

    /// In units of the tile, from its north-western corner.
    pub(super) fn inside(self, (x, y): Spot) -> Spot {
        let unit = self.scale * EXTENT;
        ((x - self.corner.0) * unit, (y - self.corner.1) * unit)
    }
}

/// The four tiles of the next zoom that make up `tile`.
pub(super) fn quarters(tile: TileCoord) -> impl Iterator<Item = TileCoord> {
    let corner = |dx: u32, dy: u32| TileCoord::new(tile.z() + 1, 2 * tile.x() + dx, 2 * tile.y() + dy);
    [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)].into_iter().flatten()
}
