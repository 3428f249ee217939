//! When the organization serves, as it is typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    calendar::{CutOff, Holiday, ServiceCalendar, Strictness, TimeOfDay, Weekday},
    problem::FieldError,
};

use super::{
    HoursSheet, Sheet,
    hours::weekday_name,
    reader::{Reader, at_line},
};

/// Lists that are one line of text: every weekday, holidays, single days.
pub(super) const LINES: [&str; 9] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "on_holidays", "spans"];

/// When the organization serves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarSheet {
    /// Opening hours.
    pub hours: HoursSheet,
    /// Days on which the hours of holidays hold.
    pub holidays: Vec<HolidayRow>,
    /// From Monday: until when an order still goes on the same day; nothing: until service ends.
    pub cut_offs: [String; 7],
    /// An order whose stop cannot be served in its window.
    pub when_closed: Strictness,
    /// An order with a stop outside the service zones.
    pub outside_zones: Strictness,
    /// Nothing: as often as somebody wants.
    pub attempts_max: String,
}

/// One holiday.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HolidayRow {
    /// `2026-12-25`.
    pub day: String,
    /// What people call it.
    pub name: String,
}

impl From<&Holiday> for HolidayRow {
    fn from(holiday: &Holiday) -> Self {
        Self { day: holiday.day.to_string(), name: holiday.name.clone() }
    }
}

/// `rows` with `found`, in order. A day that is there already keeps its name.
pub fn with_holidays(rows: &[HolidayRow], found: &[Holiday]) -> Vec<HolidayRow> {
    let mut all = rows.to_vec();
    for row in found.iter().map(HolidayRow::from) {
        if all.iter().all(|known| known.day != row.day) {
            all.push(row);
        }
    }
    all.sort_by(|a, b| a.day.cmp(&b.day));
    all
}

impl Sheet for CalendarSheet {
    type Item = ServiceCalendar;

    fn of(item: &ServiceCalendar) -> Self {
        let time = |day| CutOff::on(&item.cut_offs, day).map(|cut| cut.at.to_string()).unwrap_or_default();
        Self {
            hours: HoursSheet::of(item.hours.as_ref()),
            holidays: with_holidays(&[], &item.holidays),
            cut_offs: Weekday::ALL.map(time),
            when_closed: item.when_closed,
            outside_zones: item.outside_zones,
            attempts_max: item.attempts_max.map(|most| most.to_string()).unwrap_or_default(),
        }
    }

    fn read(&self, _: &ServiceCalendar) -> Result<ServiceCalendar, Vec<FieldError>> {
        let mut reader = Reader::default();
        let mut holidays = Vec::with_capacity(self.holidays.len());
        for (i, row) in self.holidays.iter().enumerate() {
            let day = reader.day(&format!("holidays[{i}].day"), &row.day);
            holidays.push(Holiday { day, name: row.name.trim().to_owned() });
        }
        let calendar = ServiceCalendar {
            hours: self.hours.read("hours", &mut reader),
            holidays,
            cut_offs: self.read_cut_offs(&mut reader),
            when_closed: self.when_closed,
            outside_zones: self.outside_zones,
            attempts_max: match self.attempts_max.trim() {
                "" => None,
                text => Some(reader.whole("attempts_max", text)),
            },
        };
        let rules = calendar.check();
        reader.finish(calendar, rules)
    }

    fn place(field: &str) -> String {
        at_line(field, &LINES)
    }
}

impl CalendarSheet {
    /// One cut-off for each time of day, in the order of the first weekday that has it.
    fn read_cut_offs(&self, reader: &mut Reader) -> Vec<CutOff> {
        let mut found: Vec<CutOff> = Vec::new();
        for (day, text) in Weekday::ALL.into_iter().zip(&self.cut_offs) {
            if text.trim().is_empty() {
                continue;
            }
            let at: TimeOfDay = reader.time(&format!("cut_offs.{}", weekday_name(day)), text);
            match found.iter_mut().find(|cut| cut.at == at) {
                Some(cut) => cut.weekdays.push(day),
                None => found.push(CutOff { at, weekdays: vec![day] }),
            }
        }
        found
    }
}
