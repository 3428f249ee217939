//! When an organization serves, and how strictly it holds to that.

use serde::{Deserialize, Serialize};

use super::{CutOff, Holiday, Hours};
use crate::{problem::FieldError, validate::LINE_MAX};

/// Holidays of one organization: at most this many.
const HOLIDAYS_MAX: usize = 2_000;
/// Attempts that may be asked for at most.
const ATTEMPTS_MAX: u32 = 100;

/// What becomes of an order that breaks a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Strictness {
    /// It is taken, and nothing is said.
    Allow,
    /// It is taken, and the answer says what is wrong with it.
    #[default]
    Warn,
    /// It is not taken.
    Refuse,
}

/// When an organization serves. What is not set limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ServiceCalendar {
    /// When stops are served. Absent: always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// Days on which the hours of holidays hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Until when an order still goes on the same day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cut_offs: Vec<CutOff>,
    /// What becomes of an order whose stop cannot be served in its window.
    pub when_closed: Strictness,
    /// What becomes of an order with a stop that is in no service zone, or in one that is closed. Only where there are
    /// zones.
    pub outside_zones: Strictness,
    /// How often a delivery is tried at most. Absent: as often as somebody wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts_max: Option<u32>,
}

impl ServiceCalendar {
    /// The rules it breaks.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Some(hours) = &self.hours {
            hours.check("hours", &mut errors);
        }
        CutOff::check_all(&self.cut_offs, "cut_offs", &mut errors);
        if self.attempts_max.is_some_and(|most| !(1..=ATTEMPTS_MAX).contains(&most)) {
            errors.push(FieldError::new("attempts_max", format!("must be from 1 to {ATTEMPTS_MAX}")));
        }
        if self.holidays.len() > HOLIDAYS_MAX {
            errors.push(FieldError::new("holidays", format!("must have at most {HOLIDAYS_MAX} days")));
            return errors;
        }
        for (i, holiday) in self.holidays.iter().enumerate() {
            if holiday.name.chars().count() > LINE_MAX {
                let rule = format!("must be at most {LINE_MAX} characters");
                errors.push(FieldError::new(format!("holidays[{i}].name"), rule));
            }
            if self.holidays[..i].iter().any(|other| other.day == holiday.day) {
                errors.push(FieldError::new(format!("holidays[{i}].day"), "must not be there twice"));
            }
        }
        errors
    }
}
