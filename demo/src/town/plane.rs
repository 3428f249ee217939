//! A flat piece of the earth: metres east and north of an origin, good for a town.

use std::ops::{Add, Mul, Neg, Sub};

use waybill_domain::Point;

/// Metres in one degree of latitude (the mean radius that `Point::distance_m` uses).
const METRES_PER_DEGREE: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

/// A place or a direction, in metres: x to the east, y to the north.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Xy {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// Short for [`Xy`].
pub(crate) const fn xy(x: f64, y: f64) -> Xy {
    Xy { x, y }
}

impl Xy {
    pub(crate) fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// Positive where `other` points to the left of this direction.
    pub(crate) fn cross(self, other: Self) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub(crate) fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    pub(crate) fn distance(self, other: Self) -> f64 {
        (self - other).length()
    }

    /// The same direction with length 1; nothing stays nothing.
    pub(crate) fn unit(self) -> Self {
        let length = self.length();
        if length > 0.0 { self * (1.0 / length) } else { self }
    }

    /// A quarter turn to the left.
    pub(crate) fn left(self) -> Self {
        xy(-self.y, self.x)
    }

    pub(crate) fn towards(self, other: Self, share: f64) -> Self {
        self + (other - self) * share
    }
}

impl Add for Xy {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        xy(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Xy {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        xy(self.x - other.x, self.y - other.y)
    }
}

impl Neg for Xy {
    type Output = Self;

    fn neg(self) -> Self {
        xy(-self.x, -self.y)
    }
}

impl Mul<f64> for Xy {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        xy(self.x * factor, self.y * factor)
    }
}

/// Where the flat piece touches the earth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane {
    origin: Point,
    metres_per_lon: f64,
}

impl Plane {
    pub(crate) fn new(origin: Point) -> Self {
        Self { origin, metres_per_lon: METRES_PER_DEGREE * origin.lat.to_radians().cos() }
    }

    /// The position on earth, to six decimals (a tenth of a metre).
    pub(crate) fn point(&self, place: Xy) -> Point {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        Point {
            lat: round(self.origin.lat + place.y / METRES_PER_DEGREE),
            lon: round(self.origin.lon + place.x / self.metres_per_lon),
        }
    }

    pub(crate) fn place(&self, point: Point) -> Xy {
        xy(
            (point.lon - self.origin.lon) * self.metres_per_lon,
            (point.lat - self.origin.lat) * METRES_PER_DEGREE,
        )
    }
}
