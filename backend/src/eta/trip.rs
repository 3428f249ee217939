//! From a driver's deliveries to what lies before the driver.

use waybill_domain::{
    Delivery, DeliveryId, MemberId, OrganizationId, Point, State, Timestamp,
    route::{self, RouteStop, Task},
    time::Window,
};
use waybill_routing::eta::{Hours, Place, Stage, Trip};

use crate::App;

/// A position that is older says little, in minutes.
const FRESH_MIN: i64 = 15;
/// A driver of whom nothing was seen for longer is not at work, in minutes.
const TRAIL_MIN: i64 = 120;
/// What opens later than in so many hours is another day's work.
const AHEAD_H: i64 = 12;
/// How far ahead a route is looked at, in stops.
pub(super) const STOPS_MAX: usize = 60;

/// What lies before a driver, and of which deliveries it is.
pub(super) struct Ahead {
    /// Where the first way begins.
    pub(super) start: Point,
    pub(super) stops: Vec<(DeliveryId, Task)>,
    pub(super) trip: Trip,
}

/// Where a driver last finished something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trail {
    /// When.
    pub at: Timestamp,
    /// Where.
    pub point: Point,
}

/// What lies before `driver`; `None` where that cannot be known: nothing is to be done, or nobody knows where the driver
/// is. The ways are filled in later.
pub(super) fn ahead(
    app: &App,
    (organization, driver): (OrganizationId, MemberId),
    deliveries: &[Delivery],
    trail: Option<Trail>,
    breaks: &[Window],
    hours: Hours,
) -> Option<Ahead> {
    let now = app.clock.now();
    let far = now.plus_minutes(AHEAD_H * 60);
    let theirs = deliveries.iter().filter(|delivery| delivery.state != State::Offered);
    let later = |stop: &RouteStop<'_>| stop.stop().window.from.is_some_and(|from| from > far);
    let stops: Vec<RouteStop<'_>> =
        route::stops(theirs).into_iter().take_while(|stop| !later(stop)).take(STOPS_MAX).collect();
    let first = stops.first()?;
    let seen = app.positions.of(organization, driver).map(|position| position.fix);
    let seen = seen.map(|fix| Trail { at: fix.at.min(now), point: fix.point });
    let start = if first.is_reached() {
        Trail { at: now, point: first.point() }
    } else {
        let within = |trail: &Trail, minutes| now.since(trail.at) <= minutes * 60_000;
        let seen = seen.filter(|fix| within(fix, FRESH_MIN) && trail.is_none_or(|trail| fix.at >= trail.at));
        set_off(seen.or(trail.filter(|trail| within(trail, TRAIL_MIN)))?, seen.is_some(), first.delivery)
    };
    let stages = stops.iter().map(stage).collect();
    let breaks =
        breaks.iter().filter_map(|rest| Some((rest.from?.as_millis(), rest.until?.as_millis()))).collect();
    let trip = Trip { now: now.as_millis(), driver, since: start.at.as_millis(), stages, breaks, hours };
    Some(Ahead { start: start.point, stops: stops.iter().map(RouteStop::id).collect(), trip })
}

/// Who rested before the way to the next stop began did not drive meanwhile.
fn set_off(start: Trail, is_fix: bool, next: &Delivery) -> Trail {
    let began = next.times.out_for_delivery.filter(|_| !is_fix);
    Trail { at: start.at.max(began.unwrap_or(start.at)), ..start }
}

fn stage(stop: &RouteStop<'_>) -> Stage {
    let times = &stop.delivery.times;
    let reached = match stop.task {
        Task::Pickup => times.arrived_at_pickup,
        Task::Dropoff => times.arrived,
    };
    let window = stop.stop().window;
    Stage {
        place: Place(stop.point()),
        task: stop.task,
        leg_s: 0.0,
        reached: reached.filter(|_| stop.is_reached()).map(Timestamp::as_millis),
        opens: window.from.map(Timestamp::as_millis),
        due: window.until.map(Timestamp::as_millis),
    }
}
