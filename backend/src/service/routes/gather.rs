//! What a plan is made from, read in one snapshot.

use std::sync::Arc;

use waybill_domain::{
    Delivery, MemberId, OrganizationId, Point, State, Timestamp, operations::Operations, route,
};
use waybill_routing::{
    eta::{Hours, Learned},
    travel::TravelMode,
};

use super::{
    wish::Wish,
    working::{Working, working},
};
use crate::{
    App,
    api::ApiResult,
    eta::{self, Trail},
    store::learned,
};

/// A position that is older says nothing about where a route begins, in minutes.
const FRESH_MIN: i64 = 30;
/// The same of a stop that was finished.
const TRAIL_MIN: i64 = 12 * 60;

/// How the roads are later than this matters little, since the day is planned again before, in hours.
const AHEAD_H: i64 = 8;
/// An hour, in milliseconds.
const HOUR_MS: i64 = 3_600_000;

/// What a plan is made from.
pub(super) struct Gathered {
    pub(super) now: Timestamp,
    pub(super) drivers: Vec<Driver>,
    pub(super) deliveries: Vec<Delivery>,
    pub(super) learned: Arc<Learned>,
    pub(super) hours: Hours,
    /// When stops are served.
    pub(super) operations: Arc<Operations>,
}

/// One driver.
pub(super) struct Driver {
    pub(super) id: MemberId,
    pub(super) working: Working,
    /// Where the route begins, as far as anybody knows.
    pub(super) start: Option<Point>,
}

/// Reads it.
///
/// # Errors
/// 422 where what is asked for cannot be; where the database fails.
pub(super) async fn gather(app: &App, organization: OrganizationId, wish: &Wish) -> ApiResult<Gathered> {
    let now = app.clock.now();
    let learned = eta::learned_of(app, organization).await?;
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let field = wish.read(conn, organization).await?;
    let hours = eta::hours_of(conn, organization, now).await?;
    let trails = learned::trails(conn, organization).await?;
    let mut drivers = Vec::with_capacity(field.drivers.len());
    for id in field.drivers {
        let working = working(app, conn, organization, id, now).await?;
        let seen = app.positions.of(organization, id).map(|position| position.fix);
        let seen = seen.filter(|fix| now.since(fix.at) <= FRESH_MIN * 60_000);
        let seen = seen.map(|fix| Trail { at: fix.at, point: fix.point });
        let trail = trails.get(&id).copied().filter(|trail| now.since(trail.at) <= TRAIL_MIN * 60_000);
        let here = field.deliveries.iter().filter(|delivery| delivery.driver == Some(id));
        let here = route::stops(here).first().filter(|stop| stop.is_reached()).map(|stop| stop.point());
        let last = seen.into_iter().chain(trail).max_by_key(|trail| trail.at).map(|trail| trail.point);
        let start = here.or(last).or(working.start);
        drivers.push(Driver { id, working, start });
    }
    let operations = app.operated.of(conn, organization).await?;
    drop(snapshot);
    Ok(Gathered { now, drivers, deliveries: field.deliveries, learned, hours, operations })
}

impl Gathered {
    /// What one driver has.
    pub(super) fn of(&self, driver: MemberId) -> impl Iterator<Item = &Delivery> {
        self.deliveries.iter().filter(move |delivery| delivery.driver == Some(driver))
    }

    /// How its drivers get about, each once; a car where there are none.
    pub(super) fn modes(&self) -> Vec<TravelMode> {
        let has = |mode: &TravelMode| self.drivers.iter().any(|driver| driver.working.mode == *mode);
        let modes: Vec<TravelMode> = TravelMode::ALL.into_iter().filter(has).collect();
        if modes.is_empty() { vec![TravelMode::Car] } else { modes }
    }

    /// Where a route begins of which nobody knows where the driver is: where most is waiting to be collected.
    pub(super) fn usual_start(&self) -> Option<Point> {
        let waiting = self.deliveries.iter().filter(|delivery| !delivery.state.is_in_custody());
        let points: Vec<Point> = waiting.map(|delivery| delivery.pickup.point).collect();
        let same = |point: &Point| points.iter().filter(|other| *other == point).count();
        points.iter().copied().max_by_key(same)
    }

    /// By how much ways take longer than the map says, on average over the hours that the plan is for: the planner knows one
    /// table for the whole day.
    pub(super) fn factor(&self) -> f64 {
        let now = self.now.as_millis();
        let ends = self.drivers.iter().map(|driver| driver.working.shift.1.since(self.now));
        let hours = ends.max().unwrap_or_default().div_euclid(HOUR_MS).clamp(0, AHEAD_H);
        let at = |hour: i64| {
            let then = now + hour * HOUR_MS;
            let usual = self.learned.speed.fit(&[waybill_routing::eta::Key::Hour(self.hours.of(then))]).mean;
            (usual + self.learned.recent.at(then).0).exp()
        };
        let sum: f64 = (0..=hours).map(at).sum();
        (sum / (hours + 1) as f64).clamp(0.3, 5.0)
    }
}

/// Whether a delivery stays with its driver whatever the plan would like.
pub(super) fn stays(delivery: &Delivery, wish: &Wish) -> bool {
    match delivery.state {
        State::Unassigned | State::Offered | State::Completed | State::Cancelled => false,
        State::Assigned => wish.pinned.contains(&delivery.id),
        State::Accepted => !wish.move_accepted || wish.pinned.contains(&delivery.id),
        State::ArrivedAtPickup | State::PickedUp | State::OutForDelivery | State::Arrived => true,
    }
}
