//! When the stops of deliveries are served.

use super::Operations;
use crate::{
    calendar::{Schedule, Stretch},
    delivery::Delivery,
    dispatch::Refusal,
    fleet::Depot,
    geo::Point,
    id::DepotId,
    time::{Timestamp, Window},
};

impl Operations {
    /// When goods are given out at `point`: by the hours and the clock of the depot that it is at, if that has hours; or else
    /// as stops there are served.
    pub fn pickup_schedule(&self, point: Point) -> Schedule<'_> {
        let at_depot = self.depot_at(point).and_then(|(id, depot)| {
            let local = self.depot_clocks.get(&id).unwrap_or(&self.local);
            Some(Schedule { hours: depot.hours.as_ref()?, holidays: &self.calendar.holidays, local })
        });
        at_depot.unwrap_or_else(|| self.schedule_at(point))
    }

    /// The nearest of the depots in whose radius `point` is.
    fn depot_at(&self, point: Point) -> Option<(DepotId, &Depot)> {
        let far = |depot: &Depot| depot.point.distance_m(point);
        let here = self.depots.iter().filter(|(_, depot)| far(depot) <= depot.radius_m);
        here.min_by(|a, b| far(a.1).total_cmp(&far(b.1))).map(|(id, depot)| (*id, depot))
    }

    /// The name of the closed zone that `point` is in, if it is in one.
    fn closed_zone(&self, point: Point) -> Option<&str> {
        let found = self.zones.of(point).filter(|found| !found.zone.open)?;
        Some(&found.zone.name)
    }

    /// The parts of a pickup's window in which it can be made from `now` on.
    pub fn collectable(&self, point: Point, window: Window, now: Timestamp) -> Vec<Stretch> {
        match self.closed_zone(point) {
            Some(_) => Vec::new(),
            None => self.pickup_schedule(point).serviceable(window, now),
        }
    }

    /// The parts of a drop-off's window in which it can be served from `now` on, of an order that came at `ordered`.
    pub fn serviceable(
        &self,
        point: Point,
        window: Window,
        ordered: Timestamp,
        now: Timestamp,
    ) -> Vec<Stretch> {
        match self.promise(point, ordered) {
            Some(promise) => self.schedule_at(point).serviceable(window, promise.window.from.max(now)),
            None => Vec::new(),
        }
    }

    /// What stands, at `now`, against sending anybody for `delivery`, which may be begun `ahead_ms` early: a closed zone, or
    /// hours by which its work begins later. A window that has not begun stands against nothing: who is asked early knows it.
    pub fn closed(&self, delivery: &Delivery, ahead_ms: i64, now: Timestamp) -> Option<Refusal> {
        let (pickup, dropoff) = (&delivery.pickup, &delivery.dropoff);
        let zone = [pickup, dropoff].into_iter().find_map(|stop| self.closed_zone(stop.point));
        if let Some(zone) = zone {
            return Some(Refusal::ZoneClosed { zone: zone.to_owned() });
        }
        let begins = pickup.window.from.map_or(now, |from| from.max(now));
        let Some(opens) = self.could_begin(delivery, begins) else {
            return Some(Refusal::Closed { opens: None });
        };
        (opens > begins && opens.plus_millis(-ahead_ms) > now)
            .then_some(Refusal::Closed { opens: Some(opens) })
    }

    /// From when on, at `begins` or later, `delivery` can be begun by the hours of its stops; `None`: never. What was taken
    /// for a time that is over by then is not put off until it is too late.
    pub fn could_begin(&self, delivery: &Delivery, begins: Timestamp) -> Option<Timestamp> {
        let (pickup, dropoff) = (&delivery.pickup, &delivery.dropoff);
        let ordered = delivery.times.created.unwrap_or(begins);
        let promised = self.promise(dropoff.point, ordered)?.window.from;
        let collected = self.pickup_schedule(pickup.point).next_open(begins)?;
        let served = self.schedule_at(dropoff.point).next_open(promised.max(begins))?;
        let opens = collected.max(served);
        let last = [pickup.window.until, dropoff.window.until].into_iter().flatten().min();
        Some(match last {
            Some(last) if begins <= last && last < opens => {
                if collected <= last {
                    collected
                } else {
                    begins
                }
            }
            _ => opens,
        })
    }
}
