//! What a wave is made from, and what comes of it.

use serde::{Deserialize, Serialize};
use waybill_domain::{DeliveryId, MemberId, dispatch::Decision};

/// A delivery that wants a driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// Where there are too few drivers, a delivery of a higher priority comes before any number of a lower one.
    #[serde(default)]
    pub priority: u8,
    /// Drivers who may take it. One who is named twice counts with the better score.
    pub choices: Vec<Choice>,
}

/// A driver who may take a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Who.
    pub driver: MemberId,
    /// How well they suit: 0 to 1. What is outside, or no number, counts as the nearest end, or as 0.
    pub score: f64,
}

impl Wanted {
    /// Of what was decided about a delivery: its `count` best drivers.
    pub fn of(decision: &Decision, priority: u8, count: usize) -> Self {
        let choices = decision
            .eligible()
            .take(count)
            .map(|judged| Choice { driver: judged.driver, score: judged.score })
            .collect();
        Self { delivery: decision.delivery, priority, choices }
    }
}

/// Who takes what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wave {
    /// Deliveries that were given out, in the order in which they were asked for.
    pub assigned: Vec<Assigned>,
    /// The others, in that order too.
    pub unassigned: Vec<Unassigned>,
}

/// A delivery that was given out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assigned {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// To whom.
    pub driver: MemberId,
    /// How well they suit.
    pub score: f64,
}

/// A delivery that was not given out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unassigned {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// Why.
    pub why: Why,
}

/// Why a delivery was not given out. The text is for dispatchers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Why {
    /// No driver may take it; the decision about it says what stands against each.
    #[error("no driver may take it")]
    NoDriver,
    /// Each of its drivers has another delivery of the wave.
    #[error("its drivers all have other deliveries of this wave")]
    DriversTaken {
        /// What its drivers have instead.
        by: Vec<Assigned>,
    },
    /// It was asked for before in the same wave.
    #[error("it is in the wave twice")]
    Twice,
    /// Of a wave that was shown: its driver may not take it any more.
    #[error("the driver who was shown may not take it any more")]
    Changed,
}
