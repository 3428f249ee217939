//! How well a driver suits a delivery.

use serde::{Deserialize, Serialize};

use super::{Candidate, Policy, Tally};

/// The stars of a driver whom nobody has rated yet: a newcomer is neither the first nor the last to be asked.
const NEWCOMER_STARS: f64 = 4.0;
/// Offers that every driver is taken to have had before the first, and how many of them accepted: one decline on the
/// first day does not make a driver the worst of all.
const HEAD_START: Tally = Tally { made: 5, accepted: 4 };

/// What a score is made of, each from 0 (worst) to 1 (best).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Factors {
    /// 1 at the pickup stop, falling evenly to 0 at [`Policy::reach_m`].
    pub distance: f64,
    /// 0 for one star, rising evenly to 1 for five; four stars are assumed of a driver without a rating.
    pub rating: f64,
    /// The share of offers that were accepted, after five more of which four were.
    pub acceptance: f64,
    /// 1 with nothing to do, falling evenly to 0 at [`Policy::max_active`] deliveries.
    pub load: f64,
}

impl Factors {
    /// Those of `candidate`. A number that is none (NaN) counts as the worst.
    pub fn of(candidate: &Candidate, policy: &Policy) -> Self {
        let offers = candidate.offers;
        // Counters are kept apart and may be read between two writes; the share is at most 1 all the same.
        let accepted = f64::from(offers.accepted.min(offers.made)) + f64::from(HEAD_START.accepted);
        let made = f64::from(offers.made) + f64::from(HEAD_START.made);
        Self {
            distance: unit(1.0 - candidate.distance_m.max(0.0) / policy.reach_m, candidate.distance_m),
            rating: {
                let stars = candidate.rating.unwrap_or(NEWCOMER_STARS);
                unit((stars - 1.0) / 4.0, stars)
            },
            acceptance: unit(accepted / made, made),
            load: unit(1.0 - f64::from(candidate.active) / f64::from(policy.max_active), 0.0),
        }
    }

    /// The weighted mean: 0 to 1. 0 where no weight counts; [`Policy::check`] refuses such weights.
    pub fn score(&self, policy: &Policy) -> f64 {
        let weights = &policy.weights;
        let sum = self.distance * weights.distance
            + self.rating * weights.rating
            + self.acceptance * weights.acceptance
            + self.load * weights.load;
        unit(sum / weights.sum(), 0.0)
    }
}

/// `value` within 0..=1; 0 where it, or what it was made `from`, is no number.
fn unit(value: f64, from: f64) -> f64 {
    if value.is_nan() || from.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}
