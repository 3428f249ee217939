//! Which piece of the earth a picture shows, and at what scale.

use waybill_domain::Point;

/// Metres of one degree of latitude, close enough for a town.
const METRES_PER_DEGREE: f64 = 111_195.0;
/// The scale of a picture that shows one place: metres a pixel.
const CLOSE: f64 = 1.4;
/// Room that both places of a picture must fit into, in pixels: what a phone shows above the sheet, less a margin.
const ROOM: (f64, f64) = (270.0, 170.0);
/// Coarsest scale; further apart than this nobody is "nearby".
const FAR: f64 = 60.0;

/// A picture's place and scale. Pixels count from its centre, to the right and down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where pixel (0, 0) is.
    pub centre: Point,
    /// Metres a pixel.
    pub scale: f64,
    /// Half of its width and height, in pixels.
    pub half: (f64, f64),
}

impl Frame {
    /// Shows `place`, and `other` too where that can be done.
    pub fn around(place: Point, other: Option<Point>, half: (f64, f64)) -> Self {
        let close = Self { centre: place, scale: CLOSE, half };
        let Some(other) = other else {
            return close;
        };
        let [dx, dy] = close.pixel(other);
        let grow = (dx.abs() / ROOM.0).max(dy.abs() / ROOM.1);
        let scale = (CLOSE * grow).max(CLOSE);
        if scale > FAR {
            return close;
        }
        let centre =
            Point { lat: f64::midpoint(place.lat, other.lat), lon: f64::midpoint(place.lon, other.lon) };
        Self { centre, scale, half }
    }

    /// Where `point` is in the picture.
    pub fn pixel(&self, point: Point) -> [f64; 2] {
        self.project([point.lon, point.lat])
    }

    /// Where a position in degrees (longitude, latitude) is in the picture.
    pub fn project(&self, [lon, lat]: [f64; 2]) -> [f64; 2] {
        let [east, north] = self.pixels_per_degree();
        [(lon - self.centre.lon) * east, (self.centre.lat - lat) * north]
    }

    /// Pixels of one degree to the east and to the north. The page's script moves the driver by them.
    pub fn pixels_per_degree(&self) -> [f64; 2] {
        let north = METRES_PER_DEGREE / self.scale;
        [north * self.centre.lat.to_radians().cos(), north]
    }

    /// Whether a pixel is inside.
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        x.abs() <= self.half.0 && y.abs() <= self.half.1
    }
}
