//! Exceptions: what a person must look at.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Notice,
    event::{Event, EventBody},
    id::{CommandId, ExceptionId, MemberId},
    requirements::Requirement,
    time::Timestamp,
};

/// Why somebody must look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ExceptionKind {
    /// A driver worked on it after it had been given to another.
    WorkedAfterReassign,
    /// It was delivered, or tried, after it had been cancelled.
    WorkedAfterCancel,
    /// A second completion came in; both proofs are kept.
    CompletedTwice,
    /// Completed without all that the stop demands.
    ProofMissing {
        /// What is missing.
        requirements: Vec<Requirement>,
    },
    /// The driver overrode a requirement, with a reason.
    RequirementOverridden {
        /// Which ones.
        requirements: Vec<Requirement>,
    },
    /// The fact contradicts itself, such as a hand-over with a failed outcome; it is kept, and changed nothing.
    Contradiction,
    /// A fact about a delivery that the server does not know, or that was never this member's.
    Quarantined,
    /// The driver has the goods, and nothing was heard of the phone for a while. It may just have no network.
    DriverSilent {
        /// The last sign.
        since: Timestamp,
    },
    /// It was offered, and nobody is left to be asked.
    NobodyTookIt,
    /// It has been without a driver for too long.
    Unassigned {
        /// Since when.
        since: Timestamp,
        /// Nobody cared for it although it was flagged before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        escalated: bool,
    },
    /// It was made or changed without a network, against the hours, the zones or the attempts of the organization.
    OutsideService {
        /// What stands against it.
        notices: Vec<Notice>,
    },
    /// A kind that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}

impl ExceptionKind {
    /// Whether `event` is of the other side: what stands against the word of `by`, who brought the exception up.
    pub fn is_against(&self, event: &Event, by: MemberId) -> bool {
        let other = event.actor != Some(by);
        match self {
            Self::WorkedAfterReassign => match &event.body {
                EventBody::Assigned { driver } => *driver != by,
                EventBody::Transferred { to } => *to != by,
                EventBody::Unassigned => event.driver_before == Some(by),
                EventBody::Completed { .. } | EventBody::ProofAdded(_) => other,
                _ => false,
            },
            Self::WorkedAfterCancel => matches!(event.body, EventBody::Cancelled { .. }),
            Self::CompletedTwice => {
                matches!(event.body, EventBody::Completed { .. } | EventBody::ProofAdded(_))
            }
            Self::ProofMissing { .. }
            | Self::RequirementOverridden { .. }
            | Self::Contradiction
            | Self::Quarantined
            | Self::DriverSilent { .. }
            | Self::NobodyTookIt
            | Self::Unassigned { .. }
            | Self::OutsideService { .. }
            | Self::Other => false,
        }
    }

    /// The name on the wire and in the database.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::WorkedAfterReassign => "worked_after_reassign",
            Self::WorkedAfterCancel => "worked_after_cancel",
            Self::CompletedTwice => "completed_twice",
            Self::ProofMissing { .. } => "proof_missing",
            Self::RequirementOverridden { .. } => "requirement_overridden",
            Self::Contradiction => "contradiction",
            Self::Quarantined => "quarantined",
            Self::DriverSilent { .. } => "driver_silent",
            Self::NobodyTookIt => "nobody_took_it",
            Self::Unassigned { .. } => "unassigned",
            Self::OutsideService { .. } => "outside_service",
            Self::Other => "other",
        }
    }
}

/// One thing to look at, until somebody resolves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Exception {
    /// The id of the command that opened it, so that the same command always opens the same exception.
    pub id: ExceptionId,
    /// Why.
    #[serde(flatten)]
    pub kind: ExceptionKind,
    /// The command that brought it up.
    pub command: CommandId,
    /// Whose command it was; nobody's (an id of zeros) where the server itself noticed and no driver is concerned.
    pub by: MemberId,
    /// When it happened, by the device's clock.
    pub at: Timestamp,
}
