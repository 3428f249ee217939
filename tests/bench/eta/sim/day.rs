//! A van's day as it really was.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom as _};
use uuid::Uuid;
use waybill_domain::{MemberId, Point};
use waybill_routing::{road::RoadGraph, travel::Profile};

use super::{
    Size,
    world::{World, normal},
};

/// When the vans set off, in seconds of the day.
const BEGIN_S: f64 = 8.0 * 3_600.0;
/// Doors that are visited again and again, of so many.
const REGULARS: usize = 300;
/// The share of stops that are at one of them.
const REGULAR: f64 = 0.6;

/// The vans, and where they may be sent.
pub(crate) struct Fleet<'a> {
    pub(crate) graph: &'a RoadGraph,
    pub(crate) world: &'a World,
    pub(crate) drivers: Vec<(MemberId, f64)>,
    doors: &'a [Point],
    regulars: Vec<Point>,
    depot: Point,
    stops: usize,
}

/// A stop with the way to it, as it was. Times are seconds of the day.
pub(crate) struct Done {
    pub(crate) door: Point,
    /// What the map says of the way.
    pub(crate) modelled_s: f64,
    pub(crate) left_at: f64,
    pub(crate) arrived_at: f64,
    pub(crate) done_at: f64,
    /// Where the van was, and when.
    pub(crate) track: Vec<(f64, Point)>,
}

impl<'a> Fleet<'a> {
    pub(crate) fn new(
        graph: &'a RoadGraph,
        doors: &'a [Point],
        size: Size,
        world: &'a World,
        random: &mut StdRng,
    ) -> Self {
        let driver = |k: usize| (MemberId(Uuid::from_u128(k as u128 + 1)), 0.0);
        let mut drivers: Vec<(MemberId, f64)> = (0..size.drivers).map(driver).collect();
        drivers.iter_mut().for_each(|(_, manner)| *manner = (0.10 * normal(random)).exp());
        let depot = doors[random.random_range(0..doors.len())];
        let regulars = doors.choose_multiple(random, REGULARS).copied().collect();
        Self { graph, world, drivers, doors, regulars, depot, stops: size.stops }
    }

    /// One van's day.
    pub(crate) fn day(&self, driver: usize, day: usize, random: &mut StdRng) -> Vec<Done> {
        let mut doors = self.round(random);
        let (mut here, mut time) = (self.depot, BEGIN_S + random.random_range(0.0..1_800.0));
        let mut done: Vec<Done> = Vec::with_capacity(doors.len());
        while let Some(next) = nearest(here, &doors) {
            let door = doors.swap_remove(next);
            let Some((modelled_s, track)) = self.drive(driver, day, (here, door), time, random) else {
                continue;
            };
            let arrived_at = track.last().map_or(time, |(at, _)| *at);
            let done_at = arrived_at + self.world.visit(door, arrived_at, random);
            done.push(Done { door, modelled_s, left_at: time, arrived_at, done_at, track });
            (here, time) = (door, done_at);
        }
        done
    }

    /// The doors of a round: most of them in one part of the town.
    fn round(&self, random: &mut StdRng) -> Vec<Point> {
        let middle = self.doors[random.random_range(0..self.doors.len())];
        let mut chosen: Vec<Point> = Vec::with_capacity(self.stops);
        for attempt in 0.. {
            let from = if random.random_bool(REGULAR) { &self.regulars[..] } else { self.doors };
            let door = from[random.random_range(0..from.len())];
            let near = (-(door.distance_m(middle) / 3_000.0).powi(2)).exp();
            if chosen.iter().all(|other| other.distance_m(door) > 60.0)
                && (attempt > 20_000 || random.random_bool(near))
            {
                chosen.push(door);
            }
            if chosen.len() == self.stops || attempt > 40_000 {
                break;
            }
        }
        chosen
    }

    /// A way as it really was: what the map says of it, and the track. `None` where no road leads.
    fn drive(
        &self,
        driver: usize,
        day: usize,
        (from, to): (Point, Point),
        left_at: f64,
        random: &mut StdRng,
    ) -> Option<(f64, Vec<(f64, Point)>)> {
        let way = self.graph.way(Profile::Car, from, to).ok()?;
        let length: f64 = way.line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
        let pace = way.leg.seconds / length.max(1.0);
        let own = self.drivers[driver].1 * (0.10 * normal(random)).exp();
        let mut at = left_at;
        let mut track = vec![(at, way.line[0])];
        for pair in way.line.windows(2) {
            let seconds = pair[0].distance_m(pair[1]) * pace * own;
            at += seconds * self.world.roads(pair[1], day, at);
            track.push((at, pair[1]));
        }
        let trouble = if random.random_bool(0.02) { random.random_range(180.0..600.0) } else { 0.0 };
        let parking = -25.0 * random.random_range(f64::MIN_POSITIVE..1.0_f64).ln();
        if trouble > 0.0 {
            // It happens somewhere on the way.
            let from = random.random_range(0..track.len());
            track[from..].iter_mut().for_each(|(at, _)| *at += trouble);
        }
        let end = track.last().map_or(left_at, |(at, _)| *at) + parking;
        track.push((end, to));
        Some((way.leg.seconds, track))
    }
}

fn nearest(here: Point, doors: &[Point]) -> Option<usize> {
    let far = |k: &usize| doors[*k].distance_m(here);
    (0..doors.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
}
