//! Hours, shifts and cut-offs on the clock of the place.

mod clock_changes;
mod cut_offs;
mod hours;
mod ics;
mod refused;
mod rosters;
mod slow;

use jiff::tz::TimeZone;
use waybill_domain::{
    Timestamp,
    calendar::{Day, Local, Span, Stretch, TimeOfDay},
};

pub(crate) fn local(zone: &str) -> Local {
    Local::new(TimeZone::get(zone).unwrap())
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

/// A span such as `22:00-06:00`.
pub(crate) fn span(text: &str) -> Span {
    let (from, until) = text.split_once('-').unwrap();
    Span { from: time(from), until: time(until) }
}

pub(crate) fn stretch(from: &str, until: &str) -> Stretch {
    Stretch::new(at(from), at(until)).unwrap()
}
