//! From the log to what it teaches: ways and stops with their begin and end.

use std::collections::BTreeMap;

use waybill_domain::{Delivery, Event, EventBody, MemberId, Point, Timestamp, route::Task};
use waybill_routing::eta::{Place, Visit};

use super::trip::{Trail, told};

/// After a pause of so many minutes nobody knows where the driver came from.
const PAUSE_MIN: i64 = 120;

/// A way that was driven; the map has yet to be asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drive {
    pub(super) driver: MemberId,
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) began: Timestamp,
    pub(super) ended: Timestamp,
}

/// Something to learn from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lesson {
    Drive(Drive),
    Visit(Visit),
}

/// Where drivers last finished something, followed event by event.
#[derive(Debug, Default)]
pub(super) struct Trails(pub(super) BTreeMap<MemberId, Trail>);

/// Whose work an event is.
pub(super) fn driver_of(event: &Event) -> Option<MemberId> {
    event.driver_after.or(event.driver_before)
}

impl Trails {
    /// What an event about `delivery` teaches. Times are those of the phones: what comes late teaches as well.
    pub(super) fn follow(&mut self, event: &Event, delivery: &Delivery) -> Option<Lesson> {
        let driver = driver_of(event)?;
        let (times, at) = (&delivery.times, event.at);
        match event.body {
            EventBody::ArrivedAtPickup => {
                self.drive(driver, delivery.pickup.point, told(delivery, Task::Pickup), at)
            }
            EventBody::Arrived => {
                self.drive(driver, delivery.dropoff.point, told(delivery, Task::Dropoff), at)
            }
            EventBody::PickedUp => {
                let opens = delivery.pickup.window.from;
                self.visit(driver, delivery.pickup.point, Task::Pickup, times.arrived_at_pickup, opens, at)
            }
            EventBody::Completed { .. } => {
                let opens = delivery.dropoff.window.from;
                self.visit(driver, delivery.dropoff.point, Task::Dropoff, times.arrived, opens, at)
            }
            _ => None,
        }
    }

    /// The way to `to`, which was not begun before `told`.
    fn drive(
        &mut self,
        driver: MemberId,
        to: Point,
        told: Option<Timestamp>,
        ended: Timestamp,
    ) -> Option<Lesson> {
        let trail = *self.0.get(&driver)?;
        let began = told.map_or(trail.at, |told| told.max(trail.at));
        let near_in_time = ended.since(trail.at) <= PAUSE_MIN * 60_000 && began < ended;
        near_in_time.then_some(Lesson::Drive(Drive { driver, from: trail.point, to, began, ended }))
    }

    fn visit(
        &mut self,
        driver: MemberId,
        point: Point,
        task: Task,
        arrived: Option<Timestamp>,
        opens: Option<Timestamp>,
        ended: Timestamp,
    ) -> Option<Lesson> {
        let trail = self.0.entry(driver).or_insert(Trail { at: ended, point });
        if trail.at <= ended {
            *trail = Trail { at: ended, point };
        }
        let arrived = arrived?;
        // Waiting for the window is no part of the work.
        let began = opens.map_or(arrived, |opens| opens.max(arrived));
        let (from_ms, until_ms) = (began.as_millis(), ended.as_millis());
        (from_ms < until_ms).then_some(Lesson::Visit(Visit { place: Place(point), task, from_ms, until_ms }))
    }
}
