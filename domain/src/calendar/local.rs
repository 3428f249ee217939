//! From what clocks on the wall show to instants.

use jiff::{
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

use super::{Day, TimeOfDay};
use crate::{id::DepotId, time::Timestamp};

/// The clock of a place.
///
/// When clocks are put forward, some times of a day are left out; when they are put back, some come twice. Whatever is
/// told in times of day begins the *first* time the clock shows its begin or later, and ends the *last* time the clock has
/// shown less than its end. So nothing ends early and nothing is cut in two: a night shift from 22:00 to 06:00 has seven
/// hours in spring and nine in autumn, and what lies wholly within left-out times does not take place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local(TimeZone);

/// The clocks of an organization's places.
pub trait Clocks {
    /// The clock of a depot; `None`: the organization's own.
    fn of(&self, depot: Option<DepotId>) -> &Local;
}

/// One clock for all.
impl Clocks for Local {
    fn of(&self, _: Option<DepotId>) -> &Local {
        self
    }
}

impl Local {
    /// The clock of `zone`.
    pub fn new(zone: TimeZone) -> Self {
        Self(zone)
    }

    /// The clock that is never changed.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Which day it is there at `at`.
    pub fn day_of(&self, at: Timestamp) -> Day {
        Day::nearest(self.shown(at).date())
    }

    /// What the clock shows there at `at`, seconds aside.
    pub fn time_of(&self, at: Timestamp) -> TimeOfDay {
        let shown = self.shown(at);
        let part = |value: i8| value.unsigned_abs();
        TimeOfDay::new(part(shown.hour()), part(shown.minute())).unwrap_or_default()
    }

    fn shown(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default())
    }

    /// The first moment at which the clock shows `time` of `day`, or later.
    pub fn begin(&self, day: Day, time: TimeOfDay) -> Timestamp {
        let shows = showing(day, time);
        match self.0.to_ambiguous_timestamp(shows).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
                at(shows, offset)
            }
            AmbiguousOffset::Gap { before, .. } => self.change_before(at(shows, before)),
        }
    }

    /// The moment that ends the last minute in which the clock shows less than `time` of `day`.
    pub fn end(&self, day: Day, time: TimeOfDay) -> Timestamp {
        let minute_before = match time.minutes().checked_sub(1) {
            Some(minutes) => showing(day, TimeOfDay::of_minutes(minutes)),
            None => showing(day.plus(-1), TimeOfDay::of_minutes(TimeOfDay::MINUTES - 1)),
        };
        match self.0.to_ambiguous_timestamp(minute_before).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { after: offset, .. } => {
                at(minute_before, offset).plus_minutes(1)
            }
            AmbiguousOffset::Gap { before, .. } => self.change_before(at(minute_before, before)),
        }
    }

    /// The last change of the clock at `moment` or before.
    fn change_before(&self, moment: Timestamp) -> Timestamp {
        jiff::Timestamp::from_millisecond(moment.as_millis() + 1)
            .ok()
            .and_then(|after| self.0.preceding(after).next())
            .map_or(moment, |change| Timestamp::from_millis(change.timestamp().as_millisecond()))
    }
}

/// `time` of `day` as the time library has it; 24:00 is 00:00 of the next day.
fn showing(day: Day, time: TimeOfDay) -> DateTime {
    let (day, minutes) = match time {
        TimeOfDay::END => (day.plus(1), 0),
        time => (day, time.minutes()),
    };
    let part = |value: u16| i8::try_from(value).unwrap_or(0);
    day.date().at(part(minutes / 60), part(minutes % 60), 0, 0)
}

fn at(shows: DateTime, offset: Offset) -> Timestamp {
    let instant = offset.to_timestamp(shows).unwrap_or(jiff::Timestamp::MAX);
    Timestamp::from_millis(instant.as_millisecond())
}
