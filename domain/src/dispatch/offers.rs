//! The offers of one delivery: one driver at a time, until one accepts or nobody is left.
//!
//! A state machine without a clock. Whoever runs it keeps it with the delivery and calls [`Offers::tick`] at
//! [`Offers::due`], after a restart as before it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Candidate, Decision, Need, Policy, decide};
use crate::{
    id::{DeliveryId, MemberId},
    time::Timestamp,
};

/// The offers of one delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Offers {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// Where it stands.
    pub phase: Phase,
    /// Who was asked, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
    /// How many of `asked` belong to earlier rounds, see [`Offers::reopen`].
    #[serde(default, skip_serializing_if = "is_zero")]
    pub earlier: u32,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// Where the offers of a delivery stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// Somebody has to be chosen.
    Open,
    /// A driver is being asked, until before `until`.
    Asking {
        /// Who.
        driver: MemberId,
        /// From then on it is too late to answer.
        until: Timestamp,
    },
    /// A driver accepted.
    Taken {
        /// Who.
        driver: MemberId,
    },
    /// Nobody is left to be asked: an exception, which a dispatcher looks at.
    Nobody,
    /// A dispatcher decided, or the delivery was cancelled: no more offers.
    Closed,
}

/// A driver who was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// Who.
    pub driver: MemberId,
    /// When.
    pub at: Timestamp,
    /// How it ended; `None` while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// How an offer ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum End {
    /// The driver took it.
    Accepted,
    /// The driver did not want it.
    Declined {
        /// In the driver's words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// The driver did not answer in time.
    RanOut,
    /// It was taken back.
    Withdrawn,
}

/// Why an answer does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TooLate {
    /// Another driver has it.
    #[error("another driver has taken this delivery")]
    Taken,
    /// The time to answer is over.
    #[error("the time to answer this offer is over")]
    RanOut,
    /// The driver declined it.
    #[error("you declined this offer")]
    Declined,
    /// It was taken back.
    #[error("this offer was taken back")]
    Withdrawn,
    /// It was never offered to this driver.
    #[error("this delivery was not offered to you")]
    NotAsked,
}

impl Offers {
    /// None yet.
    pub fn new(delivery: DeliveryId) -> Self {
        Self { delivery, phase: Phase::Open, asked: Vec::new(), earlier: 0 }
    }

    /// Chooses whom to ask next, and asks; or finds that nobody is left, or that it cannot be served at this time. `None` unless somebody has to be chosen.
    pub fn ask(
        &mut self,
        need: &Need,
        candidates: &[Candidate],
        policy: &Policy,
        now: Timestamp,
    ) -> Option<Decision> {
        if self.phase != Phase::Open {
            return None;
        }
        let decision = decide(need, candidates, &self.already_asked(), policy, now);
        self.phase = match decision.driver() {
            Some(driver) => {
                self.asked.push(Asked { driver, at: now, end: None, ended_at: None });
                Phase::Asking { driver, until: now.plus_millis(policy.answer_ms) }
            }
            // Nobody was tried; its time is yet to come.
            None if need.closed.is_some() => Phase::Open,
            None => Phase::Nobody,
        };
        Some(decision)
    }

    /// `driver` accepts. The first who does has it; once more by the same driver changes nothing.
    pub fn accept(&mut self, driver: MemberId, now: Timestamp) -> Result<(), TooLate> {
        if self.phase == (Phase::Taken { driver }) {
            return Ok(());
        }
        self.answers(driver, now)?;
        self.end(End::Accepted, now);
        self.phase = Phase::Taken { driver };
        Ok(())
    }

    /// `driver` declines, or gives back what they took: somebody else has to be chosen. Whether goods that were picked
    /// up may be given back is for the rules of the delivery.
    pub fn decline(&mut self, driver: MemberId, reason: &str, now: Timestamp) -> Result<(), TooLate> {
        if self.phase != (Phase::Taken { driver }) {
            self.answers(driver, now)?;
        }
        self.end(End::Declined { reason: reason.into() }, now);
        self.phase = Phase::Open;
        Ok(())
    }

    /// Time has gone on. The driver whose offer has run out, if one has: somebody else has to be chosen.
    pub fn tick(&mut self, now: Timestamp) -> Option<MemberId> {
        match self.phase {
            Phase::Asking { driver, until } if now >= until => {
                self.end(End::RanOut, now);
                self.phase = Phase::Open;
                Some(driver)
            }
            Phase::Asking { .. } | Phase::Open | Phase::Taken { .. } | Phase::Nobody | Phase::Closed => None,
        }
    }

    /// When [`Self::tick`] has something to do.
    pub fn due(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Asking { until, .. } => Some(until),
            Phase::Open | Phase::Taken { .. } | Phase::Nobody | Phase::Closed => None,
        }
    }

    /// No more offers: a dispatcher decided, or the delivery was cancelled. The driver from whom an offer has to be
    /// taken back, if there is one. What a driver has taken stays taken.
    pub fn close(&mut self, now: Timestamp) -> Option<MemberId> {
        match self.phase {
            Phase::Asking { driver, .. } => {
                self.end(End::Withdrawn, now);
                self.phase = Phase::Closed;
                Some(driver)
            }
            Phase::Open | Phase::Nobody => {
                self.phase = Phase::Closed;
                None
            }
            Phase::Taken { .. } | Phase::Closed => None,
        }
    }

    /// Begins another round where offers had come to an end. Those who declined, or had taken it, are not asked again;
    /// those who only did not answer, or from whom an offer was taken back, may be.
    pub fn reopen(&mut self) {
        match self.phase {
            Phase::Nobody | Phase::Taken { .. } | Phase::Closed => {
                self.earlier = self.asked.len() as u32;
                self.phase = Phase::Open;
            }
            Phase::Open | Phase::Asking { .. } => {}
        }
    }

    /// Who is not asked again.
    pub fn already_asked(&self) -> BTreeSet<MemberId> {
        let counts = |(n, asked): &(usize, &Asked)| {
            *n >= self.earlier as usize || !matches!(asked.end, Some(End::RanOut | End::Withdrawn))
        };
        self.asked.iter().enumerate().filter(counts).map(|(_, asked)| asked.driver).collect()
    }

    /// Whether `driver` can answer now.
    fn answers(&self, driver: MemberId, now: Timestamp) -> Result<(), TooLate> {
        match self.phase {
            Phase::Asking { driver: asked, until } if asked == driver => {
                if now < until {
                    Ok(())
                } else {
                    Err(TooLate::RanOut)
                }
            }
            Phase::Taken { .. } => Err(TooLate::Taken),
            Phase::Open | Phase::Asking { .. } | Phase::Nobody | Phase::Closed => {
                Err(match self.asked.iter().rev().find(|asked| asked.driver == driver) {
                    None => TooLate::NotAsked,
                    Some(Asked { end: Some(End::Declined { .. }), .. }) => TooLate::Declined,
                    Some(Asked { end: Some(End::Withdrawn), .. }) => TooLate::Withdrawn,
                    Some(_) => TooLate::RanOut,
                })
            }
        }
    }

    fn end(&mut self, end: End, now: Timestamp) {
        if let Some(last) = self.asked.last_mut() {
            (last.end, last.ended_at) = (Some(end), Some(now));
        }
    }
}
