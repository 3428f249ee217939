//! When a driver works.

use serde::{Deserialize, Serialize};

use super::{Clocks, Day, Holiday, PlannedShift, Shift, Stretch, Weekday};
use crate::{
    id::{DepotId, VehicleId},
    problem::FieldError,
    time::Timestamp,
    validate::LINE_MAX,
};

/// Entries of one list in a roster: at most this many.
const ENTRIES_MAX: usize = 1_000;
/// The days around today on which a shift may begin that is on now: what began yesterday may pass midnight, a day that a
/// change of the clock leaves out makes it two, and elsewhere it may be the day before or after already.
const FIRST_DAY: i32 = -3;
const LAST_DAY: i32 = 1;
/// How far a list of shifts may reach, in days.
const HORIZON_DAYS: i32 = 400;

/// When a driver works, and from where. A day's own shifts go before those of every week; an absence goes before
/// both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Roster {
    /// Shifts that come every week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub week: Vec<WeeklyShift>,
    /// Weekly shifts that begin on a holiday take place all the same.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub works_on_holidays: bool,
    /// Days that are different.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DayShifts>,
    /// When the driver is away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
    /// Where shifts begin and end that do not say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depot: Option<DepotId>,
    /// What is driven in shifts that do not say otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<VehicleId>,
}

/// A shift that comes every week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeeklyShift {
    /// On which weekday it begins.
    pub weekday: Weekday,
    /// The first day on which it does, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The last day on which it does, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The shift.
    pub shift: PlannedShift,
}

/// The shifts of one day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DayShifts {
    /// Which day.
    pub day: Day,
    /// Its shifts; empty: the driver is off.
    #[serde(default)]
    pub shifts: Vec<PlannedShift>,
}

/// Whole days on which a driver does not begin to work. A night shift that began before is finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Why, such as "holiday".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Absence {
    fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }
}

impl WeeklyShift {
    fn begins_on(&self, day: Day) -> bool {
        self.weekday == day.weekday()
            && self.since.is_none_or(|since| since <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

impl Roster {
    /// The shift that the driver is in at `at`. Of two that overlap at midnight the one that began first.
    pub fn duty(&self, clocks: &impl Clocks, holidays: &[Holiday], at: Timestamp) -> Option<Shift> {
        let today = clocks.of(None).day_of(at);
        (FIRST_DAY..=LAST_DAY).find_map(|day| {
            self.on(today.plus(day), clocks, holidays).into_iter().find(|shift| shift.window.contains(at))
        })
    }

    /// The shifts that begin on `day`, in order; each by the clock of the depot where it begins.
    pub fn on(&self, day: Day, clocks: &impl Clocks, holidays: &[Holiday]) -> Vec<Shift> {
        if self.absences.iter().any(|absence| absence.covers(day)) {
            return Vec::new();
        }
        let own = self.days.iter().find(|own| own.day == day);
        let is_off = !self.works_on_holidays && holidays.iter().any(|holiday| holiday.day == day);
        let planned: Vec<&PlannedShift> = match own {
            Some(own) => own.shifts.iter().collect(),
            None if is_off => Vec::new(),
            None => self.week.iter().filter(|w| w.begins_on(day)).map(|w| &w.shift).collect(),
        };
        let clock = |shift: &PlannedShift| clocks.of(shift.depot.or(self.depot));
        let really = planned.into_iter().filter_map(|shift| shift.on(day, clock(shift)));
        let mut shifts: Vec<Shift> = really.collect();
        for shift in &mut shifts {
            shift.depot = shift.depot.or(self.depot);
            shift.vehicle = shift.vehicle.or(self.vehicle);
        }
        shifts.sort_by_key(|shift| shift.window);
        shifts
    }

    /// The shifts that are on at some moment of `range`, in order; of at most the first 400 days.
    pub fn within(&self, range: Stretch, clocks: &impl Clocks, holidays: &[Holiday]) -> Vec<Shift> {
        let local = clocks.of(None);
        let (first, last) =
            (local.day_of(range.from).plus(FIRST_DAY), local.day_of(range.until).plus(LAST_DAY));
        let mut day = first;
        let mut found = Vec::new();
        while day <= last && day < first.plus(HORIZON_DAYS) {
            let shifts = self.on(day, clocks, holidays);
            found.extend(shifts.into_iter().filter(|shift| shift.window.and(range).is_some()));
            day = day.plus(1);
        }
        found
    }

    /// Whether a shift of it gives the driver a vehicle.
    pub fn gives_vehicles(&self) -> bool {
        let weekly = self.week.iter().map(|weekly| &weekly.shift);
        let daily = self.days.iter().flat_map(|day| &day.shifts);
        self.vehicle.is_some() || weekly.chain(daily).any(|shift| shift.vehicle.is_some())
    }

    /// The rules it breaks.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let lists = [("week", self.week.len()), ("days", self.days.len()), ("absences", self.absences.len())];
        for (name, _) in lists.iter().filter(|(_, length)| *length > ENTRIES_MAX) {
            errors.push(FieldError::new(*name, format!("must have at most {ENTRIES_MAX} entries")));
        }
        if !errors.is_empty() {
            return errors;
        }
        self.check_week(&mut errors);
        for (i, own) in self.days.iter().enumerate() {
            PlannedShift::check_all(&own.shifts, &format!("days[{i}].shifts"), &mut errors);
            if self.days[..i].iter().any(|other| other.day == own.day) {
                errors.push(FieldError::new(format!("days[{i}].day"), "must not be there twice"));
            }
        }
        for (i, absence) in self.absences.iter().enumerate() {
            if absence.until < absence.from {
                errors.push(FieldError::new(format!("absences[{i}].until"), "must not be before from"));
            }
            if absence.reason.chars().count() > LINE_MAX {
                let rule = format!("must be at most {LINE_MAX} characters");
                errors.push(FieldError::new(format!("absences[{i}].reason"), rule));
            }
        }
        errors
    }

    fn check_week(&self, errors: &mut Vec<FieldError>) {
        for (i, weekly) in self.week.iter().enumerate() {
            weekly.shift.check(&format!("week[{i}].shift"), errors);
            let (since, until) = (weekly.since, weekly.until);
            if since.zip(until).is_some_and(|(since, until)| until < since) {
                errors.push(FieldError::new(format!("week[{i}].until"), "must not be before since"));
            }
            let clash = self.week[..i].iter().position(|other| {
                let apart =
                    |a: Option<Day>, b: Option<Day>| a.zip(b).is_some_and(|(last, first)| last < first);
                other.weekday == weekly.weekday
                    && other.shift.span.overlaps(weekly.shift.span)
                    && !apart(other.until, since)
                    && !apart(until, other.since)
            });
            if let Some(j) = clash {
                let rule = format!("must not overlap week[{j}].shift.span");
                errors.push(FieldError::new(format!("week[{i}].shift.span"), rule));
            }
        }
    }
}
