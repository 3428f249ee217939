//! The window of a stop as it is typed: a day and two times. A window whose end is the earlier time goes over midnight; one
//! that lasts longer names the day of its end as well.

use waybill_domain::{Timestamp, Window, calendar::Day, problem::FieldError};

use super::{StopDraft, clock::instant};

/// How an instant looks in the organization's zone: its day (`2026-11-20`) and its time (`10:40`).
pub type Wall<'a> = &'a dyn Fn(Timestamp) -> (String, String);

impl StopDraft {
    /// The day on which the window begins, in a form of that `day`.
    pub fn begins<'a>(&'a self, day: &'a str) -> &'a str {
        if self.day.trim().is_empty() { day } else { &self.day }
    }

    /// The day on which the window ends, in a form of that `day`.
    pub fn ends(&self, day: &str) -> String {
        let begins = self.begins(day);
        match self.until_day.trim() {
            "" => last_day(begins, &self.from, &self.until),
            until_day => until_day.to_owned(),
        }
    }

    /// The window of a stop whose fields stand alone, with its own day. Errors name fields below `at`.
    pub fn read_window(&self, at: &str, wall: Wall<'_>) -> Result<Window, Vec<FieldError>> {
        if self.day.trim().is_empty() && !(self.from.trim().is_empty() && self.until.trim().is_empty()) {
            return Err(vec![FieldError::new(format!("{at}.day"), "must be a day")]);
        }
        self.window(at, "", wall, Window::default())
    }

    /// The window of a form of that `day`. An end that looks as it did before stays the very instant that it was.
    pub(super) fn window(
        &self,
        at: &str,
        day: &str,
        wall: Wall<'_>,
        before: Window,
    ) -> Result<Window, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut moment = |field: &str, day: &str, time: &str, before: Option<Timestamp>| {
            let time = time.trim();
            if time.is_empty() {
                return None;
            }
            let same = |before: &Timestamp| {
                let (old_day, old_time) = wall(*before);
                old_day == day && old_time == time
            };
            let found = before.filter(same).or_else(|| instant(day, time, wall));
            if found.is_none() {
                errors.push(if day.parse::<Day>().is_err() {
                    let field =
                        if self.day.trim().is_empty() { "day".to_owned() } else { format!("{at}.day") };
                    FieldError::new(field, "must be a day")
                } else {
                    FieldError::new(format!("{at}.window.{field}"), "must be a time such as 10:40")
                });
            }
            found
        };
        let window = Window {
            from: moment("from", self.begins(day), &self.from, before.from),
            until: moment("until", &self.ends(day), &self.until, before.until),
        };
        errors.dedup();
        if errors.is_empty() { Ok(window) } else { Err(errors) }
    }
}

/// The day on which a window of two times ends that begins on `day`: over midnight where the second is the earlier one.
fn last_day(day: &str, from: &str, until: &str) -> String {
    let (from, until) = (from.trim(), until.trim());
    let night = !from.is_empty() && !until.is_empty() && until < from;
    match day.parse::<Day>() {
        Ok(first) if night => first.plus(1).to_string(),
        _ => day.to_owned(),
    }
}

/// The texts of a window: its day, both times, and the day of its end where that does not follow from them.
pub(super) struct Written {
    pub(super) day: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) until_day: String,
}

/// `window` as it is typed; `None` where it has no end.
pub(super) fn write_window(window: Window, wall: Wall<'_>) -> Option<Written> {
    let (day, _) = wall(window.from.or(window.until)?);
    let time = |at: Option<Timestamp>| at.map(|at| wall(at).1).unwrap_or_default();
    let (from, until) = (time(window.from), time(window.until));
    let until_day = window.until.map(|at| wall(at).0).filter(|last| *last != last_day(&day, &from, &until));
    Some(Written { day, from, until, until_day: until_day.unwrap_or_default() })
}
