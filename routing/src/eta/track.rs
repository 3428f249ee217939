//! What a driver's track says of the streets of a way.

use waybill_domain::{Point, line};

use super::modelled::{Passage, passages};
use crate::travel::Way;

/// A fix further than this from a way was not on it, in metres.
const ASTRAY_M: f64 = 60.0;

/// A way that was driven, with the fixes of it.
#[derive(Clone, Copy, Debug)]
pub struct Track<'a> {
    /// The way by the map, with its pace.
    pub way: &'a Way,
    /// Where the driver was, and when, in milliseconds since 1970; in order.
    pub fixes: &'a [(i64, Point)],
}

impl Track<'_> {
    /// The streets that were driven through between two fixes, each with the seconds that it took.
    pub(super) fn passed(&self) -> Vec<(Passage, f64)> {
        let clock = self.clock();
        let time = |second: f64| {
            let next = clock.partition_point(|(at, _)| *at < second);
            let (after, before) = (*clock.get(next)?, *clock.get(next.checked_sub(1)?)?);
            Some(before.1 + (second - before.0) / (after.0 - before.0) * (after.1 - before.1))
        };
        let through = |passage: Passage| Some((passage, time(passage.until)? - time(passage.from)?));
        passages(self.way).into_iter().filter_map(through).collect()
    }

    /// For the fixes on the way: the second of the way by the map, and the second of the day; both only grow.
    fn clock(&self) -> Vec<(f64, f64)> {
        let mut clock: Vec<(f64, f64)> = Vec::with_capacity(self.fixes.len());
        let mut from = 0;
        for &(at, place) in self.fixes {
            let time = at as f64 / 1_000.0;
            let Some((segment, second)) = self.nearest(from, place) else { continue };
            if clock.last().is_none_or(|last| second > last.0 && time > last.1) {
                clock.push((second, time));
                from = segment;
            }
        }
        clock
    }

    /// The nearest place of the way to `place`, from this segment of its line on: its segment, and the second of the way.
    fn nearest(&self, from: usize, place: Point) -> Option<(usize, f64)> {
        let points = self.way.line.iter().copied().zip(self.way.pace.iter().copied());
        let segments = points.clone().zip(points.skip(1)).enumerate().skip(from);
        let near = segments.map(|(segment, ((a, begin), (b, end)))| {
            let share = nearest_share(a, b, place);
            (line::towards(a, b, share).distance_m(place), segment, begin + share * (end - begin))
        });
        let (metres, segment, second) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
        (metres <= ASTRAY_M).then_some((segment, second))
    }
}

/// How much of the line from `a` to `b` lies before the place on it that is nearest to `place`.
fn nearest_share(a: Point, b: Point, place: Point) -> f64 {
    let narrow = a.lat.to_radians().cos();
    let (dx, dy) = ((b.lon - a.lon) * narrow, b.lat - a.lat);
    let (px, py) = ((place.lon - a.lon) * narrow, place.lat - a.lat);
    let length = dx * dx + dy * dy;
    if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 }
}
