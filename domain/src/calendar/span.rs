//! From one time of day to another.

use serde::{Deserialize, Serialize};

use super::{Day, Local, Stretch, TimeOfDay};
use crate::problem::FieldError;

/// From one time of day to another. Where the end is not after the begin, it is on the next day: `22:00` to `06:00` is a
/// night, and belongs to the day on which it begins. The whole day is `00:00` to `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// When it begins.
    pub from: TimeOfDay,
    /// When it is over.
    pub until: TimeOfDay,
}

impl Span {
    /// The whole day.
    pub const DAY: Self = Self { from: TimeOfDay::MIDNIGHT, until: TimeOfDay::END };

    /// Whether it ends on the day after the one on which it begins.
    pub fn passes_midnight(self) -> bool {
        self.until <= self.from
    }

    /// How many minutes it has where no clock is changed.
    pub fn minutes(self) -> u16 {
        match self.from.until(self.until) {
            0 => TimeOfDay::MINUTES,
            minutes => minutes,
        }
    }

    /// When it is on `day`; `None` where a change of the clock leaves all of it out.
    pub fn on(self, day: Day, local: &Local) -> Option<Stretch> {
        let last = if self.passes_midnight() { day.plus(1) } else { day };
        Stretch::new(local.begin(day, self.from), local.end(last, self.until))
    }

    /// Whether both are on at some moment, if both begin on the same day.
    pub(super) fn overlaps(self, other: Self) -> bool {
        let ends = |span: Self| span.from.minutes() + span.minutes();
        self.from.minutes() < ends(other) && other.from.minutes() < ends(self)
    }

    /// The rules it breaks, as the field `at`.
    pub(super) fn check(self, at: &str, errors: &mut Vec<FieldError>) {
        if self.from == TimeOfDay::END {
            errors.push(FieldError::new(format!("{at}.from"), "must be before 24:00"));
        } else if self.from == self.until {
            let rule = "must not be the same as from; the whole day is 00:00 to 24:00";
            errors.push(FieldError::new(format!("{at}.until"), rule));
        }
    }

    /// The rules that spans of the same day break, as the field `at`.
    pub(super) fn check_all(spans: &[Self], at: &str, errors: &mut Vec<FieldError>) {
        for (i, span) in spans.iter().enumerate() {
            span.check(&format!("{at}[{i}]"), errors);
            if let Some(j) = spans[..i].iter().position(|other| other.overlaps(*span)) {
                errors.push(FieldError::new(format!("{at}[{i}]"), format!("must not overlap {at}[{j}]")));
            }
        }
    }
}
