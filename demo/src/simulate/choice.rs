//! What a driver turns to next.

use waybill_domain::{Delivery, DeliveryId, Point, State};

/// Nearer than this, in metres, is there.
pub(super) const THERE: f64 = 30.0;

/// What is to be done about one delivery.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Task {
    /// Drive to this place.
    DriveTo(Point),
    /// Say that one is at the merchant.
    ArriveAtPickup(DeliveryId),
    /// Take the goods.
    PickUp(DeliveryId),
    /// Set off to the recipient.
    SetOff(DeliveryId),
    /// Say that one is at the door.
    Arrive(DeliveryId),
    /// Hand over.
    HandOver(DeliveryId),
}

/// The next task at `here`: what is under way first, then what can be taken along here, then in the order of the route.
pub(super) fn next(here: Point, open: &[&Delivery]) -> Option<Task> {
    let first = |wanted: &dyn Fn(&Delivery) -> bool| {
        open.iter()
            .filter(|delivery| wanted(delivery))
            .min_by(|a, b| a.rank.total_cmp(&b.rank).then(a.id.cmp(&b.id)))
            .copied()
    };
    let at_pickup = |delivery: &Delivery| delivery.pickup.point.distance_m(here) < THERE;
    let delivery = first(&|d| matches!(d.state, State::OutForDelivery | State::Arrived))
        .or_else(|| first(&|d| d.state == State::ArrivedAtPickup))
        .or_else(|| first(&|d| d.state == State::Accepted && at_pickup(d)))
        .or_else(|| first(&|d| matches!(d.state, State::Accepted | State::PickedUp)))?;
    let or_drive = |to: Point, task: Task| if to.distance_m(here) < THERE { task } else { Task::DriveTo(to) };
    Some(match delivery.state {
        State::Accepted => or_drive(delivery.pickup.point, Task::ArriveAtPickup(delivery.id)),
        State::ArrivedAtPickup => Task::PickUp(delivery.id),
        State::PickedUp => Task::SetOff(delivery.id),
        State::OutForDelivery => or_drive(delivery.dropoff.point, Task::Arrive(delivery.id)),
        _ => Task::HandOver(delivery.id),
    })
}

/// Where a driver with these deliveries most likely is.
pub(super) fn likely_place(own: &[&Delivery], depot: Point) -> Point {
    let one = |state: State| own.iter().find(|delivery| delivery.state == state);
    if let Some(delivery) = one(State::Arrived) {
        return delivery.dropoff.point;
    }
    if let Some(delivery) = one(State::ArrivedAtPickup) {
        return delivery.pickup.point;
    }
    let last = own
        .iter()
        .filter(|delivery| delivery.state == State::Completed)
        .max_by_key(|delivery| (delivery.times.completed, delivery.id))
        .map(|delivery| delivery.dropoff.point);
    last.or_else(|| one(State::OutForDelivery).map(|delivery| delivery.pickup.point)).unwrap_or(depot)
}
