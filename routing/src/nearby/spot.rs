//! Points as unit vectors: distances compare without trigonometry, and neither the poles nor the antimeridian are special.

use waybill_domain::Point;

/// Mean earth radius in metres (IUGG), as in [`Point::distance_m`].
pub(super) const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A point on the unit sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    x: f64,
    y: f64,
    z: f64,
}

impl From<Point> for Spot {
    fn from(point: Point) -> Self {
        let (sin_lat, cos_lat) = point.lat.to_radians().sin_cos();
        let (sin_lon, cos_lon) = point.lon.to_radians().sin_cos();
        Self { x: cos_lat * cos_lon, y: cos_lat * sin_lon, z: sin_lat }
    }
}

impl Spot {
    /// The squared length of the straight line through the earth to `other`, in earth radii: 0 to 4. It grows with the
    /// distance over ground, and it is what the index compares.
    pub fn apart(self, other: Self) -> f64 {
        let (x, y, z) = (self.x - other.x, self.y - other.y, self.z - other.z);
        x * x + y * y + z * z
    }
}

/// What [`Spot::apart`] says of two points that are `metres` apart over ground.
pub(super) fn apart_of_metres(metres: f64) -> f64 {
    let half = metres / (2.0 * EARTH_RADIUS_M);
    if half >= std::f64::consts::FRAC_PI_2 {
        return f64::INFINITY;
    }
    let sine = half.sin();
    4.0 * sine * sine
}

/// The distance over ground of what [`Spot::apart`] said, in metres.
pub(super) fn metres_of_apart(apart: f64) -> f64 {
    2.0 * EARTH_RADIUS_M * (apart.sqrt() / 2.0).min(1.0).asin()
}
