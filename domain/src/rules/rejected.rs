//! Why a command may not be done.

use serde::{Deserialize, Serialize};

use crate::{delivery::State, dispatch::TooLate, problem::FieldError, requirements::Requirement};

/// Why a command may not be done. `code()` is the stable name; the text is for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Rejected {
    /// There is no such delivery, or not for this member.
    #[error("this delivery does not exist")]
    Unknown,
    /// The id is taken.
    #[error("a delivery with this id exists already")]
    Exists,
    /// Another driver has it, or nobody, or the offer of it is over. The latter is a field and no variant of its own, so
    /// that a phone which does not know offers can read the answer.
    #[error("{}", offer.map_or_else(|| "this delivery is not assigned to you".into(), |why| why.to_string()))]
    NotYours {
        /// What became of the offer to this driver, where that is why. The code is then `offer_over`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<TooLate>,
    },
    /// The role may not do that.
    #[error("your role may not do this")]
    Forbidden,
    /// The step is not possible in this state.
    #[error("this cannot be done while the delivery is {}", state.as_str().replace('_', " "))]
    IllegalTransition {
        /// Where the delivery is.
        state: State,
    },
    /// The delivery is at this step already, or beyond it.
    #[error("the delivery is already {}", state.as_str().replace('_', " "))]
    AlreadyPast {
        /// Where the delivery is.
        state: State,
    },
    /// It was cancelled.
    #[error("this delivery was cancelled")]
    Cancelled,
    /// It is completed.
    #[error("this delivery is already completed")]
    AlreadyCompleted,
    /// The goods are with a driver; they must be handed over, not reassigned.
    #[error("the parcels are in a driver's van; they must be handed over, not reassigned")]
    InCustody,
    /// The change was based on an older revision.
    #[error("somebody changed this delivery meanwhile (revision {current}, yours was {based_on})")]
    StaleRevision {
        /// The revision now.
        current: u64,
        /// The revision the change was based on.
        based_on: u64,
    },
    /// What the stop demands is not there.
    #[error("proof is missing: {}", list(requirements))]
    MissingProof {
        /// What is missing.
        requirements: Vec<Requirement>,
    },
    /// A field breaks a rule.
    #[error("{}", errors.first().map_or_else(String::new, ToString::to_string))]
    Invalid {
        /// Which fields, which rules.
        errors: Vec<FieldError>,
    },
}

impl Rejected {
    /// The stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Exists => "exists",
            Self::NotYours { offer: None } => "not_yours",
            Self::NotYours { offer: Some(_) } => "offer_over",
            Self::Forbidden => "forbidden",
            Self::IllegalTransition { .. } => "illegal_transition",
            Self::AlreadyPast { .. } => "already_past",
            Self::Cancelled => "cancelled",
            Self::AlreadyCompleted => "already_completed",
            Self::InCustody => "in_custody",
            Self::StaleRevision { .. } => "stale_revision",
            Self::MissingProof { .. } => "missing_proof",
            Self::Invalid { .. } => "invalid",
        }
    }
}

fn list(requirements: &[Requirement]) -> String {
    requirements.iter().map(|requirement| requirement.words()).collect::<Vec<_>>().join(", ")
}
