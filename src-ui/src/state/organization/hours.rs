//! Opening hours as they are typed: a line for each weekday, one for holidays, and days that are none of both.

use serde::{Deserialize, Serialize};
use waybill_domain::calendar::{DayHours, Hours, Week, Weekday};

use super::{clock::write_spans, reader::Reader};

/// Opening hours, a line of stretches each; nothing: closed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HoursSheet {
    /// By these hours. Otherwise all the time.
    pub limited: bool,
    /// From Monday.
    pub week: [String; 7],
    /// On holidays.
    pub on_holidays: String,
    /// Days on which everything is different.
    pub days: Vec<DayRow>,
}

/// One day of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayRow {
    /// `2026-12-24`.
    pub day: String,
    /// Its hours.
    pub hours: String,
    /// Why.
    pub note: String,
}

/// The name of a weekday in the paths of fields, and at the end of its message's key.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

impl HoursSheet {
    /// Filled in from hours. Without any the lines say what holds then: that everything is open.
    pub(super) fn of(hours: Option<&Hours>) -> Self {
        let always = Hours::always();
        let shown = hours.unwrap_or(&always);
        let mut days: Vec<&DayHours> = shown.days.iter().collect();
        days.sort_by_key(|own| own.day);
        let row = |own: &DayHours| DayRow {
            day: own.day.to_string(),
            hours: write_spans(&own.spans),
            note: own.note.clone(),
        };
        Self {
            limited: hours.is_some(),
            week: Weekday::ALL.map(|day| write_spans(shown.week.day(day))),
            on_holidays: write_spans(&shown.on_holidays),
            days: days.into_iter().map(row).collect(),
        }
    }

    /// What they mean, as the field `at`.
    pub(super) fn read(&self, at: &str, reader: &mut Reader) -> Option<Hours> {
        if !self.limited {
            return None;
        }
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &self.week;
        let mut day = |name: &str, text: &str| reader.spans(&format!("{at}.week.{name}"), text);
        let week = Week {
            monday: day("monday", monday),
            tuesday: day("tuesday", tuesday),
            wednesday: day("wednesday", wednesday),
            thursday: day("thursday", thursday),
            friday: day("friday", friday),
            saturday: day("saturday", saturday),
            sunday: day("sunday", sunday),
        };
        let on_holidays = reader.spans(&format!("{at}.on_holidays"), &self.on_holidays);
        let mut days = Vec::with_capacity(self.days.len());
        for (i, row) in self.days.iter().enumerate() {
            days.push(DayHours {
                day: reader.day(&format!("{at}.days[{i}].day"), &row.day),
                spans: reader.spans(&format!("{at}.days[{i}].spans"), &row.hours),
                note: row.note.trim().to_owned(),
            });
        }
        Some(Hours { week, on_holidays, days })
    }
}
