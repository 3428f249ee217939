//! From a driver's deliveries to what lies before the driver.

use waybill_domain::{
    Delivery, DeliveryId, MemberId, OrganizationId, Point, State, Timestamp,
    route::{self, RouteStop, Task},
    time::Window,
};
use waybill_routing::eta::{Hours, Learned, Modelled, Place, Stage, Trip, UnderWay};

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
    /// Where the first way begins, or what is left of it.
    pub(super) start: Point,
    /// Where and when the driver set off on the first way, if it is being driven and that is known.
    pub(super) set_off: Option<Trail>,
    pub(super) stops: Vec<(DeliveryId, Task)>,
    pub(super) trip: Trip,
}

impl Ahead {
    /// The ways that the map is asked for: one to each stop, and the whole of the first if it is being driven.
    pub(super) fn ways(&self) -> Vec<(Point, Point)> {
        let places: Vec<Point> = self.trip.stages.iter().map(|stage| stage.place.0).collect();
        let begins = std::iter::once(self.start).chain(places.iter().copied());
        let whole = self.set_off.zip(places.first()).map(|(from, to)| (from.point, *to));
        begins.zip(places.iter().copied()).chain(whole).collect()
    }

    /// Fills the answer to [`Ahead::ways`] in, with what is known of their streets. Nothing is known of what comes after a
    /// place to which no way leads.
    pub(super) fn fill_in(&mut self, ways: &[Option<Modelled>], learned: &Learned) {
        let trip = &mut self.trip;
        let whole = ways.get(trip.stages.len()).and_then(Option::as_ref);
        trip.stages.truncate(ways.iter().take_while(|way| way.is_some()).count());
        for (stage, way) in trip.stages.iter_mut().zip(ways) {
            stage.leg_s = way.as_ref().map_or(0.0, |way| learned.seconds(way));
        }
        trip.under_way =
            self.set_off.zip(whole).zip(trip.stages.first()).map(|((from, whole), rest)| UnderWay {
                elapsed_s: (trip.since - from.at.as_millis()) as f64 / 1_000.0,
                covered_s: learned.seconds(whole) - rest.leg_s,
                familiar: learned.familiar(whole),
            });
    }
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
/// is. The ways, and what lies behind of the first, are filled in later.
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
    let within = |trail: &Trail, minutes| now.since(trail.at) <= minutes * 60_000;
    let trail = trail.filter(|trail| within(trail, TRAIL_MIN));
    let breaks: Vec<(i64, i64)> =
        breaks.iter().filter_map(|rest| Some((rest.from?.as_millis(), rest.until?.as_millis()))).collect();
    let (mut start, mut set_off) = (Trail { at: now, point: first.point() }, None);
    if !first.is_reached() {
        let began = trail.map(|trail| set_off_at(trail, first));
        let seen = seen.filter(|fix| within(fix, FRESH_MIN) && trail.is_none_or(|trail| fix.at >= trail.at));
        start = seen.or(began)?;
        let rested = |began: &Trail| {
            breaks.iter().any(|(from, until)| *from < start.at.as_millis() && *until > began.at.as_millis())
        };
        set_off = began.filter(|began| seen.is_some() && began.at < start.at && !rested(began));
    }
    let stages = stops.iter().map(stage).collect();
    let since = start.at.as_millis();
    let trip = Trip { now: now.as_millis(), driver, since, under_way: None, stages, breaks, hours };
    Some(Ahead { start: start.point, set_off, stops: stops.iter().map(RouteStop::id).collect(), trip })
}

/// When the way from `trail` to `next` began: who rested before did not drive meanwhile.
fn set_off_at(trail: Trail, next: &RouteStop<'_>) -> Trail {
    Trail { at: told(next.delivery, next.task).map_or(trail.at, |told| told.max(trail.at)), ..trail }
}

/// Not before this did the driver go to this stop.
pub(super) fn told(delivery: &Delivery, task: Task) -> Option<Timestamp> {
    let times = &delivery.times;
    match task {
        Task::Pickup => times.accepted.or(times.assigned),
        Task::Dropoff => times.out_for_delivery,
    }
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
