//! Until when an order still goes today, and when it goes otherwise.

use serde::{Deserialize, Serialize};

use super::{Day, Schedule, Stretch, TimeOfDay, Weekday};
use crate::{problem::FieldError, time::Timestamp};

/// How far ahead it is looked for a day of service.
const HORIZON_DAYS: i32 = 400;

/// Orders that come at this time of day or later go on the next day of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// The time of day.
    pub at: TimeOfDay,
    /// On which weekdays. Empty: on all that no other cut-off names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<Weekday>,
}

/// When an order can be brought at the earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// On which day of the place.
    pub day: Day,
    /// From the first to the last moment of that day's hours that are still to come.
    pub window: Stretch,
    /// It does not go on the day on which it came, because of the cut-off.
    pub after_cut_off: bool,
}

impl CutOff {
    /// The one that holds on `weekday`.
    pub fn on(all: &[Self], weekday: Weekday) -> Option<&Self> {
        let named = all.iter().find(|cut| cut.weekdays.contains(&weekday));
        named.or_else(|| all.iter().find(|cut| cut.weekdays.is_empty()))
    }

    /// The rules that cut-offs break, as the field `at`.
    pub(super) fn check_all(all: &[Self], at: &str, errors: &mut Vec<FieldError>) {
        if all.len() > Weekday::ALL.len() + 1 {
            errors.push(FieldError::new(at, "must have at most one for each weekday and one for the others"));
            return;
        }
        for (i, cut) in all.iter().enumerate() {
            let twice = all[..i].iter().any(|other| {
                other.weekdays.iter().any(|day| cut.weekdays.contains(day))
                    || (other.weekdays.is_empty() && cut.weekdays.is_empty())
            });
            if twice {
                let rule = "must not name a weekday that another cut-off names";
                errors.push(FieldError::new(format!("{at}[{i}].weekdays"), rule));
            }
        }
    }
}

impl Schedule<'_> {
    /// When what was ordered at `ordered` can be brought at the earliest; `None` where there is no service within a year.
    pub fn promise(&self, cut_offs: &[CutOff], ordered: Timestamp) -> Option<Promise> {
        let today = self.local.day_of(ordered);
        let late = |day: Day| {
            CutOff::on(cut_offs, day.weekday()).is_some_and(|cut| ordered >= self.local.begin(day, cut.at))
        };
        // What began yesterday may still be on after midnight.
        (-1..HORIZON_DAYS).map(|days| today.plus(days)).filter(|day| !late(*day)).find_map(|day| {
            let left: Vec<_> = self.on(day).filter(|open| open.until > ordered).collect();
            let from = left.iter().map(|open| open.from.max(ordered)).min()?;
            let until = left.iter().map(|open| open.until).max()?;
            // Without service left today the cut-off has changed nothing.
            let after_cut_off = late(today) && self.on(today).any(|open| open.until > ordered);
            Some(Promise { day, window: Stretch::new(from, until)?, after_cut_off })
        })
    }
}
