//! Exceptions: what a person must look at.

use serde::{Deserialize, Serialize};

use crate::{
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
}

impl ExceptionKind {
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
    /// Whose command it was.
    pub by: MemberId,
    /// When it happened, by the device's clock.
    pub at: Timestamp,
}
