//! What the map says of a way, street by street.

use waybill_domain::{Point, line};

use super::model::Key;
use crate::travel::Way;

/// Squares in a degree: of about 250 metres.
const PER_DEGREE: f64 = 400.0;
/// Ways are looked at in steps of so many metres.
const STEP_M: f64 = 50.0;
/// Steps of one straight line, at most.
const STEPS_MAX: f64 = 10_000.0;

/// How long a way takes by the map. Where the map told its line, street by street: by squares of about 250 metres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Modelled {
    pub(super) seconds: f64,
    /// The squares that it leads through, and the seconds in each.
    pub(super) streets: Vec<(Key, f32)>,
}

impl Modelled {
    /// A way of which nothing but the time is known, in seconds.
    pub fn whole(seconds: f64) -> Self {
        Self { seconds, streets: Vec::new() }
    }
}

impl From<&Way> for Modelled {
    fn from(way: &Way) -> Self {
        let streets = passages(way).into_iter();
        Self {
            // No time at all would be the same place.
            seconds: way.leg.seconds.max(1.0),
            streets: streets.map(|passage| (passage.street, (passage.until - passage.from) as f32)).collect(),
        }
    }
}

/// A square that a way leads through, with the seconds of the way at its two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Passage {
    pub(super) street: Key,
    pub(super) from: f64,
    pub(super) until: f64,
}

/// The squares that a way leads through, in order; none where the map did not say how fast it goes where.
pub(super) fn passages(way: &Way) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let points = way.line.iter().copied().zip(way.pace.iter().copied());
    for ((a, begin), (b, end)) in points.clone().zip(points.skip(1)) {
        let steps = (a.distance_m(b) / STEP_M).ceil().clamp(1.0, STEPS_MAX);
        for step in 0..steps as u32 {
            let share = |step: f64| step / steps;
            let second = |step: f64| begin + share(step) * (end - begin);
            let step = f64::from(step);
            let street = street(line::towards(a, b, share(step + 0.5)));
            match found.last_mut().filter(|last| last.street == street) {
                Some(last) => last.until = second(step + 1.0),
                None => found.push(Passage { street, from: second(step), until: second(step + 1.0) }),
            }
        }
    }
    found
}

fn street(place: Point) -> Key {
    Key::Street((place.lat * PER_DEGREE).round() as i32, (place.lon * PER_DEGREE).round() as i32)
}
