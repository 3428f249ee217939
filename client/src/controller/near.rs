//! Coming to the next stop: seen here, by every fix, with or without a network.

use std::sync::{Arc, PoisonError, atomic::Ordering};

use waybill_domain::{
    DeliveryId, Fix, Point, State, calendar::StopName, geofence::Approach, rules::today::Today,
};

use super::{Controller, Running};
use crate::{
    ClientError,
    shell::Shell,
    store::{
        StoreError,
        meta::{self, Key},
    },
    view,
};

/// The open stops.
#[derive(Clone, Debug, Default)]
pub(super) struct Stops {
    /// The pulls and the acts here that they were read after.
    age: (u64, u64),
    /// Where they are.
    pub(super) all: Vec<Point>,
    /// The one to be reached next.
    next: Option<Target>,
}

/// A stop to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Target {
    delivery: DeliveryId,
    stop: StopName,
    place: Point,
}

/// The stop that the day's first open delivery leads to; `None` where the driver is there already, or has not said yes.
fn target(today: &Today) -> Option<Target> {
    let first = today.open.iter().find(|delivery| delivery.state >= State::Assigned)?;
    let (stop, place) = match first.state {
        State::Assigned | State::Accepted => (StopName::Pickup, first.pickup.point),
        State::PickedUp | State::OutForDelivery => (StopName::Dropoff, first.dropoff.point),
        State::Unassigned
        | State::Offered
        | State::ArrivedAtPickup
        | State::Arrived
        | State::Completed
        | State::Cancelled => return None,
    };
    Some(Target { delivery: first.id, stop, place })
}

impl Running {
    /// The open stops after so many pulls.
    pub(super) async fn stops(&self, pulls: u64) -> Result<Stops, StoreError> {
        let age = (pulls, self.acts.load(Ordering::Acquire));
        let known = self.stops.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(stops) = known.filter(|stops| stops.age == age) {
            return Ok(stops);
        }
        let (actor, organization) = (self.lane.actor(), self.lane.session().organization.id);
        let opened = self.lane.store.opened();
        let mine = self
            .lane
            .store
            .read(move |c| {
                Box::pin(async move { view::my_deliveries(c, &opened, actor, organization).await })
            })
            .await?;
        let today = Today::of(actor.member, mine.into_iter().map(|mine| mine.delivery));
        let places = today.open.iter().chain(&today.taking).chain(&today.leaving);
        let all = places.flat_map(|d| [d.pickup.point, d.dropoff.point]).collect();
        let stops = Stops { age, all, next: target(&today) };
        let mut known = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        if known.as_ref().is_none_or(|known| known.age <= age) {
            *known = Some(stops.clone());
        }
        Ok(stops)
    }

    /// Takes a fix in, if there is one; whether that changed how near the driver is.
    pub(super) fn come_near(&self, fix: Option<&Fix>, stops: &Stops) -> bool {
        let mut known = self.approach.lock().unwrap_or_else(PoisonError::into_inner);
        let is_next = |a: &Approach| stops.next.is_some_and(|t| (t.delivery, t.stop) == (a.delivery, a.stop));
        let before = *known;
        let mut now = before.filter(is_next);
        let mut changed = now != before;
        if let (Some(fix), Some(target)) = (fix, stops.next) {
            let approach = now.get_or_insert_with(|| Approach::to(target.delivery, target.stop));
            changed |= approach.step(fix, target.place) || before.is_none();
        }
        *known = now;
        changed
    }
}

impl<S: Shell> Controller<S> {
    /// Keeps how near the driver is, and tells the UI.
    pub(super) async fn tell_approach(&self, running: &Arc<Running>) -> Result<(), ClientError> {
        let current = Arc::clone(running);
        running
            .lane
            .store
            .tx(move |c| {
                Box::pin(async move {
                    let approach = *current.approach.lock().unwrap_or_else(PoisonError::into_inner);
                    match approach {
                        Some(approach) => meta::set(c, Key::Approach, &approach).await,
                        None => meta::clear(c, Key::Approach).await,
                    }
                })
            })
            .await?;
        Ok(self.hub.restate(&running.lane, |_| {}).await?)
    }

    /// After something was done: another stop may be the next one.
    pub(super) async fn look_ahead(&self, running: &Arc<Running>) -> Result<(), ClientError> {
        running.acts.fetch_add(1, Ordering::Release);
        let pulls = self.hub.progress().pulls;
        let stops = running.stops(pulls).await?;
        if running.come_near(None, &stops) {
            return self.tell_approach(running).await;
        }
        Ok(self.hub.restate(&running.lane, |_| {}).await?)
    }
}
