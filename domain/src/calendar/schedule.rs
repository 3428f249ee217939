//! When a place with hours is open.

use super::{Day, Holiday, Hours, Local, Stretch};
use crate::time::{Timestamp, Window};

/// How far ahead it is looked, in days. A place that is closed longer is closed for good.
const HORIZON_DAYS: i32 = 400;

/// Opening hours in their place: with the holidays and the clock that hold there.
#[derive(Clone, Copy, Debug)]
pub struct Schedule<'a> {
    /// The hours.
    pub hours: &'a Hours,
    /// The holidays.
    pub holidays: &'a [Holiday],
    /// The clock.
    pub local: &'a Local,
}

impl Schedule<'_> {
    /// Whether it is open at `at`.
    pub fn is_open(&self, at: Timestamp) -> bool {
        let today = self.local.day_of(at);
        // What began yesterday may pass midnight; a day that a change of the clock leaves out makes it two.
        (-2..=0).any(|back| self.on(today.plus(back)).any(|open| open.contains(at)))
    }

    /// The first moment from `at` on at which it is open, within a year or so.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        let today = self.local.day_of(at);
        (-2..=HORIZON_DAYS).find_map(|days| {
            let open = self.on(today.plus(days)).filter(|open| open.until > at);
            open.map(|open| open.from.max(at)).min()
        })
    }

    /// When it is open within `range`, in order; what touches is one.
    pub fn open_within(&self, range: Stretch) -> Vec<Stretch> {
        let (first, last) = (self.local.day_of(range.from).plus(-2), self.local.day_of(range.until));
        let mut day = first;
        let mut found = Vec::new();
        while day <= last && day < first.plus(HORIZON_DAYS) {
            found.extend(self.on(day).filter_map(|open| open.and(range)));
            day = day.plus(1);
        }
        Stretch::merged(found)
    }

    /// The parts of `window` in which a stop can be served, in order, from `now` on. A window without an end is looked at
    /// for two weeks.
    pub fn serviceable(&self, window: Window, now: Timestamp) -> Vec<Stretch> {
        let from = window.from.map_or(now, |from| from.max(now));
        let until = window.until.unwrap_or(from.plus_minutes(14 * 24 * 60));
        Stretch::new(from, until).map_or_else(Vec::new, |range| self.open_within(range))
    }

    /// What begins on `day`, in no particular order.
    pub(super) fn on(&self, day: Day) -> impl Iterator<Item = Stretch> {
        self.hours.on(day, self.holidays).iter().filter_map(move |span| span.on(day, self.local))
    }
}
