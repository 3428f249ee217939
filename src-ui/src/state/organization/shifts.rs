//! Rows of a roster: a shift of every week, a day that is different, days on which the driver is away.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    calendar::{Absence, Day, DayShifts, PlannedShift, Span, Weekday, WeeklyShift},
    id::{DepotId, VehicleId},
};

use super::{
    clock::{stretches, write_spans},
    reader::Reader,
};

/// A shift that comes every week.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShiftRow {
    /// On which weekday it begins.
    pub weekday: Weekday,
    /// One stretch: `22:00–06:00`.
    pub hours: String,
    /// Stretches in it.
    pub breaks: String,
    /// What is driven, if that is not the driver's own.
    pub vehicle: Option<VehicleId>,
    /// Where it begins and ends, if that is not the driver's own.
    pub depot: Option<DepotId>,
    /// The first day on which it does.
    pub since: Option<Day>,
    /// The last day on which it does.
    pub until: Option<Day>,
}

/// One day of the calendar on which the driver works otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnDayRow {
    /// `2026-12-24`.
    pub day: String,
    /// Its shifts; nothing: off.
    pub hours: String,
    /// Stretches in them.
    pub breaks: String,
    /// The shifts that were planned before, with their depots and vehicles.
    pub planned: Vec<PlannedShift>,
}

/// Whole days on which the driver is away.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AbsenceRow {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Why.
    pub reason: String,
}

impl ShiftRow {
    pub(super) fn of(weekly: &WeeklyShift) -> Self {
        let shift = &weekly.shift;
        Self {
            weekday: weekly.weekday,
            hours: write_spans(&[shift.span]),
            breaks: write_spans(&shift.breaks),
            vehicle: shift.vehicle,
            depot: shift.depot,
            since: weekly.since,
            until: weekly.until,
        }
    }

    pub(super) fn read(&self, at: &str, reader: &mut Reader) -> WeeklyShift {
        let shift = PlannedShift {
            span: reader.span(&format!("{at}.shift.span"), &self.hours),
            breaks: reader.spans(&format!("{at}.shift.breaks"), &self.breaks),
            depot: self.depot,
            vehicle: self.vehicle,
        };
        WeeklyShift { weekday: self.weekday, since: self.since, until: self.until, shift }
    }

    /// Minutes of work, breaks aside; 0 where the hours cannot be read.
    pub fn minutes(&self) -> u32 {
        let of = |text: &str| stretches(text).map_or(0, |found| found.minutes);
        of(&self.hours).saturating_sub(of(&self.breaks))
    }
}

impl OwnDayRow {
    pub(super) fn of(own: &DayShifts) -> Self {
        let spans: Vec<Span> = own.shifts.iter().map(|shift| shift.span).collect();
        let breaks: Vec<Span> = own.shifts.iter().flat_map(|shift| shift.breaks.clone()).collect();
        let (hours, breaks) = (write_spans(&spans), write_spans(&breaks));
        Self { day: own.day.to_string(), hours, breaks, planned: own.shifts.clone() }
    }

    pub(super) fn read(&self, at: &str, reader: &mut Reader) -> DayShifts {
        let spans = reader.spans(&format!("{at}.shifts"), &self.hours);
        let mut shifts = self.shifts(&spans);
        for rest in reader.spans(&format!("{at}.breaks"), &self.breaks) {
            match shifts.iter_mut().find(|shift| lies_in(rest, shift.span)) {
                Some(shift) => shift.breaks.push(rest),
                None => reader.wrong(&format!("{at}.breaks"), "must lie within the shift"),
            }
        }
        DayShifts { day: reader.day(&format!("{at}.day"), &self.day), shifts }
    }

    /// Shifts of these hours, without breaks. One that was planned before keeps its depot and vehicle: that of the same
    /// hours, else the next of those whose hours are not there any more.
    fn shifts(&self, spans: &[Span]) -> Vec<PlannedShift> {
        let mut moved = self.planned.iter().filter(|planned| !spans.contains(&planned.span));
        let before = |span: &Span| self.planned.iter().find(|planned| planned.span == *span);
        let shift = |span: &Span| {
            let planned = before(span).or_else(|| moved.next());
            let (depot, vehicle) = planned.map_or((None, None), |planned| (planned.depot, planned.vehicle));
            PlannedShift { depot, vehicle, ..PlannedShift::of(*span) }
        };
        spans.iter().map(shift).collect()
    }
}

/// Whether a break lies in a shift, which may go over midnight.
fn lies_in(rest: Span, shift: Span) -> bool {
    let begins = match rest.from == shift.from {
        true => 0,
        false => Span { from: shift.from, until: rest.from }.minutes(),
    };
    u32::from(begins) + u32::from(rest.minutes()) <= u32::from(shift.minutes())
}

impl AbsenceRow {
    pub(super) fn of(absence: &Absence) -> Self {
        Self {
            from: absence.from.to_string(),
            until: absence.until.to_string(),
            reason: absence.reason.clone(),
        }
    }

    pub(super) fn read(&self, at: &str, reader: &mut Reader) -> Absence {
        let from = reader.day(&format!("{at}.from"), &self.from);
        // Whoever is away for one day says so once.
        let until = if self.until.trim().is_empty() { &self.from } else { &self.until };
        let until = reader.day(&format!("{at}.until"), until);
        Absence { from, until, reason: self.reason.trim().to_owned() }
    }
}
