//! A driver's day as it really was.

use rand::{Rng, rngs::StdRng, seq::IndexedRandom as _};
use uuid::Uuid;
use waybill_domain::{MemberId, Point};
use waybill_routing::{
    road::RoadGraph,
    travel::{self, TravelMode},
};

use super::{
    Size, Work,
    world::{World, normal},
};

/// When the vans set off, in seconds of the day.
const BEGIN_S: f64 = 8.0 * 3_600.0;
/// A phone says where it is every so many seconds.
const FIX_S: f64 = 15.0;
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
    work: Work,
    stops: usize,
}

/// A stop with the way to it, as it was. Times are seconds of the day.
pub(crate) struct Done {
    pub(crate) door: Point,
    /// The way, piece by piece.
    pub(crate) pieces: Vec<Piece>,
    /// What the way took more, or less, by chance.
    pub(crate) manner: f64,
    pub(crate) left_at: f64,
    pub(crate) arrived_at: f64,
    pub(crate) done_at: f64,
    /// Where the van was, and when.
    pub(crate) track: Vec<(f64, Point)>,
    /// The way by the map.
    pub(crate) way: travel::Way,
}

impl Done {
    /// The seconds at which the phone says where it is, on this way.
    pub(crate) fn fixes(&self) -> impl Iterator<Item = f64> {
        let count = ((self.arrived_at - self.left_at) / FIX_S) as u32;
        (0..=count).map(|n| self.left_at + f64::from(n) * FIX_S)
    }

    /// The share of the way that still lies ahead at `second`, by the map's seconds.
    pub(crate) fn share_ahead(&self, second: f64) -> f64 {
        let pace = &self.way.pace;
        if pace.len() < 2 {
            return 0.0;
        }
        let next = self.track.partition_point(|(at, _)| *at < second).clamp(1, pace.len() - 1);
        let ((from, _), (until, _)) = (self.track[next - 1], self.track[next]);
        let within = if until > from { ((second - from) / (until - from)).clamp(0.0, 1.0) } else { 1.0 };
        let passed = pace[next - 1] + within * (pace[next] - pace[next - 1]);
        1.0 - passed / self.way.leg.seconds.max(1.0)
    }
}

/// A piece of a way: where it is, and what it would take this driver without traffic and chance, in seconds.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) place: Point,
    pub(crate) seconds: f64,
}

/// Pieces are at least so long: traffic hardly changes on the way through one.
const PIECE_S: f64 = 20.0;

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
        Self { graph, world, drivers, doors, regulars, depot, work: size.work, stops: size.stops }
    }

    /// One van's day.
    pub(crate) fn day(&self, driver: usize, day: usize, random: &mut StdRng) -> Vec<Done> {
        let mut doors = self.doors(random);
        let (mut here, mut time) = (self.depot, BEGIN_S + random.random_range(0.0..1_800.0));
        let mut done: Vec<Done> = Vec::with_capacity(doors.len());
        while let Some(next) = self.next(here, &doors) {
            let door = doors.swap_remove(next);
            let Some(Driven { pieces, manner, track, way }) =
                self.drive(driver, day, (here, door), time, random)
            else {
                continue;
            };
            let arrived_at = track.last().map_or(time, |(at, _)| *at);
            let done_at = arrived_at + self.world.visit(door, arrived_at, random);
            let left_at = time;
            done.push(Done { door, pieces, manner, left_at, arrived_at, done_at, track, way });
            (here, time) = (door, done_at);
        }
        done
    }

    /// Where to go now: to the nearest on a round, to the next who called otherwise.
    fn next(&self, here: Point, doors: &[Point]) -> Option<usize> {
        match self.work {
            Work::Round => nearest(here, doors),
            Work::Orders => doors.len().checked_sub(1),
        }
    }

    /// The doors of a day: on a round, most of them in one part of the town.
    fn doors(&self, random: &mut StdRng) -> Vec<Point> {
        let middle = self.doors[random.random_range(0..self.doors.len())];
        let mut chosen: Vec<Point> = Vec::with_capacity(self.stops);
        for attempt in 0.. {
            let from = if random.random_bool(REGULAR) { &self.regulars[..] } else { self.doors };
            let door = from[random.random_range(0..from.len())];
            let near = match self.work {
                Work::Round => (-(door.distance_m(middle) / 3_000.0).powi(2)).exp(),
                Work::Orders => 1.0,
            };
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

    /// A way, driven at the map's pace, but for what the world makes of it. `None` where no road leads.
    fn drive(
        &self,
        driver: usize,
        day: usize,
        (from, to): (Point, Point),
        left_at: f64,
        random: &mut StdRng,
    ) -> Option<Driven> {
        let way = self.graph.way(TravelMode::Car, from, to).ok()?;
        let manner = manner(random);
        let own = self.drivers[driver].1 * manner;
        let mut at = left_at;
        let mut track = vec![(at, way.line[0])];
        let mut pieces: Vec<Piece> = Vec::new();
        for (&place, pace) in way.line[1..].iter().zip(way.pace.windows(2)) {
            let seconds = (pace[1] - pace[0]) * own;
            at += seconds * self.world.roads(place, day, at);
            let seconds = seconds / manner * self.world.street(place);
            match pieces.last_mut().filter(|piece| piece.seconds < PIECE_S) {
                Some(piece) => *piece = Piece { place, seconds: piece.seconds + seconds },
                None => pieces.push(Piece { place, seconds }),
            }
            track.push((at, place));
        }
        let (trouble, parking) = (trouble(random), parking(random));
        if trouble > 0.0 {
            // It happens somewhere on the way.
            let from = random.random_range(0..track.len());
            track[from..].iter_mut().for_each(|(at, _)| *at += trouble);
        }
        let end = track.last().map_or(left_at, |(at, _)| *at) + parking;
        track.push((end, to));
        Some(Driven { pieces, manner, track, way })
    }
}

/// A way as it really was.
struct Driven {
    pieces: Vec<Piece>,
    manner: f64,
    track: Vec<(f64, Point)>,
    way: travel::Way,
}

/// By how much one way takes longer than it should.
pub(super) fn manner(random: &mut StdRng) -> f64 {
    (0.10 * normal(random)).exp()
}

/// What happens on the way, in seconds.
pub(super) fn trouble(random: &mut StdRng) -> f64 {
    if random.random_bool(0.02) { random.random_range(180.0..600.0) } else { 0.0 }
}

/// Looking for a place to park, in seconds.
pub(super) fn parking(random: &mut StdRng) -> f64 {
    -25.0 * random.random_range(f64::MIN_POSITIVE..1.0_f64).ln()
}

fn nearest(here: Point, doors: &[Point]) -> Option<usize> {
    let far = |k: &usize| doors[*k].distance_m(here);
    (0..doors.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
}
