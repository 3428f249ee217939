//! Opening hours: by weekday, on holidays, and on days that are none of both.

use serde::{Deserialize, Serialize};

use super::{Day, Holiday, Span, Weekday};
use crate::{problem::FieldError, validate::LINE_MAX};

/// Days with hours of their own: at most this many.
const DAYS_MAX: usize = 1_000;

/// Opening hours. What is told for the day itself goes first, then what holds on holidays, then the weekday's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Hours {
    /// Every week.
    pub week: Week,
    /// On the organization's holidays. Empty: closed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on_holidays: Vec<Span>,
    /// Days on which everything is different.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DayHours>,
}

/// The hours of each weekday; a day without any is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Week {
    /// Monday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub monday: Vec<Span>,
    /// Tuesday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuesday: Vec<Span>,
    /// Wednesday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wednesday: Vec<Span>,
    /// Thursday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thursday: Vec<Span>,
    /// Friday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub friday: Vec<Span>,
    /// Saturday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saturday: Vec<Span>,
    /// Sunday's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sunday: Vec<Span>,
}

/// The hours of one day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DayHours {
    /// Which day.
    pub day: Day,
    /// Its hours; empty: closed.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// Why, such as "stocktaking".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Week {
    /// The same hours on each of `days`.
    pub fn each(days: &[Weekday], spans: &[Span]) -> Self {
        let mut week = Self::default();
        for day in days {
            *week.day_mut(*day) = spans.to_vec();
        }
        week
    }

    /// The hours of `day`.
    pub fn day(&self, day: Weekday) -> &[Span] {
        match day {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }

    fn day_mut(&mut self, day: Weekday) -> &mut Vec<Span> {
        match day {
            Weekday::Monday => &mut self.monday,
            Weekday::Tuesday => &mut self.tuesday,
            Weekday::Wednesday => &mut self.wednesday,
            Weekday::Thursday => &mut self.thursday,
            Weekday::Friday => &mut self.friday,
            Weekday::Saturday => &mut self.saturday,
            Weekday::Sunday => &mut self.sunday,
        }
    }
}

impl Hours {
    /// Open all day, every day, holidays too.
    pub fn always() -> Self {
        Self { week: Week::each(&Weekday::ALL, &[Span::DAY]), on_holidays: vec![Span::DAY], days: Vec::new() }
    }

    /// The hours that begin on `day`.
    pub fn on(&self, day: Day, holidays: &[Holiday]) -> &[Span] {
        if let Some(own) = self.days.iter().find(|own| own.day == day) {
            return &own.spans;
        }
        if holidays.iter().any(|holiday| holiday.day == day) {
            return &self.on_holidays;
        }
        self.week.day(day.weekday())
    }

    /// The rules they break, as the field `at`.
    pub fn check(&self, at: &str, errors: &mut Vec<FieldError>) {
        for weekday in Weekday::ALL {
            let name = format!("{weekday:?}").to_lowercase();
            Span::check_all(self.week.day(weekday), &format!("{at}.week.{name}"), errors);
        }
        Span::check_all(&self.on_holidays, &format!("{at}.on_holidays"), errors);
        if self.days.len() > DAYS_MAX {
            let rule = format!("must have at most {DAYS_MAX} days");
            errors.push(FieldError::new(format!("{at}.days"), rule));
            return;
        }
        for (i, own) in self.days.iter().enumerate() {
            Span::check_all(&own.spans, &format!("{at}.days[{i}].spans"), errors);
            if self.days[..i].iter().any(|other| other.day == own.day) {
                errors.push(FieldError::new(format!("{at}.days[{i}].day"), "must not be there twice"));
            }
            if own.note.chars().count() > LINE_MAX {
                let rule = format!("must be at most {LINE_MAX} characters");
                errors.push(FieldError::new(format!("{at}.days[{i}].note"), rule));
            }
        }
    }
}
