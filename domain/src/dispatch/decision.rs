//! Whom to ask, and why: kept as it was made, so that anybody can follow it later.

use std::{cmp::Ordering, collections::BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Candidate, Factors, Need, Policy, Refusal, refusals};
use crate::{
    calls::WaveReason,
    id::{DeliveryId, MemberId, PlanId},
    time::Timestamp,
};

/// Whom to ask, and everything that led to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// About which delivery.
    pub delivery: DeliveryId,
    /// When it was made.
    pub at: Timestamp,
    /// The policy it was made by.
    pub policy: Policy,
    /// Everybody who was considered: first those who may be asked, the best first, then the others by distance.
    pub candidates: Vec<Judged>,
    /// What it came to.
    pub verdict: Verdict,
}

/// A driver who was considered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Judged {
    /// Who.
    pub driver: MemberId,
    /// Metres to the pickup stop. `None`: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<f64>,
    /// What the score is made of.
    pub factors: Factors,
    /// 0 to 1.
    pub score: f64,
    /// Everything that stands against asking this driver; empty: nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
}

impl Judged {
    /// Whether nothing stands against asking this driver.
    pub fn is_eligible(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// What a decision came to. The text is for dispatchers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Ask this driver: of those who may be asked, the one with the highest score; among equals the nearest, then the
    /// one whose id comes first.
    Ask {
        /// Whom.
        driver: MemberId,
        /// How much the score is above the next one's. `None`: there is no other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ahead_by: Option<f64>,
    },
    /// No driver is near.
    NobodyNear,
    /// There are drivers, and something stands against each.
    NobodyEligible,
    /// Some were asked, and nobody is left.
    EverybodyAsked,
    /// Give it to this driver, as a plan of routes says. Nobody was judged by the policy.
    Planned {
        /// To whom.
        driver: MemberId,
        /// Which plan; it is kept for a week.
        plan: PlanId,
    },
    /// Give it to this driver, into whose route it fits best of all. Nobody was judged by the policy.
    Inserted {
        /// To whom.
        driver: MemberId,
    },
    /// Nobody was considered: it cannot be served at this time, whoever comes.
    NotServed {
        /// Why.
        why: Refusal,
    },
    /// Given to this driver together with many others.
    GivenInWave {
        /// To whom.
        driver: MemberId,
    },
    /// It was one of many that were given out together, and nobody got it.
    LeftInWave {
        /// Why.
        why: WaveReason,
    },
    /// One that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}

/// Judges every candidate and chooses. `asked` are those who were asked about this delivery before. The order of
/// `candidates` does not matter; a driver who is in it twice is judged where they are nearest.
pub fn decide(
    need: &Need,
    candidates: &[Candidate],
    asked: &BTreeSet<MemberId>,
    policy: &Policy,
    now: Timestamp,
) -> Decision {
    // Whoever comes: then there is nothing to say about any driver.
    let open = candidates.iter().filter(|_| need.closed.is_none());
    let mut judged: Vec<Judged> = open
        .map(|candidate| {
            let factors = Factors::of(candidate, policy);
            Judged {
                driver: candidate.driver,
                distance_m: Some(candidate.distance_m).filter(|metres| metres.is_finite()),
                factors,
                score: factors.score(policy),
                refusals: refusals(need, candidate, asked, policy, now),
            }
        })
        .collect();
    judged.sort_by(|a, b| a.driver.cmp(&b.driver).then(by_distance(a, b)));
    judged.dedup_by_key(|judged| judged.driver);
    judged.sort_by(rank);
    let verdict = match need.closed.clone() {
        Some(why) => Verdict::NotServed { why },
        None => verdict(&judged),
    };
    Decision { delivery: need.delivery, at: now, policy: *policy, candidates: judged, verdict }
}

impl Decision {
    /// Those who may be asked, the best first.
    pub fn eligible(&self) -> impl Iterator<Item = &Judged> {
        self.candidates.iter().filter(|judged| judged.is_eligible())
    }

    /// Who was asked or got it.
    pub fn chosen(&self) -> Option<MemberId> {
        match self.verdict {
            Verdict::Ask { driver, .. }
            | Verdict::GivenInWave { driver }
            | Verdict::Planned { driver, .. }
            | Verdict::Inserted { driver } => Some(driver),
            Verdict::NobodyNear
            | Verdict::NobodyEligible
            | Verdict::EverybodyAsked
            | Verdict::NotServed { .. }
            | Verdict::LeftInWave { .. }
            | Verdict::Other => None,
        }
    }

    /// Whom to ask.
    pub fn driver(&self) -> Option<MemberId> {
        match self.verdict {
            Verdict::Ask { driver, .. } => Some(driver),
            Verdict::NobodyNear
            | Verdict::NobodyEligible
            | Verdict::EverybodyAsked
            | Verdict::NotServed { .. }
            | Verdict::Planned { .. }
            | Verdict::Inserted { .. }
            | Verdict::GivenInWave { .. }
            | Verdict::LeftInWave { .. }
            | Verdict::Other => None,
        }
    }
}

fn verdict(judged: &[Judged]) -> Verdict {
    let mut eligible = judged.iter().filter(|judged| judged.is_eligible());
    match (eligible.next(), eligible.next()) {
        (Some(best), next) => {
            Verdict::Ask { driver: best.driver, ahead_by: next.map(|next| best.score - next.score) }
        }
        (None, _) if judged.is_empty() => Verdict::NobodyNear,
        (None, _) => match judged.iter().any(|judged| judged.refusals.contains(&Refusal::AlreadyAsked)) {
            true => Verdict::EverybodyAsked,
            false => Verdict::NobodyEligible,
        },
    }
}

fn rank(a: &Judged, b: &Judged) -> Ordering {
    match (a.is_eligible(), b.is_eligible()) {
        (true, false) => return Ordering::Less,
        (false, true) => return Ordering::Greater,
        (true, true) => b.score.total_cmp(&a.score),
        (false, false) => Ordering::Equal,
    }
    .then(by_distance(a, b))
    .then(a.driver.cmp(&b.driver))
}

fn by_distance(a: &Judged, b: &Judged) -> Ordering {
    let metres = |judged: &Judged| judged.distance_m.unwrap_or(f64::INFINITY);
    metres(a).total_cmp(&metres(b))
}
