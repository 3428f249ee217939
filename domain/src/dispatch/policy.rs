//! What an organization can set about dispatch.

use serde::{Deserialize, Serialize};

/// What an organization can set about dispatch. Every field has a default, so stored settings outlive new ones.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Policy {
    /// What counts how much.
    pub weights: Weights,
    /// Metres from the pickup stop beyond which nobody is asked.
    pub reach_m: f64,
    /// Deliveries that a driver may have at once.
    pub max_active: u32,
    /// Milliseconds that a driver has to answer an offer.
    pub answer_ms: i64,
    /// Milliseconds for which a driver who declined, or did not answer, is left in peace.
    pub cool_down_ms: i64,
}

/// What counts how much. Only their proportions matter: a score is divided by their sum.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Weights {
    /// Being near to the pickup stop.
    pub distance: f64,
    /// The recipients' stars.
    pub rating: f64,
    /// Accepting what is offered.
    pub acceptance: f64,
    /// Having little to do.
    pub load: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { distance: 0.40, rating: 0.25, acceptance: 0.20, load: 0.15 }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            reach_m: 5_000.0,
            max_active: 5,
            answer_ms: 30_000,
            cool_down_ms: 5 * 60_000,
        }
    }
}

/// Why a policy cannot be used. The text names the field and the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPolicy {
    /// A weight is negative or no number.
    #[error("weights.{0} must be a number of at least 0")]
    Weight(&'static str),
    /// Nothing would count.
    #[error("weights must have at least one that is greater than 0")]
    NoWeight,
    /// Nobody could be asked.
    #[error("reach_m must be a number greater than 0")]
    Reach,
    /// Nobody could be asked.
    #[error("max_active must be at least 1")]
    MaxActive,
    /// Nobody could answer in time.
    #[error("answer_ms must be from 1000 (a second) to 86400000 (a day)")]
    Answer,
    /// Not a duration.
    #[error("cool_down_ms must be at least 0")]
    CoolDown,
}

impl BadPolicy {
    /// The field that is wrong, and the rule that it breaks.
    pub fn parts(&self) -> (String, String) {
        let text = self.to_string();
        let (field, rule) = text.split_once(' ').unwrap_or((&text, ""));
        (field.to_owned(), rule.to_owned())
    }
}

impl Policy {
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), BadPolicy> {
        let Weights { distance, rating, acceptance, load } = self.weights;
        let named = [("distance", distance), ("rating", rating), ("acceptance", acceptance), ("load", load)];
        if let Some((name, _)) = named.iter().find(|(_, weight)| !weight.is_finite() || *weight < 0.0) {
            return Err(BadPolicy::Weight(name));
        }
        if self.weights.sum() <= 0.0 {
            return Err(BadPolicy::NoWeight);
        }
        if !self.reach_m.is_finite() || self.reach_m <= 0.0 {
            return Err(BadPolicy::Reach);
        }
        if self.max_active == 0 {
            return Err(BadPolicy::MaxActive);
        }
        if !(1_000..=86_400_000).contains(&self.answer_ms) {
            return Err(BadPolicy::Answer);
        }
        if self.cool_down_ms < 0 {
            return Err(BadPolicy::CoolDown);
        }
        Ok(())
    }
}

impl Weights {
    /// All of them together.
    pub fn sum(&self) -> f64 {
        self.distance + self.rating + self.acceptance + self.load
    }
}
