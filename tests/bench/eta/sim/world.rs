//! What ways and stops really take. None of these numbers is known to the estimator, and none was chosen by what comes of
//! it.
//!
//! | what | how | why so |
//! |---|---|---|
//! | hour of the day | 0.95 at night, 1.15 by day, 1.35 from 7 to 9, 1.45 from 16 to 18, smoothly | congestion of mid-size European cities, as the TomTom Traffic Index gives it: evening peaks take 40 to 50 % longer |
//! | street | log-normal, sd 0.15, for ever, a square of about 250 m | maps do not know every street |
//! | driver | log-normal, sd 0.10, for ever | people drive differently |
//! | day | log-normal, sd 0.06 | weather, holidays |
//! | town, now | AR(1), sd 0.10, time constant 45 min | congestion comes and goes |
//! | district, now | AR(1), sd 0.08, time constant 30 min, a square of about 3 km | the same, where it happens |
//! | way | log-normal, sd 0.10 | travel times are log-normal with a coefficient of variation of 0.1 to 0.25 (Rakha and others, 2010) |
//! | trouble | 2 % of ways take 3 to 10 minutes more | a street that is closed, a van that blocks it |
//! | parking | exponential, mean 25 s, before the arrival is noted | curbs are full |
//! | door | median 150 s, log-normal, sd 0.35 for ever | 2 to 5 minutes a stop (Allen and others, 2018) |
//! | hour at the door | sd 0.10 for each hour, for ever | who is at home when |
//! | visit | log-normal, sd 0.30; one of twelve takes 2 to 4 times as long | heavy tail: nobody opens, the lift is broken |

use std::{cell::RefCell, collections::HashMap};

use rand::{Rng, SeedableRng as _, rngs::StdRng};
use waybill_domain::Point;

/// Minutes of a day that are simulated.
const MINUTES: usize = 24 * 60;

/// The town's true state.
pub(crate) struct World {
    seed: u64,
    hours: [f64; 24],
    /// The districts' state, minute by minute, of the days that were asked for.
    states: RefCell<HashMap<(i32, i32, usize), Vec<f64>>>,
}

/// A number from the standard normal distribution (Box and Muller).
pub(crate) fn normal(random: &mut StdRng) -> f64 {
    let (u, v): (f64, f64) = (random.random_range(f64::MIN_POSITIVE..1.0), random.random());
    (-2.0 * u.ln()).sqrt() * (2.0 * std::f64::consts::PI * v).cos()
}

impl World {
    pub(crate) fn new(random: &mut StdRng) -> Self {
        let hours = std::array::from_fn(|_| 0.10 * normal(random));
        Self { seed: random.random(), hours, states: RefCell::default() }
    }

    /// Something that is so for ever: a factor of this spread for a key.
    pub(crate) fn lasting(&self, kind: u64, key: (i32, i32), spread: f64) -> f64 {
        let mixed = (kind << 56) ^ ((key.0 as u32 as u64) << 28) ^ key.1 as u32 as u64 ^ self.seed;
        (spread * normal(&mut StdRng::seed_from_u64(mixed))).exp()
    }

    /// By how much ways in `place` take longer at this second of day `day`.
    pub(crate) fn roads(&self, place: Point, day: usize, second: f64) -> f64 {
        self.street(place) * self.traffic(place, day, second)
    }

    /// The same without what is so of the street for ever.
    pub(crate) fn traffic(&self, place: Point, day: usize, second: f64) -> f64 {
        let congestion =
            self.state(TOWN, day, minute(second)) + self.state(district(place), day, minute(second));
        self.usual(day, second) * congestion.exp()
    }

    /// By how much the street at `place` takes longer than the map says, for ever.
    pub(crate) fn street(&self, place: Point) -> f64 {
        self.lasting(1, square(place, 400.0), 0.15)
    }

    /// What the day and its hour do to all ways.
    fn usual(&self, day: usize, second: f64) -> f64 {
        self.lasting(2, (day as i32, 0), 0.06) * hour_factor(second)
    }

    fn state(&self, area: Area, day: usize, minute: usize) -> f64 {
        let mut states = self.states.borrow_mut();
        let path = states.entry((area.0, area.1, day)).or_insert_with(|| {
            let mixed =
                self.seed ^ ((area.0 as u32 as u64) << 32) ^ ((area.1 as u32 as u64) << 12) ^ day as u64;
            let mut random = StdRng::seed_from_u64(mixed);
            let mut now = Drift::of(area).spread * normal(&mut random);
            let mut next = || {
                now = Drift::of(area).next(now, &mut random);
                now
            };
            (0..MINUTES).map(|_| next()).collect()
        });
        path[minute]
    }

    /// How long a visit takes, in seconds.
    pub(crate) fn visit(&self, door: Point, second: f64, random: &mut StdRng) -> f64 {
        let median = 150.0 * self.lasting(3, square(door, 1e4), 0.35);
        let hour = self.hours[(second / 3_600.0) as usize % 24];
        let odd = if random.random_bool(1.0 / 12.0) { random.random_range(2.0..4.0) } else { 1.0 };
        median * (hour + 0.30 * normal(random)).exp() * odd
    }
}

/// Where congestion comes and goes as one.
type Area = (i32, i32);

const TOWN: Area = (i32::MAX, 0);

fn district(place: Point) -> Area {
    square(place, 33.0)
}

fn minute(second: f64) -> usize {
    ((second / 60.0) as usize).min(MINUTES - 1)
}

/// How congestion goes from one minute to the next: AR(1).
struct Drift {
    spread: f64,
    kept: f64,
}

impl Drift {
    fn of(area: Area) -> Self {
        let (spread, minutes): (f64, f64) = if area == TOWN { (0.10, 45.0) } else { (0.08, 30.0) };
        Self { spread, kept: (-1.0 / minutes).exp() }
    }

    fn next(&self, now: f64, random: &mut StdRng) -> f64 {
        self.kept * now + self.spread * (1.0 - self.kept * self.kept).sqrt() * normal(random)
    }
}

/// One way in which the traffic might go on, from a moment at which it is known.
pub(crate) struct Future<'a> {
    world: &'a World,
    day: usize,
    since: usize,
    /// Minute by minute from that moment, as far as was asked.
    paths: HashMap<Area, Vec<f64>>,
}

impl<'a> Future<'a> {
    /// From this second of the day on.
    pub(crate) fn new(world: &'a World, day: usize, second: f64) -> Self {
        Self { world, day, since: minute(second), paths: HashMap::new() }
    }

    /// By how much ways near `place` take longer at that second, but for what is so of the street for ever.
    pub(crate) fn roads(&mut self, place: Point, second: f64, random: &mut StdRng) -> f64 {
        let ahead = minute(second).saturating_sub(self.since);
        let congestion = self.state(TOWN, ahead, random) + self.state(district(place), ahead, random);
        self.world.usual(self.day, second) * congestion.exp()
    }

    fn state(&mut self, area: Area, ahead: usize, random: &mut StdRng) -> f64 {
        let path =
            self.paths.entry(area).or_insert_with(|| vec![self.world.state(area, self.day, self.since)]);
        while path.len() <= ahead {
            path.push(Drift::of(area).next(path[path.len() - 1], random));
        }
        path[ahead]
    }
}

fn square(place: Point, per_degree: f64) -> (i32, i32) {
    ((place.lat * per_degree).floor() as i32, (place.lon * per_degree).floor() as i32)
}

/// The usual congestion of the hour, smoothly.
fn hour_factor(second: f64) -> f64 {
    let hour = second / 3_600.0;
    let bump = |middle: f64, width: f64| (-((hour - middle) / width).powi(2)).exp();
    let day = 1.0 / (1.0 + (-(hour - 6.0) * 3.0).exp()) / (1.0 + ((hour - 21.0) * 3.0).exp());
    0.95 + 0.20 * day + 0.20 * bump(8.0, 1.0) + 0.30 * bump(17.0, 1.0)
}
