//! What a fleet's own days have taught.

use waybill_domain::{MemberId, route::Task};

use super::{
    estimate::END_S,
    model::{Fit, Key, Model},
    modelled::Modelled,
    recent::Recent,
    trip::{Hours, Place},
};

/// Ways that the map says are shorter are not learned from, in seconds: what they take is mostly parking.
const SHORTEST_LEG_S: f64 = 60.0;
/// Stops that took less were noted afterwards, in seconds.
const SHORTEST_VISIT_S: f64 = 10.0;
/// What took longer was something else, in seconds.
const LONGEST_S: f64 = 7_200.0;

/// A way that was driven.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Who.
    pub driver: MemberId,
    /// Where to.
    pub to: Place,
    /// When it began and ended, in milliseconds since 1970.
    pub from_ms: i64,
    /// When it ended.
    pub until_ms: i64,
    /// What the map says.
    pub modelled: Modelled,
}

/// A stop that was made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visit {
    /// Where.
    pub place: Place,
    /// What was done.
    pub task: Task,
    /// When it began, in milliseconds since 1970. Waiting for a window is not part of it.
    pub from_ms: i64,
    /// When it ended.
    pub until_ms: i64,
}

/// What a fleet's own days have taught.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Seconds at a pickup stop.
    pub pickup: Model,
    /// Seconds at a drop-off stop.
    pub dropoff: Model,
    /// Seconds under way over what the map says, and what single streets are like beside the others.
    pub speed: Model,
    /// The roads just now.
    pub recent: Recent,
}

/// Nothing yet: stops take about four minutes (Allen and others, "Understanding the impact of e-commerce on last-mile
/// light goods vehicle activity in urban areas", 2018, found 4.1 in London), give or take a factor of 1.7; ways take what
/// the map says, give or take a quarter.
impl Default for Learned {
    fn default() -> Self {
        let stop = Model::guess(240_f64.ln(), 0.55);
        Self {
            pickup: stop.clone(),
            dropoff: stop,
            speed: Model::guess(0.0, 0.25),
            recent: Recent::default(),
        }
    }
}

impl Learned {
    /// The model of the stops of this kind.
    pub fn stop(&self, task: Task) -> &Model {
        match task {
            Task::Pickup => &self.pickup,
            Task::Dropoff => &self.dropoff,
        }
    }

    /// What is expected of a stop: the logarithm of its seconds.
    pub fn visit(&self, task: Task, place: Place, hour: u8) -> Fit {
        self.stop(task).fit(&[Key::Hour(hour), place.door()])
    }

    /// How long a stop takes: the median, in seconds.
    pub fn visit_s(&self, task: Task, place: Place, hour: u8) -> f64 {
        self.visit(task, place, hour).mean.exp()
    }

    /// What is expected of a way: the logarithm of its time over the map's, without what is special just now.
    pub fn leg(&self, driver: MemberId, to: Place, hour: u8) -> Fit {
        self.speed.fit(&[Key::Hour(hour), Key::Driver(driver), to.area()])
    }

    /// Takes in a way; the parts of the speed model that changed.
    pub fn drove(&mut self, leg: &Leg, hours: Hours) -> Vec<Key> {
        let seconds = (leg.until_ms - leg.from_ms) as f64 / 1_000.0;
        let modelled_s = self.seconds(&leg.modelled);
        if modelled_s < SHORTEST_LEG_S || !(1.0..LONGEST_S).contains(&seconds) {
            return Vec::new();
        }
        let keys = [Key::Hour(hours.of(leg.from_ms)), Key::Driver(leg.driver), leg.to.area()];
        let ratio = ((seconds - END_S).max(1.0) / modelled_s).ln();
        let usual = self.speed.fit(&keys);
        let (now, _) = self.recent.at(leg.until_ms);
        self.recent.learn(leg.until_ms, ratio - usual.mean, usual.spread);
        // What is special today is not learned as what is usual.
        self.speed.learn(&keys, ratio - now)
    }

    /// Forgets what was learned of ways: it was measured against another map.
    pub fn forget_ways(&mut self) {
        let nothing = Self::default();
        (self.speed, self.recent) = (nothing.speed, nothing.recent);
    }

    /// Takes in a stop; the parts of its model that changed.
    pub fn visited(&mut self, visit: &Visit, hours: Hours) -> Vec<Key> {
        let seconds = (visit.until_ms - visit.from_ms) as f64 / 1_000.0;
        if !(SHORTEST_VISIT_S..LONGEST_S).contains(&seconds) {
            return Vec::new();
        }
        let keys = [Key::Hour(hours.of(visit.from_ms)), visit.place.door()];
        let model = match visit.task {
            Task::Pickup => &mut self.pickup,
            Task::Dropoff => &mut self.dropoff,
        };
        model.learn(&keys, seconds.ln())
    }
}
