//! An organization's plan as a whole.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use uuid::Uuid;
use waybill_domain::{
    Delivery, MemberId, Point, State, Window,
    calendar::{
        CutOff, Hours, Local, Notice, PlannedShift, Roster, ServiceCalendar, StopName, Strictness, Week,
        Weekday, WeeklyShift,
    },
    command::NewDelivery,
    dispatch::Refusal,
    fleet::Depot,
    id::{DepotId, ZoneId},
    operations::{Duty, Operations, Parts},
    zone::{Shape, Zone},
};

use crate::{
    calendar::{at, span, stretch, time},
    fixtures::{delivery_in, new_delivery},
};

const BERLIN: Point = Point { lat: 52.52, lon: 13.4 };
const NEW_YORK: Point = Point { lat: 40.75, lon: -73.98 };
const NOWHERE: Point = Point { lat: 10.0, lon: 10.0 };

fn around(center: Point) -> Shape {
    Shape::Circle { center, radius_m: 20_000.0 }
}

/// Berlin from 9 to 18 with a cut-off at 14:00; New York from 9 to 18 by its own clock; and a closed spot in Berlin.
fn operations(change: impl FnOnce(&mut Parts)) -> Operations {
    let id = |n: u128| ZoneId(Uuid::from_u128(n));
    let by_day = Hours { week: Week::each(&Weekday::ALL, &[span("09:00-18:00")]), ..Hours::default() };
    let mut manhattan = Zone::new("Manhattan", around(NEW_YORK));
    manhattan.time_zone = Some("America/New_York".into());
    let mut closed = Zone::new("Fair", Shape::Circle { center: BERLIN, radius_m: 100.0 });
    closed.open = false;
    let mut parts = Parts {
        calendar: ServiceCalendar {
            hours: Some(by_day),
            cut_offs: vec![CutOff { at: time("14:00"), weekdays: Vec::new() }],
            ..ServiceCalendar::default()
        },
        zones: BTreeMap::from([
            (id(1), Zone::new("Berlin", around(BERLIN))),
            (id(2), manhattan),
            (id(3), closed),
        ]),
        ..Parts::default()
    };
    change(&mut parts);
    let clock = |name: &str| TimeZone::get(name).ok().map(Local::new);
    Operations::new(parts, clock("Europe/Berlin").unwrap(), clock)
}

fn order(point: Point, window: Option<(&str, &str)>) -> NewDelivery {
    let mut new = new_delivery();
    new.pickup.point = Point { lat: 52.6, ..BERLIN };
    new.pickup.window = Window::default();
    new.dropoff.point = point;
    new.dropoff.window = window.map(|(from, until)| Window::new(at(from), at(until))).unwrap_or_default();
    new
}

const IN_TOWN: Point = Point { lat: 52.55, lon: 13.4 };

#[test]
fn a_stop_is_served_on_the_clock_of_its_own_zone() {
    let operations = operations(|_| {});
    let open = |point| operations.schedule_at(point).next_open(at("2026-11-23T00:00:00Z"));
    assert_eq!(open(IN_TOWN), Some(at("2026-11-23T08:00:00Z")));
    assert_eq!(open(NEW_YORK), Some(at("2026-11-23T14:00:00Z")));
    // The cut-off too: at 15:30 in Berlin it is 9:30 in New York.
    let late = at("2026-11-23T14:30:00Z");
    assert_eq!(operations.promise(IN_TOWN, late).unwrap().day.to_string(), "2026-11-24");
    assert_eq!(operations.promise(NEW_YORK, late).unwrap().day.to_string(), "2026-11-23");
    assert_eq!(operations.promise(BERLIN, late), None, "the zone is closed");
}

#[test]
fn each_thing_that_stands_against_an_order_is_named() {
    let operations = operations(|parts| parts.calendar.attempts_max = Some(2));
    let morning = at("2026-11-23T09:00:00Z");
    let afternoon = at("2026-11-23T13:30:00Z");
    let today = Some(("2026-11-23T14:00:00Z", "2026-11-23T16:00:00Z"));
    assert_eq!(operations.judge(&order(IN_TOWN, today), 1, morning), []);
    assert_eq!(operations.judge(&order(IN_TOWN, None), 2, afternoon), [], "no window, no promise to break");
    let promise = operations.promise(IN_TOWN, afternoon).unwrap();
    assert_eq!(promise.window, stretch("2026-11-24T08:00:00Z", "2026-11-24T17:00:00Z"));
    assert_eq!(operations.judge(&order(IN_TOWN, today), 1, afternoon), [Notice::AfterCutOff { promise }]);
    let by_night = Some(("2026-11-23T18:00:00Z", "2026-11-23T20:00:00Z"));
    let opens = Some(at("2026-11-24T08:00:00Z"));
    assert_eq!(
        operations.judge(&order(IN_TOWN, by_night), 1, morning),
        [Notice::Closed { stop: StopName::Dropoff, opens }]
    );
    assert_eq!(
        operations.judge(&order(NOWHERE, today), 3, morning),
        [Notice::AttemptsUsedUp { attempts_max: 2 }, Notice::OutsideZones { stop: StopName::Dropoff }]
    );
    assert_eq!(
        operations.judge(&order(BERLIN, today), 1, morning),
        [Notice::ZoneClosed { stop: StopName::Dropoff, zone: "Fair".into() }]
    );
}

#[test]
fn what_an_organization_allows_is_not_told() {
    let operations = operations(|parts| {
        parts.calendar.when_closed = Strictness::Allow;
        parts.calendar.outside_zones = Strictness::Allow;
    });
    let by_night = Some(("2026-11-23T18:00:00Z", "2026-11-23T20:00:00Z"));
    assert_eq!(operations.judge(&order(NOWHERE, by_night), 9, at("2026-11-23T09:00:00Z")), []);
}

#[test]
fn an_organization_that_has_planned_nothing_serves_always_and_everywhere() {
    let operations = Operations::new(Parts::default(), Local::utc(), |_| None);
    let now = at("2026-11-23T03:00:00Z");
    assert_eq!(operations.judge(&order(NOWHERE, None), 9, now), []);
    assert_eq!(operations.promise(NOWHERE, now).unwrap().window.from, now);
    assert_eq!(operations.duty(MemberId(Uuid::from_u128(7)), now), Duty::Unplanned);
}

#[test]
fn a_window_that_is_over_is_not_closed_for_that() {
    let operations = operations(|_| {});
    let yesterday = Some(("2026-11-22T09:00:00Z", "2026-11-22T11:00:00Z"));
    assert_eq!(operations.judge(&order(IN_TOWN, yesterday), 1, at("2026-11-23T20:00:00Z")), []);
}

#[test]
fn a_driver_with_a_roster_is_on_or_off_and_never_unplanned() {
    let driver = MemberId(Uuid::from_u128(7));
    let shift = PlannedShift::of(span("08:00-16:00"));
    let week = vec![WeeklyShift { weekday: Weekday::Monday, since: None, until: None, shift }];
    let operations = operations(|parts| {
        parts.rosters.insert(driver, Roster { week, ..Roster::default() });
    });
    let Duty::On(shift) = operations.duty(driver, at("2026-11-23T09:00:00Z")) else { panic!("on duty") };
    assert_eq!(shift.window, stretch("2026-11-23T07:00:00Z", "2026-11-23T15:00:00Z"));
    assert_eq!(operations.duty(driver, at("2026-11-24T09:00:00Z")), Duty::Off);
    let week = stretch("2026-11-23T00:00:00Z", "2026-12-07T00:00:00Z");
    assert_eq!(operations.shifts(driver, week).unwrap().len(), 2);
    assert_eq!(operations.shifts(MemberId(Uuid::from_u128(8)), week), None);
}

/// A depot at `point` on the clock of New York, open from six to ten in the morning.
fn depot(point: Point) -> (DepotId, Depot) {
    let hours = Hours { week: Week::each(&Weekday::ALL, &[span("06:00-10:00")]), ..Hours::default() };
    let depot = Depot {
        name: "East".into(),
        address: "Pier 1".into(),
        point,
        radius_m: 100.0,
        hours: Some(hours),
        time_zone: Some("America/New_York".into()),
    };
    (DepotId(Uuid::from_u128(9)), depot)
}

#[test]
fn what_is_collected_at_a_depot_is_collected_in_its_hours_on_its_clock() {
    let operations = operations(|parts| parts.depots = BTreeMap::from([depot(IN_TOWN)]));
    let morning = at("2026-11-23T09:00:00Z");
    let until = Window { from: None, until: Some(at("2026-11-23T20:00:00Z")) };
    let open = stretch("2026-11-23T11:00:00Z", "2026-11-23T15:00:00Z");
    assert_eq!(operations.collectable(IN_TOWN, until, morning), [open]);
    let beside = Point { lat: IN_TOWN.lat + 0.01, ..IN_TOWN };
    assert_eq!(operations.collectable(beside, until, morning)[0].from, morning, "that is the town's");
    assert_eq!(
        operations.serviceable(IN_TOWN, until, morning, morning)[0].from,
        morning,
        "nothing is brought there"
    );

    let mut early = order(IN_TOWN, None);
    early.pickup.point = IN_TOWN;
    early.pickup.window = Window::new(at("2026-11-23T09:00:00Z"), at("2026-11-23T10:00:00Z"));
    let opens = Some(open.from);
    assert_eq!(operations.judge(&early, 1, morning), [Notice::Closed { stop: StopName::Pickup, opens }]);
}

#[test]
fn a_shift_at_a_depot_runs_on_the_clock_of_the_depot() {
    let (id, depot) = depot(NEW_YORK);
    let driver = MemberId(Uuid::from_u128(7));
    let shift = |depot| PlannedShift { depot, ..PlannedShift::of(span("08:00-16:00")) };
    let weekly = |weekday, depot| WeeklyShift { weekday, since: None, until: None, shift: shift(depot) };
    let week = vec![weekly(Weekday::Monday, Some(id)), weekly(Weekday::Tuesday, None)];
    let operations = operations(|parts| {
        parts.depots.insert(id, depot);
        parts.rosters.insert(driver, Roster { week, ..Roster::default() });
    });
    let two_days = stretch("2026-11-23T00:00:00Z", "2026-11-25T00:00:00Z");
    let windows: Vec<_> =
        operations.shifts(driver, two_days).unwrap().into_iter().map(|shift| shift.window).collect();
    let by_its_clock = stretch("2026-11-23T13:00:00Z", "2026-11-23T21:00:00Z");
    assert_eq!(windows, [by_its_clock, stretch("2026-11-24T07:00:00Z", "2026-11-24T15:00:00Z")]);
    assert_eq!(operations.duty(driver, at("2026-11-23T08:00:00Z")), Duty::Off);
    assert!(matches!(operations.duty(driver, at("2026-11-23T20:00:00Z")), Duty::On(_)));
}

#[test]
fn work_that_hours_or_a_closed_zone_put_off_is_not_begun() {
    let operations = operations(|_| {});
    let waiting = |point: Point, from: Option<&str>, created: &str| Delivery {
        pickup: waybill_domain::stop::Stop {
            point: Point { lat: 52.6, ..BERLIN },
            window: Window { from: from.map(at), until: None },
            ..new_delivery().pickup
        },
        dropoff: waybill_domain::stop::Stop { point, window: Window::default(), ..new_delivery().dropoff },
        times: waybill_domain::delivery::Milestones { created: Some(at(created)), ..Default::default() },
        ..delivery_in(State::Unassigned)
    };
    let ahead = 30 * 60_000;
    let night = "2026-11-23T02:00:00Z";
    let opens = |text: &str| Some(Refusal::Closed { opens: Some(at(text)) });
    let at_night = waiting(IN_TOWN, None, night);
    assert_eq!(operations.closed(&at_night, ahead, at(night)), opens("2026-11-23T08:00:00Z"));
    assert_eq!(operations.closed(&at_night, ahead, at("2026-11-23T07:30:00Z")), None, "in time");
    assert_eq!(operations.closed(&at_night, ahead, at("2026-11-23T12:00:00Z")), None);
    let after_cut_off = waiting(IN_TOWN, None, "2026-11-23T13:30:00Z");
    let late = operations.closed(&after_cut_off, ahead, at("2026-11-23T13:31:00Z"));
    assert_eq!(late, opens("2026-11-24T08:00:00Z"));
    // It was taken for today all the same.
    let mut for_today = after_cut_off;
    for_today.dropoff.window.until = Some(at("2026-11-23T16:00:00Z"));
    assert_eq!(operations.closed(&for_today, ahead, at("2026-11-23T13:31:00Z")), None);
    for_today.dropoff.window.until = Some(at("2026-11-24T16:00:00Z"));
    let late = operations.closed(&for_today, ahead, at("2026-11-23T13:31:00Z"));
    assert_eq!(late, opens("2026-11-24T08:00:00Z"));
    let for_tomorrow = waiting(IN_TOWN, Some("2026-11-24T10:00:00Z"), night);
    assert_eq!(
        operations.closed(&for_tomorrow, ahead, at(night)),
        None,
        "who is asked early knows the window"
    );
    let zone = operations.closed(&waiting(BERLIN, None, night), ahead, at("2026-11-23T12:00:00Z"));
    assert_eq!(zone, Some(Refusal::ZoneClosed { zone: "Fair".into() }));
}
