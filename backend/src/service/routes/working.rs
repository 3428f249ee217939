//! How and when a driver works: the one place that route planning and times of arrival ask.

use jiff::{ToSpan as _, tz::TimeZone};
use sqlx::SqliteConnection;
use waybill_domain::{
    Delivery, MemberId, OrganizationId, Point, Timestamp,
    calendar::{Shift, Stretch},
    calls::driver::Shift as Told,
    dispatch::{self, Need, plain},
    operations::Operations,
    time::Window,
};
use waybill_routing::travel::TravelMode;

use crate::{
    App,
    store::{
        Result,
        dispatch::{profiles, shifts},
        organizations,
    },
};

/// Where less of the day is left, the plan goes on into the next, in hours.
const LEFT_H: i64 = 6;

/// How and when a driver works.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// By which roads the driver goes.
    pub mode: TravelMode,
    /// What is known of driver and vehicle: room, skills, customers to whom the driver does not go.
    pub known: dispatch::Profile,
    /// From when to when; of a day with several shifts, from the begin of the first to the end of the last.
    pub shift: (Timestamp, Timestamp),
    /// Rests, and the time between two shifts of a day.
    pub breaks: Vec<Window>,
    /// Those of the breaks that are the time between two shifts.
    pub gaps: Vec<Window>,
    /// Where the shift begins, where that is known; a live position goes before.
    pub start: Option<Point>,
    /// Where it ends; `None`: at the last stop.
    pub end: Option<Point>,
}

/// How `driver` works around `now`: in the shift that is on, or in the next one within a day, and in those that follow it on
/// its day with the same vehicle, as the roster says, but not in one that the driver went home from. Where there is no roster, from now to the end of the fleet's day; where
/// nothing is known, with a van without limits.
///
/// # Errors
/// Where the database fails.
pub async fn working(
    app: &App,
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: MemberId,
    now: Timestamp,
) -> Result<Working> {
    let known = profiles::get(conn, organization, driver).await?;
    let operations = app.operated.of(conn, organization).await?;
    let day = Stretch { from: now, until: now.plus_minutes(24 * 60) };
    let told = shifts::get(conn, (organization, driver)).await?;
    let at_work = |shift: &Shift| !went_home(told, shift, now);
    let planned =
        operations.shifts(driver, day).map(|shifts| of_one_day(shifts.into_iter().filter(at_work).collect()));
    let shifts = planned.as_deref().unwrap_or_default();
    let (known, mode) = operations.equipped(known, shifts.first());
    let depot = |shift: Option<&Shift>| Some(operations.depots().get(&shift?.depot?)?.point);
    let (start, end) = (depot(shifts.first()), depot(shifts.last()));
    let shift = match (&planned, shifts) {
        (None, _) => (now, end_of_day(conn, organization, now).await?),
        (_, [first, .., last]) => (first.window.from, last.window.until),
        (_, [only]) => (only.window.from, only.window.until),
        // Off for a day: no time for anything.
        (_, []) => (now, now),
    };
    let gaps = gaps(shifts);
    let rests = shifts.iter().flat_map(|shift| shift.breaks.iter().copied()).map(Window::from);
    let breaks = rests.chain(gaps.iter().copied()).collect();
    Ok(Working { mode, known, shift, breaks, gaps, start, end })
}

/// Whether the driver has said in this shift, which is on, that work is over.
fn went_home(told: Option<(Told, Timestamp)>, shift: &Shift, now: Timestamp) -> bool {
    let is_on = shift.window.from <= now && now < shift.window.until;
    is_on && told.is_some_and(|(told, since)| told == Told::Off && since >= shift.window.from)
}

/// The first of `shifts`, and those after it that begin on the same day and are driven with the same vehicle.
fn of_one_day(shifts: Vec<Shift>) -> Vec<Shift> {
    let first = shifts.first().map(|shift| (shift.day, shift.vehicle));
    shifts.into_iter().take_while(|shift| Some((shift.day, shift.vehicle)) == first).collect()
}

/// The time between `shifts`.
fn gaps(shifts: &[Shift]) -> Vec<Window> {
    let between = shifts.windows(2).map(|pair| (pair[0].window.until, pair[1].window.from));
    between.filter(|(from, until)| from < until).map(|(from, until)| Window::new(from, until)).collect()
}

impl Working {
    /// Whether this driver may not carry the delivery: with another vehicle only, in a zone where the driver does not work, or
    /// one of the two does not want the other.
    pub(super) fn is_barred(&self, driver: MemberId, need: &Need) -> bool {
        let mut unwanted = self.known.blocked_customers.iter().chain(&self.known.unwanted_by);
        !need.vehicles.contains(self.known.vehicle)
            || need.closed_to(driver, &self.known.zones).is_some()
            || unwanted.any(|name| need.customers.contains(&plain(name)))
    }
}

/// What `delivery` asks of whoever carries it: vehicles, skills, room, and to work in the zones of its stops.
pub(super) fn need_of(operations: &Operations, delivery: &Delivery) -> Need {
    Need::by(delivery).in_zones(operations.teams([delivery.pickup.point, delivery.dropoff.point]))
}

/// The end of the fleet's day, or of the next one where this one is nearly over.
async fn end_of_day(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Timestamp> {
    let info = organizations::get(conn, organization).await?;
    let zone = info.and_then(|info| TimeZone::get(&info.time_zone).ok()).unwrap_or(TimeZone::UTC);
    let instant = jiff::Timestamp::from_millisecond(now.as_millis()).unwrap_or_default();
    let local = instant.to_zoned(zone);
    let midnight = |days: i64| {
        let day = local.date().checked_add(days.days()).ok()?;
        day.to_zoned(local.time_zone().clone()).ok().map(|at| at.timestamp().as_millisecond())
    };
    let ends = [1, 2].into_iter().filter_map(midnight).map(Timestamp::from_millis);
    let end = ends.into_iter().find(|end| end.since(now) >= LEFT_H * 3_600_000);
    Ok(end.unwrap_or(now.plus_minutes(24 * 60)))
}
