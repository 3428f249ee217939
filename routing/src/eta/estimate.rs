//! Plays a trip through.

use waybill_domain::{eta::DelayReason, route::Task};

use super::{
    delay,
    duration::{Duration, Tail},
    learned::Learned,
    model::{Fit, Key, Model},
    normal::quantile,
    recent::Recent,
    scenarios::{COUNT, shares},
    trip::{Stage, Trip},
};

/// How long the end of a way takes, however long the way is, and how far that is off, in seconds: looking for the door, a
/// place to park.
pub(super) const END_S: f64 = 20.0;

/// So many of a hundred scenarios are most of them.
const MOST: usize = 60;

/// When a stage will be reached. Instants are milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Where most arrivals are.
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
    let mut before = i64::MIN;
    let mut expected = |((k, stage), all): ((usize, &Stage), &mut Vec<i64>)| {
        let expected = read(trip, learned, k, stage, all, before);
        before = expected.at;
        expected
    };
    stages.map(&mut expected).collect()
}

/// Reads a stage off its arrivals; the stage before it is expected at `before`.
fn read(trip: &Trip, learned: &Learned, k: usize, stage: &Stage, all: &mut [i64], before: i64) -> Expected {
    all.sort_unstable();
    let (from, until) = (all[COUNT / 10], all[COUNT - 1 - COUNT / 10]);
    let at = most_likely(all).clamp(from, until).max(before);
    let due = stage.due.filter(|due| from > *due);
    Expected { at, from, until, late: due.map(|due| delay::reason(trip, learned, k, at, due)) }
}

/// Where most of the sorted instants are: the mean of those in the shortest interval that holds [`MOST`] of them (the shorth,
/// Andrews and others, "Robust estimates of location", 1972). The median lies later where a few come very late.
fn most_likely(sorted: &[i64]) -> i64 {
    let lengths = sorted.windows(MOST).map(|most| most[MOST - 1] - most[0]);
    let shortest = lengths.enumerate().min_by_key(|(_, length)| *length).map_or(0, |(k, _)| k);
    let most = &sorted[shortest..(shortest + MOST).min(sorted.len())];
    let first = sorted[shortest];
    first + most.iter().map(|at| at - first).sum::<i64>() / most.len() as i64
}

/// What is known of a trip, looked up once.
struct Known<'a> {
    trip: &'a Trip,
    /// For each stage: the way and the stop, without the hour's part.
    stages: Vec<(Fit, Fit)>,
    /// The hour's part of ways, pickups, drop-offs.
    hours: [[f64; 48]; 3],
    /// What takes far longer: ways, pickups, drop-offs.
    tails: [Tail; 3],
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
        let tails = models.map(Model::tail);
        let mut known = Self { trip, stages, hours, tails, recent: learned.recent, rest: None };
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
        let way = Duration { fit: Fit { mean: modelled.ln() + way.mean, spread }, tail: self.tails[0] };
        departs + ((elapsed + way.left(elapsed, share) + END_S) * 1_000.0) as i64
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
        let stop = Duration { fit: Fit { mean: stop.mean + hour, ..stop }, tail: self.tails[table] };
        begins + ((elapsed + stop.left(elapsed, share)) * 1_000.0) as i64
    }
}
