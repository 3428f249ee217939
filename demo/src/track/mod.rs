//! Tracks for replaying: from a GPX file, or along the demo town's roads where there is none.

mod gpx;

use rand::Rng as _;
use waybill_domain::{Fix, Timestamp};

use crate::{
    Town,
    journey::{self, Journey},
    seed,
};
pub use gpx::{GpxError, read_gpx};

/// `count` fixes of a van in `town`, `every_ms` milliseconds apart, the first one at `start`.
pub fn synthetic(town: &Town, seed: u64, start: Timestamp, count: usize, every_ms: i64) -> Vec<Fix> {
    let mut rng = seed::stream(seed, "track");
    let houses = town.houses();
    let mut from = town.depot().point;
    let mut fixes = Vec::with_capacity(count);
    let (mut journey, mut begun): (Option<Journey>, i64) = (None, 0);
    for i in 0..count as i64 {
        let passed = i * every_ms;
        let mut seconds = (passed - begun) as f64 / 1_000.0;
        if !houses.is_empty() && journey.as_ref().is_none_or(|journey| seconds > journey.seconds()) {
            let to = houses[rng.random_range(0..houses.len())].point;
            journey = Journey::plan(town, from, to);
            (from, begun, seconds) = (to, passed, 0.0);
        }
        let (point, heading, speed) =
            journey.as_ref().map_or((from, 0.0, 0.0), |journey| journey.at(seconds));
        fixes.push(journey::fix(&mut rng, point, heading, speed, start.plus_millis(passed), 80));
    }
    fixes
}
