//! Shifts: as they are planned in times of day, and as they really are.

use serde::{Deserialize, Serialize};

use super::{Day, Local, Span, Stretch, TimeOfDay};
use crate::{
    id::{DepotId, VehicleId},
    problem::FieldError,
};

/// Breaks of one shift: at most this many.
const BREAKS_MAX: usize = 10;

/// A shift in times of day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedShift {
    /// From when to when; a night shift belongs to the day on which it begins.
    pub span: Span,
    /// When the driver rests. A break of a night shift that begins before the shift's time of day is after midnight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Span>,
    /// Where it begins and ends, if that is not the driver's own depot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depot: Option<DepotId>,
    /// What is driven, if that is not the driver's own vehicle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<VehicleId>,
}

/// A shift on a day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shift {
    /// The day on which it begins.
    pub day: Day,
    /// When it is.
    pub window: Stretch,
    /// When the driver rests, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Stretch>,
    /// Where it begins and ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub depot: Option<DepotId>,
    /// What is driven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<VehicleId>,
}

impl PlannedShift {
    /// A shift without breaks.
    pub fn of(span: Span) -> Self {
        Self { span, breaks: Vec::new(), depot: None, vehicle: None }
    }

    /// As it really is on `day`; `None` where a change of the clock leaves all of it out.
    pub fn on(&self, day: Day, local: &Local) -> Option<Shift> {
        let window = self.span.on(day, local)?;
        let breaks = self.breaks.iter().filter_map(|pause| {
            let own_day = if self.is_on_next_day(*pause) { day.plus(1) } else { day };
            pause.on(own_day, local)?.and(window)
        });
        let breaks = Stretch::merged(breaks.collect());
        Some(Shift { day, window, breaks, depot: self.depot, vehicle: self.vehicle })
    }

    fn is_on_next_day(&self, pause: Span) -> bool {
        self.span.passes_midnight() && pause.from < self.span.from
    }

    /// The rules it breaks, as the field `at`.
    pub(super) fn check(&self, at: &str, errors: &mut Vec<FieldError>) {
        let before = errors.len();
        self.span.check(&format!("{at}.span"), errors);
        if self.breaks.len() > BREAKS_MAX {
            let rule = format!("must have at most {BREAKS_MAX} breaks");
            errors.push(FieldError::new(format!("{at}.breaks"), rule));
        }
        for (i, pause) in self.breaks.iter().enumerate() {
            pause.check(&format!("{at}.breaks[{i}]"), errors);
        }
        if errors.len() > before {
            return;
        }
        // In minutes since the shift began, so that midnight is nothing special.
        let since = |time: TimeOfDay| self.span.from.until(time);
        let mut rests: Vec<(usize, u16, u16)> = Vec::new();
        for (i, pause) in self.breaks.iter().enumerate() {
            let (from, until) = (since(pause.from), since(pause.from) + pause.minutes());
            let field = format!("{at}.breaks[{i}]");
            if until > self.span.minutes() {
                errors.push(FieldError::new(field, "must lie within the shift"));
            } else if let Some((j, ..)) = rests.iter().find(|(_, start, end)| from < *end && *start < until) {
                errors.push(FieldError::new(field, format!("must not overlap {at}.breaks[{j}]")));
            } else {
                rests.push((i, from, until));
            }
        }
    }

    /// The rules that shifts of the same day break, as the field `at`.
    pub(super) fn check_all(shifts: &[Self], at: &str, errors: &mut Vec<FieldError>) {
        for (i, shift) in shifts.iter().enumerate() {
            shift.check(&format!("{at}[{i}]"), errors);
            if let Some(j) = shifts[..i].iter().position(|other| other.span.overlaps(shift.span)) {
                let rule = format!("must not overlap {at}[{j}]");
                errors.push(FieldError::new(format!("{at}[{i}].span"), rule));
            }
        }
    }
}
