//! Lines on the ground, in 10⁻⁷ degrees, and distances around one place.

use waybill_domain::Point;

/// A position in 10⁻⁷ degrees: about a centimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) lat: i32,
    pub(super) lon: i32,
}

/// Units in a degree.
pub(super) const UNITS: f64 = 1e7;
/// Metres in a degree of latitude, on the sphere that [`Point::distance_m`] uses.
const METRES: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

impl From<Point> for Spot {
    fn from(point: Point) -> Self {
        Self { lat: (point.lat * UNITS).round() as i32, lon: (point.lon * UNITS).round() as i32 }
    }
}

impl From<Spot> for Point {
    fn from(spot: Spot) -> Self {
        Self { lat: f64::from(spot.lat) / UNITS, lon: f64::from(spot.lon) / UNITS }
    }
}

/// A flat picture of the ground around a place: good to a few kilometres.
#[derive(Clone, Copy)]
pub(super) struct Flat {
    origin: Spot,
    east: f64,
}

impl Flat {
    pub(super) fn around(origin: Spot) -> Self {
        Self { origin, east: METRES / UNITS * (f64::from(origin.lat) / UNITS).to_radians().cos() }
    }

    /// Metres east and north of the origin.
    pub(super) fn place(&self, spot: Spot) -> (f64, f64) {
        let east = (i64::from(spot.lon) - i64::from(self.origin.lon)) as f64 * self.east;
        (east, (i64::from(spot.lat) - i64::from(self.origin.lat)) as f64 * (METRES / UNITS))
    }

    /// How far the origin is from the segment, in metres, and how much of the segment lies before the nearest place.
    pub(super) fn nearest_on(&self, a: Spot, b: Spot) -> (f64, f64) {
        let ((ax, ay), (bx, by)) = (self.place(a), self.place(b));
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let share = if length == 0.0 { 0.0 } else { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) };
        ((ax + share * dx).hypot(ay + share * dy), share)
    }
}

/// Metres between two near places.
pub(super) fn metres(a: Spot, b: Spot) -> f64 {
    let middle = Spot { lat: ((i64::from(a.lat) + i64::from(b.lat)) / 2) as i32, lon: a.lon };
    let (x, y) = Flat { origin: a, east: Flat::around(middle).east }.place(b);
    x.hypot(y)
}

/// Compass heading from the line's first point towards the place some metres along it, in degrees.
pub(super) fn heading(mut line: impl Iterator<Item = Spot>, along: f64) -> f64 {
    let Some(start) = line.next() else { return 0.0 };
    let flat = Flat::around(start);
    let mut last = (0.0, 0.0);
    let mut before = start;
    let mut left = along;
    for spot in line {
        let here = flat.place(spot);
        let step = metres(before, spot);
        if step >= left && step > 0.0 {
            let share = left / step;
            last = (last.0 + (here.0 - last.0) * share, last.1 + (here.1 - last.1) * share);
            break;
        }
        (last, before, left) = (here, spot, left - step);
    }
    last.0.atan2(last.1).to_degrees().rem_euclid(360.0)
}
