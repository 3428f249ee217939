//! Where the drivers have been in the last minutes.

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{Fix, Point, Timestamp};

use super::story::{Progress, Visit};
use crate::{Town, journey::Journey};

const BETWEEN_FIXES_MS: i64 = 10_000;
const LONGEST_MS: i64 = 15 * 60_000;

/// Fixes of one driver up to `now`, oldest first; the last one is where the driver is.
pub(super) fn trail(rng: &mut SmallRng, town: &Town, visits: &[Visit], now: Timestamp) -> Vec<Fix> {
    let next =
        visits.iter().position(|visit| !matches!(visit.progress, Progress::Ended(_))).unwrap_or(visits.len());
    let drop = |i: Option<usize>| {
        i.and_then(|i| visits.get(i)).map_or(town.depot().point, |visit| visit.order.new.dropoff.point)
    };
    let (older, last) = (drop(next.checked_sub(2)), drop(next.checked_sub(1)));
    let (target, share) = match visits.get(next) {
        Some(visit) => match visit.progress {
            Progress::Arrived => (visit.order.new.dropoff.point, 1.0),
            Progress::OutForDelivery => (
                visit.order.new.dropoff.point,
                if next == super::mara::DONE { 0.12 } else { rng.random_range(0.2..0.75) },
            ),
            Progress::ArrivedAtPickup => (visit.order.new.pickup.point, 1.0),
            _ => (last, 1.0),
        },
        None => (last, 1.0),
    };
    let mut journeys: Vec<Journey> = [(older, last, 1.0), (last, target, share)]
        .into_iter()
        .filter_map(|(from, to, share)| Journey::plan(town, from, to).map(|journey| journey.shortened(share)))
        .collect();
    let standing_ms = 90_000;
    let driving: f64 = journeys.iter().map(Journey::seconds).sum();
    let whole = (driving * 1_000.0) as i64 + standing_ms;
    let start = now.plus_millis(-whole);
    let battery = rng.random_range(35..97_u8);
    let mut fixes = Vec::new();
    let mut at = start.max(now.plus_millis(-LONGEST_MS));
    let mut stand = None;
    let (first, second) = (journeys.first().map_or(0.0, Journey::seconds), journeys.pop());
    let first_journey = journeys.pop();
    while at <= now {
        let seconds = at.since(start) as f64 / 1_000.0;
        let rest = seconds - first - standing_ms as f64 / 1_000.0;
        let here = match (&first_journey, &second) {
            (Some(journey), _) if seconds < first => journey.at(seconds),
            (_, Some(journey)) if rest > 0.0 => journey.at(rest),
            (Some(journey), _) => journey.at(first),
            (None, Some(journey)) => journey.at(0.0),
            (None, None) => (last, 0.0, 0.0),
        };
        fixes.push(sample(rng, here, at, battery));
        stand = Some(here);
        // The last fix is of now.
        at = if at < now { at.plus_millis(BETWEEN_FIXES_MS).min(now) } else { at.plus_millis(1) };
    }
    if stand.is_none() {
        fixes.push(sample(rng, (last, 0.0, 0.0), now, battery));
    }
    fixes
}

fn sample(rng: &mut SmallRng, (point, heading, speed): (Point, f64, f64), at: Timestamp, battery: u8) -> Fix {
    crate::journey::fix(rng, point, heading, speed, at, battery)
}
