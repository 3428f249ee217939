//! How an organization hands out its deliveries.

use serde::{Deserialize, Serialize};

use super::Policy;
use crate::problem::FieldError;

/// The longest time that can be set for a sweep: 30 days.
const LONGEST_MIN: u32 = 30 * 24 * 60;

/// How an organization hands out its deliveries. Every field has a default, so stored settings outlive new ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whom to ask, and for how long.
    pub policy: Policy,
    /// Offer new deliveries without a driver by themselves, as soon as they are there.
    pub auto: bool,
    /// Minutes before its pickup window begins that a delivery is offered by itself.
    pub ahead_min: u32,
    /// Minutes until another round where nobody was left to be asked; 0: none, a dispatcher decides.
    pub again_min: u32,
    /// What happens to a delivery that stays without a driver.
    pub stuck: Stuck,
}

/// What happens to a delivery that stays without a driver. The time counts from when it has none and its pickup window has
/// begun: what is ordered for tomorrow is not stuck today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Stuck {
    /// Minutes after which dispatchers are told; 0: never.
    pub flag_min: u32,
    /// Minutes after which more is done; 0: never.
    pub then_min: u32,
    /// What that is.
    pub then: Then,
}

/// What is done about a delivery that nobody has cared for although it was flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Dispatchers are told again, more loudly.
    #[default]
    Escalate,
    /// It is cancelled.
    Cancel,
}

impl Default for Settings {
    fn default() -> Self {
        Self { policy: Policy::default(), auto: false, ahead_min: 30, again_min: 2, stuck: Stuck::default() }
    }
}

impl Default for Stuck {
    fn default() -> Self {
        Self { flag_min: 60, then_min: 120, then: Then::Escalate }
    }
}

impl Settings {
    /// The rules they break.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if let Err(error) = self.policy.check() {
            let (field, rule) = error.parts();
            errors.push(FieldError::new(format!("policy.{field}"), rule));
        }
        let Stuck { flag_min, then_min, .. } = self.stuck;
        let times = [
            ("ahead_min", self.ahead_min),
            ("again_min", self.again_min),
            ("stuck.flag_min", flag_min),
            ("stuck.then_min", then_min),
        ];
        for (field, minutes) in times {
            if minutes > LONGEST_MIN {
                errors.push(FieldError::new(field, format!("must be at most {LONGEST_MIN} (30 days)")));
            }
        }
        if flag_min > 0 && then_min > 0 && then_min <= flag_min {
            errors.push(FieldError::new("stuck.then_min", "must be greater than stuck.flag_min"));
        }
        errors
    }
}
