//! Boxes around areas.

use super::plane::{DEGREE, ROUND};
use crate::geo::Point;

/// A box of longitudes and latitudes, in degrees. `east` is beyond 180 where it lies across the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least latitude.
    pub south: f64,
    /// The greatest latitude.
    pub north: f64,
    /// The longitude where it begins, from -180 to 180.
    pub west: f64,
    /// The longitude where it ends, from `west` to `west` + 360.
    pub east: f64,
}

impl Bounds {
    /// Whether `point` is in it, the border included.
    pub fn contains(&self, point: Point) -> bool {
        let from_west = (point.lon - self.west).rem_euclid(360.0);
        // At the western border the difference may be a whole turn but for the rounding.
        let on_border = 360.0 - from_west < 1e-9;
        (self.south..=self.north).contains(&point.lat) && (from_west <= self.east - self.west || on_border)
    }

    /// The same with `metres` on each side.
    pub fn grown(&self, metres: f64) -> Self {
        let lat = metres / 111_195.0;
        let (south, north) = (self.south - lat, self.north + lat);
        let widest = south.abs().max(north.abs());
        let lon = if widest >= 89.9 { 180.0 } else { lat / widest.to_radians().cos() };
        let (west, east) = (self.west - lon, self.east + lon);
        if east - west >= 360.0 {
            return Self { south, north, west: -180.0, east: 180.0 };
        }
        let turn = if west < -180.0 { 360.0 } else { 0.0 };
        Self { south, north, west: west + turn, east: east + turn }
    }

    /// Around a circle of `angle` radians.
    pub(super) fn of_circle(center: Point, angle: f64) -> Self {
        let (south, north) = (center.lat - angle.to_degrees(), center.lat + angle.to_degrees());
        if south <= -90.0 || north >= 90.0 {
            let (south, north) = (south.max(-90.0), north.min(90.0));
            return Self { south, north, west: -180.0, east: 180.0 };
        }
        // The circle's widest place is nearer to the pole than its middle. A hair is added for the rounding.
        let half = (angle.sin() / center.lat.to_radians().cos()).min(1.0).asin().to_degrees() + 1e-9;
        let hair = 1e-9;
        let west = center.lon - half;
        let turn = if west < -180.0 { 360.0 } else { 0.0 };
        let (west, east) = (west + turn, center.lon + half + turn);
        Self { south: south - hair, north: north + hair, west, east }
    }

    /// Around corners in units of 1e-7 degrees.
    pub(super) fn of_units((south, north): (i64, i64), (west, east): (i64, i64)) -> Self {
        let turn = (west + ROUND / 2).div_euclid(ROUND) * ROUND;
        // Half a unit more, so that a place that is rounded onto the border is in it.
        let degrees = |units: i64, half: f64| (units as f64 + half) / DEGREE as f64;
        Self {
            south: degrees(south, -0.5),
            north: degrees(north, 0.5),
            west: degrees(west - turn, -0.5).max(-180.0 - 1e-7),
            east: degrees(east - turn, 0.5),
        }
    }
}
