//! Plays a trip through.

use waybill_domain::{eta::DelayReason, route::Task};

use super::{
    delay,
    learned::Learned,
    model::{Fit, Key},
    normal::{quantile, share},
    recent::Recent,
    scenarios::{COUNT, shares},
    trip::{Stage, Trip},
};

/// How long the end of a way takes, however long the way is, and how far that is off, in seconds: looking for the door, a
/// place to park.
pub(super) const END_S: f64 = 20.0;
/// What takes longer than it ever should goes on for at least this long, in seconds.
const AT_LEAST_S: f64 = 30.0;

/// When a stage will be reached. Instants are milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The median.
    pub at: i64,
    /// One of ten comes earlier.
    pub from: i64,
    /// One of ten comes later.
    pub until: i64,
    /// The window will be missed, with nine of ten, and why.
    pub late: Option<DelayReason>,
}

/// When each stage of `trip` will be reached; where the driver is already, since when.
pub fn estimate(trip: &Trip, learned: &Learned) -> Vec<Expected> {
    let known = Known::of(trip, learned);
    let mut arrivals = vec![Vec::with_capacity(COUNT); trip.stages.len()];
    for scenario in 0..COUNT {
        known.play(scenario, |stage, at| arrivals[stage].push(at));
    }
    let stages = trip.stages.iter().enumerate().zip(&mut arrivals);
    stages.map(|((k, stage), all)| read(trip, learned, k, stage, all)).collect()
}

fn read(trip: &Trip, learned: &Learned, k: usize, stage: &Stage, all: &mut [i64]) -> Expected {
    all.sort_unstable();
    let (from, at, until) = (all[COUNT / 10], all[COUNT / 2], all[COUNT - 1 - COUNT / 10]);
    let due = stage.due.filter(|due| from > *due);
    Expected { at, from, until, late: due.map(|due| delay::reason(trip, learned, k, at, due)) }
}

/// What is known of a trip, looked up once.
struct Known<'a> {
    trip: &'a Trip,
    /// For each stage: the way and the stop, without the hour's part.
    stages: Vec<(Fit, Fit)>,
    /// The hour's part of ways, pickups, drop-offs.
    hours: [[f64; 48]; 3],
    /// The roads just now, with what the present way says of them.
    recent: Recent,
    /// What is left of the present way, if it has shown how it goes.
    rest: Option<Fit>,
}

impl<'a> Known<'a> {
    fn of(trip: &'a Trip, learned: &'a Learned) -> Self {
        let models = [&learned.speed, &learned.pickup, &learned.dropoff];
        let hours = models.map(|model| std::array::from_fn(|hour| model.part(Key::Hour(hour as u8))));
        let stage = |stage: &Stage| {
            let way = learned.speed.fit(&[Key::Driver(trip.driver), stage.place.area()]);
            (way, learned.stop(stage.task).fit(&[stage.place.door()]))
        };
        let stages = trip.stages.iter().map(stage).collect();
        let mut known = Self { trip, stages, hours, recent: learned.recent, rest: None };
        known.look_at_the_present_way();
        known
    }

    fn look_at_the_present_way(&mut self) {
        let trip = self.trip;
        let (Some(under_way), Some(stage)) = (trip.under_way, trip.stages.first()) else { return };
        let hour = self.hours[0][trip.hours.of(trip.since) as usize];
        let way = self.stages[0].0;
        let usual = Fit { mean: way.mean + hour, ..way };
        let (mean, variance) = self.recent.at(trip.since);
        let rest = under_way.rest(usual, Fit { mean, spread: variance.sqrt() }, stage.leg_s);
        if let Some(rest) = rest {
            self.recent.learn(trip.since, rest.behind - usual.mean, rest.spread);
            self.rest = Some(rest.fit);
        }
    }

    /// Plays one scenario, and says when each stage is reached.
    fn play(&self, scenario: usize, mut reached: impl FnMut(usize, i64)) {
        let trip = self.trip;
        let roads = quantile(shares(0)[scenario]);
        // Where the driver is, when that began, and how long the stop there takes once the clock shows `time`.
        let mut time = trip.since;
        for (k, stage) in trip.stages.iter().enumerate() {
            let same_visit = k > 0 && stage.leg_s == 0.0 && stage.reached.is_none();
            let arrival = match stage.reached {
                Some(since) => since,
                None if same_visit => time,
                None => self.drive(k, stage, time, roads, shares(2 * k + 1)[scenario]),
            };
            reached(k, arrival);
            let last_of_visit =
                trip.stages.get(k + 1).is_none_or(|next| next.leg_s > 0.0 && next.reached.is_none());
            time = if last_of_visit {
                self.stay(k, stage, arrival, shares(2 * k + 2)[scenario])
            } else {
                // The visit's length is drawn where it ends; it begins with its first stage.
                arrival.max(stage.opens.unwrap_or(arrival))
            };
        }
    }

    /// Drives to a stage, having been ready to at `time`.
    fn drive(&self, k: usize, stage: &Stage, time: i64, roads: f64, share: f64) -> i64 {
        let trip = self.trip;
        // One rest may follow another.
        let mut departs = time;
        while let Some((_, until)) = trip.rest_at(departs.max(trip.now)) {
            departs = until;
        }
        let elapsed = if departs > time { 0.0 } else { (trip.now - time).max(0) as f64 / 1_000.0 };
        let modelled = stage.leg_s.max(1.0);
        let way = match self.rest.filter(|_| k == 0) {
            Some(rest) => rest,
            None => {
                let hour = self.hours[0][trip.hours.of(departs.max(trip.now)) as usize];
                let (now, variance) = self.recent.at(departs.max(trip.now));
                let way = self.stages[k].0;
                Fit { mean: way.mean + hour + now + roads * variance.sqrt(), ..way }
            }
        };
        let spread = way.spread.hypot(END_S / modelled.max(END_S));
        let mean = modelled.ln() + way.mean;
        departs + ((elapsed + rest_of(mean, spread, elapsed, share) + END_S) * 1_000.0) as i64
    }

    /// Stays at a stage since `arrival`, waiting for its window first; when it is over.
    fn stay(&self, k: usize, stage: &Stage, arrival: i64, share: f64) -> i64 {
        let begins = stage.opens.map_or(arrival, |opens| opens.max(arrival));
        let elapsed = (self.trip.now - begins).max(0) as f64 / 1_000.0;
        let table = match stage.task {
            Task::Pickup => 1,
            Task::Dropoff => 2,
        };
        let hour = self.hours[table][self.trip.hours.of(begins) as usize];
        let stop = self.stages[k].1;
        begins + ((elapsed + rest_of(stop.mean + hour, stop.spread, elapsed, share)) * 1_000.0) as i64
    }
}

/// What is left, in seconds, of a log-normal duration of which so much has gone by.
fn rest_of(mean: f64, spread: f64, elapsed: f64, part: f64) -> f64 {
    if elapsed <= 0.0 {
        return (mean + spread * quantile(part)).exp();
    }
    let gone = share((elapsed.ln() - mean) / spread);
    let left = (mean + spread * quantile((gone + part * (1.0 - gone)).min(1.0 - 1e-9))).exp() - elapsed;
    left.max(if gone > 0.9 { AT_LEAST_S } else { 0.0 })
}
