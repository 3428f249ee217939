//! When a driver works, as it is typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    calendar::{Absence, DayShifts, Roster, Weekday, WeeklyShift},
    id::{DepotId, VehicleId},
    problem::FieldError,
};

use super::{
    AbsenceRow, OwnDayRow, Sheet, ShiftRow,
    reader::{Reader, at_line},
};

/// Lists that are one line of text, and the stretch of a shift.
const LINES: [&str; 3] = ["shifts", "span", "breaks"];

/// When a driver works.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RosterSheet {
    /// Shifts that come every week.
    pub week: Vec<ShiftRow>,
    /// They take place on holidays too.
    pub works_on_holidays: bool,
    /// Days that are different.
    pub days: Vec<OwnDayRow>,
    /// When the driver is away.
    pub absences: Vec<AbsenceRow>,
    /// Where shifts begin and end that do not say otherwise.
    pub depot: Option<DepotId>,
    /// What is driven in shifts that do not say otherwise.
    pub vehicle: Option<VehicleId>,
}

impl RosterSheet {
    /// Minutes of work in a week with all of its shifts.
    pub fn weekly_minutes(&self) -> u32 {
        self.week.iter().map(ShiftRow::minutes).sum()
    }

    /// A shift more: on the day after the last one's, and otherwise like it.
    pub fn add_shift(&mut self) {
        let next = match self.week.last() {
            Some(last) => {
                let n = Weekday::ALL.iter().position(|day| *day == last.weekday).unwrap_or(0);
                ShiftRow { weekday: Weekday::ALL[(n + 1) % Weekday::ALL.len()], ..last.clone() }
            }
            None => ShiftRow {
                weekday: Weekday::Monday,
                hours: "09:00–17:00".to_owned(),
                breaks: String::new(),
                vehicle: None,
                depot: None,
                since: None,
                until: None,
            },
        };
        self.week.push(next);
    }
}

impl Sheet for RosterSheet {
    type Item = Roster;

    fn of(item: &Roster) -> Self {
        let mut week: Vec<&WeeklyShift> = item.week.iter().collect();
        week.sort_by_key(|weekly| (weekly.weekday, weekly.shift.span, weekly.since));
        let mut days: Vec<&DayShifts> = item.days.iter().collect();
        days.sort_by_key(|own| own.day);
        let mut absences: Vec<&Absence> = item.absences.iter().collect();
        absences.sort_by_key(|absence| absence.from);
        Self {
            week: week.into_iter().map(ShiftRow::of).collect(),
            works_on_holidays: item.works_on_holidays,
            days: days.into_iter().map(OwnDayRow::of).collect(),
            absences: absences.into_iter().map(AbsenceRow::of).collect(),
            depot: item.depot,
            vehicle: item.vehicle,
        }
    }

    fn read(&self, _: &Roster) -> Result<Roster, Vec<FieldError>> {
        let mut reader = Reader::default();
        let week = self.week.iter().enumerate().map(|(i, row)| row.read(&format!("week[{i}]"), &mut reader));
        let week = week.collect();
        let days = self.days.iter().enumerate().map(|(i, row)| row.read(&format!("days[{i}]"), &mut reader));
        let days = days.collect();
        let away = |(i, row): (usize, &AbsenceRow)| row.read(&format!("absences[{i}]"), &mut reader);
        let absences = self.absences.iter().enumerate().map(away).collect();
        let roster = Roster {
            week,
            works_on_holidays: self.works_on_holidays,
            days,
            absences,
            depot: self.depot,
            vehicle: self.vehicle,
        };
        let rules = roster.check();
        reader.finish(roster, rules)
    }

    fn place(field: &str) -> String {
        at_line(field, &LINES)
    }
}
