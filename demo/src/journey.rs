//! Driving along a way: where one is after so many seconds.

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{Fix, Point, Timestamp};

use crate::{Drive, Town};

/// Seconds it takes to get going or to come to a stand.
const EASE_SECONDS: f64 = 4.0;

/// A drive with the time at each of its points.
#[derive(Clone, Debug)]
pub(crate) struct Journey {
    points: Vec<Point>,
    /// Seconds since the start at each point.
    seconds: Vec<f64>,
}

impl Journey {
    /// From door to door. `None` where there is no way.
    pub(crate) fn plan(town: &Town, from: Point, to: Point) -> Option<Self> {
        let Drive { mut points, mut speeds_mps, .. } = town.drive(from, to)?;
        points.push(to);
        speeds_mps.push(2.0);
        let mut seconds = Vec::with_capacity(points.len());
        let mut total = EASE_SECONDS;
        for (i, point) in points.iter().enumerate() {
            if i > 0 {
                total += points[i - 1].distance_m(*point) / speeds_mps[i];
            }
            seconds.push(if i == 0 { 0.0 } else { total });
        }
        Some(Self { points, seconds })
    }

    /// Only the first `share` of it, 0 to 1, in time.
    pub(crate) fn shortened(mut self, share: f64) -> Self {
        let end = self.seconds() * share;
        let (point, ..) = self.at(end);
        let keep = self.seconds.partition_point(|&seconds| seconds < end).max(1);
        self.points.truncate(keep);
        self.seconds.truncate(keep);
        self.points.push(point);
        self.seconds.push(end);
        self
    }

    /// How long it takes.
    pub(crate) fn seconds(&self) -> f64 {
        self.seconds.last().copied().unwrap_or(0.0)
    }

    /// Place, heading in degrees and speed in metres per second after `seconds`.
    pub(crate) fn at(&self, seconds: f64) -> (Point, f64, f64) {
        let next = self.seconds.partition_point(|&passed| passed <= seconds);
        let (Some(before), Some(after)) = (next.checked_sub(1), self.points.get(next)) else {
            let heading = match self.points[..] {
                [.., a, b] => a.bearing_deg(b),
                _ => 0.0,
            };
            let end = if next == 0 { self.points.first() } else { self.points.last() };
            return (end.copied().unwrap_or(Point { lat: 0.0, lon: 0.0 }), heading, 0.0);
        };
        let from = self.points[before];
        let span = self.seconds[next] - self.seconds[before];
        let share = if span > 0.0 { (seconds - self.seconds[before]) / span } else { 1.0 };
        let point = Point {
            lat: from.lat + (after.lat - from.lat) * share,
            lon: from.lon + (after.lon - from.lon) * share,
        };
        let speed = if span > 0.0 { from.distance_m(*after) / span } else { 0.0 };
        (point, from.bearing_deg(*after), speed)
    }
}

/// What a phone's receiver makes of a place: a few metres off, and honest about it.
pub(crate) fn fix(
    rng: &mut SmallRng,
    point: Point,
    heading: f64,
    speed: f64,
    at: Timestamp,
    battery: u8,
) -> Fix {
    let accuracy = rng.random_range(3.5..9.0_f32);
    let off = f64::from(accuracy) * 0.35 / 111_195.0;
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    let point = Point {
        lat: round(point.lat + rng.random_range(-off..off)),
        lon: round(point.lon + rng.random_range(-off..off) / point.lat.to_radians().cos()),
    };
    let tenths = |value: f64| (value * 10.0).round() as f32 / 10.0;
    Fix {
        point,
        at,
        accuracy_m: Some(tenths(f64::from(accuracy))),
        speed_mps: Some(tenths(speed)),
        heading_deg: (speed > 0.5).then(|| tenths(heading).rem_euclid(360.0)),
        battery_pct: Some(battery),
    }
}
