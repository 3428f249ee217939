//! When the stops of a plan can be made, and how long they take.

use std::collections::HashMap;

use waybill_domain::{Delivery, MemberId, State, Timestamp, calendar::Stretch, route::Task};
use waybill_routing::{
    eta::Place,
    solve::{Stop, Window},
};

use super::{
    draft::{Maker, seconds},
    gather::Gathered,
};

/// Which kind of stop, where, and whose.
pub(super) type Visit = (Task, usize, Option<MemberId>);

/// Work may end so long after the last shift rather than not at all, in seconds.
const OVERTIME_S: i64 = 86_400;
/// A stop takes at least this long once somebody is there, in seconds.
const SHORTEST_S: f64 = 60.0;

impl Maker<'_> {
    /// One stop of a delivery.
    pub(super) fn stop(&self, delivery: &Delivery, task: Task) -> Stop {
        let (stop, since, reached) = match task {
            Task::Pickup => {
                (&delivery.pickup, delivery.times.arrived_at_pickup, delivery.state == State::ArrivedAtPickup)
            }
            Task::Dropoff => (&delivery.dropoff, delivery.times.arrived, delivery.state == State::Arrived),
        };
        let (now, last) = (seconds(self.found.now), self.horizon);
        // Whoever is at the door already finds out whether it is open.
        let open = self.open(delivery, task).filter(|_| !reached);
        let window = stop.window;
        let (from, until) =
            open.map_or((window.from, window.until), |open| (Some(open.from), Some(open.until)));
        let opens = from.map_or(now, seconds).clamp(now - 86_400, last);
        let closes = if reached { last } else { until.map_or(last, seconds).clamp(opens, last) };
        let hour = self.found.hours.of(self.found.now.as_millis());
        let usual = self.found.learned.visit_s(task, Place(stop.point), hour);
        let place = self.numbers.stops[&(delivery.id, task)];
        let service = match since.filter(|_| reached) {
            Some(since) => (usual - self.found.now.since(since) as f64 / 1_000.0).max(SHORTEST_S),
            // What is collected at one place is collected in one visit.
            None => usual / self.together(delivery, task),
        };
        Stop { place, window: Window { opens, closes }, service: service.round() as i64 }
    }

    /// The stretch of the stop's window in which the place is open, by its zone's hours or the organization's and, for
    /// drop-offs, after the cut-off. Of several the one of which most lies within the plan; `None`: it is closed all the time.
    pub(super) fn open(&self, delivery: &Delivery, task: Task) -> Option<Stretch> {
        let (operations, now) = (&self.found.operations, self.found.now);
        let parts = match task {
            Task::Pickup => {
                let stop = &delivery.pickup;
                operations.collectable(stop.point, stop.window, now)
            }
            Task::Dropoff => {
                let (stop, ordered) = (&delivery.dropoff, delivery.times.created.unwrap_or(now));
                operations.serviceable(stop.point, stop.window, ordered, now)
            }
        };
        let last = Timestamp::from_millis(self.horizon * 1_000);
        let within = |open: &Stretch| open.until.min(last).since(open.from).max(0);
        // The first of those that are equal: `max_by_key` takes the last.
        parts.into_iter().rev().max_by_key(within)
    }

    /// How many stops of this kind one driver makes in one visit of the place: all that the driver of this one has there; of
    /// what anybody may take about as much as everybody takes on average, since each who comes has a visit of their own.
    fn together(&self, delivery: &Delivery, task: Task) -> f64 {
        let there = self.visits.get(&self.visit(delivery, task)).copied().unwrap_or(1);
        if delivery.driver.is_some() { there as f64 } else { (there as f64).min(self.share) }
    }

    /// Where stops are made in one visit: at the same place, by the same driver or by whoever will be it.
    fn visit(&self, delivery: &Delivery, task: Task) -> Visit {
        (task, self.numbers.stops[&(delivery.id, task)], delivery.driver)
    }

    /// How many stops are made in each visit, if one driver takes all that nobody has.
    pub(super) fn visits(&self) -> HashMap<Visit, usize> {
        let mut visits = HashMap::new();
        for delivery in &self.found.deliveries {
            let pickup = (!delivery.state.is_in_custody()).then_some(Task::Pickup);
            for task in pickup.into_iter().chain([Task::Dropoff]) {
                *visits.entry(self.visit(delivery, task)).or_default() += 1;
            }
        }
        visits
    }

    /// What a driver has already is brought late rather than not at all, where it cannot be brought in time any more.
    pub(super) fn late_rather_than_never(
        &self,
        delivery: &Delivery,
        pickup: Option<&mut Stop>,
        dropoff: &mut Stop,
    ) {
        let Some(k) = self.found.drivers.iter().position(|driver| Some(driver.id) == delivery.driver) else {
            return;
        };
        let (mut place, mut time) = (self.numbers.starts[k], self.hours[k].shift.opens);
        for stop in pickup.into_iter().chain([dropoff]) {
            let begins = (time + self.table(k).matrix.seconds(place, stop.place)).max(stop.window.opens);
            if begins > stop.window.closes {
                stop.window.closes = self.horizon;
            }
            (place, time) = (stop.place, begins + stop.service);
        }
    }
}

/// When a plan ends at the latest.
pub(super) fn horizon(found: &Gathered) -> i64 {
    let ends = found.drivers.iter().map(|driver| seconds(driver.working.shift.1));
    let now = seconds(found.now);
    ends.max().unwrap_or(now).max(now) + OVERTIME_S
}

/// How many deliveries everybody who works takes on average, at least one.
pub(super) fn share(found: &Gathered) -> f64 {
    let working = found.drivers.iter().filter(|driver| driver.working.shift.1 > found.now).count();
    (found.deliveries.len() as f64 / working.max(1) as f64).max(1.0)
}
