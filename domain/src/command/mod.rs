//! Commands: what somebody did or wants. A *fact* already happened in the street and is never rejected; an *intent*
//! may be.

mod args;
mod envelope;
mod names;

use serde::{Deserialize, Serialize};

pub use args::{Completion, Failure, NewDelivery, ParcelResult, Patch, StopPatch};
pub use envelope::{Envelope, EnvelopeError, EnvelopeHeader, SignedEnvelope};
pub use names::Class;

use crate::{
    custody::Receiver,
    delivery::Preparation,
    id::{ExceptionId, MemberId},
    money::Money,
    proof::{BlobRef, Evidence},
};

/// What somebody did or wants. On the wire: `{"name": …, "args": …}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "name", content = "args", rename_all = "snake_case")]
pub enum Command {
    /// Intent: make a delivery. Also offline, on a phone.
    Create(Box<NewDelivery>),
    /// Intent: change address, window, notes, parcels.
    Edit(Box<Patch>),
    /// Intent: give it to a driver.
    Assign {
        /// To whom.
        driver: MemberId,
    },
    /// Intent: take it away from the driver.
    Unassign,
    /// Intent: the driver says yes.
    Accept,
    /// Intent: the driver says no.
    Decline {
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Intent: call it off.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Intent: another place in the driver's route.
    Move {
        /// The new rank; see `Delivery::rank`.
        rank: f64,
        /// The new rank of the pickup stop; see `Delivery::pickup_rank`. Absent: it stays as it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup_rank: Option<f64>,
    },
    /// Intent: the merchant's side.
    Prepare {
        /// The new preparation.
        preparation: Preparation,
    },
    /// Intent: a dispatcher has looked at an exception.
    ResolveException {
        /// Which one.
        exception: ExceptionId,
        /// What was found, in words.
        note: String,
    },
    /// Intent: goods that are under way go on with another driver.
    Transfer {
        /// Who takes them over.
        to: MemberId,
    },
    /// Intent: the goods stay where they are after all.
    CallOffTransfer,
    /// Fact: at the merchant.
    ArrivedAtPickup,
    /// Fact: the goods are in the van.
    PickedUp {
        /// What was scanned, photographed, signed at the pickup.
        #[serde(default)]
        evidence: Evidence,
    },
    /// Fact: on the way to the recipient.
    OutForDelivery,
    /// Fact: at the recipient's door.
    Arrived,
    /// Fact: handed over, wholly or in part.
    Completed(Box<Completion>),
    /// Fact: it could not be delivered.
    AttemptFailed(Box<Failure>),
    /// Fact: cash changed hands, apart from a completion.
    CashCollected {
        /// How much.
        amount: Money,
    },
    /// Fact: goods that are not delivered went out of the driver's hands.
    HandedOver {
        /// Into whose.
        to: Receiver,
        /// What was scanned, photographed, signed.
        #[serde(default)]
        evidence: Evidence,
    },
    /// Fact: goods came over from another driver.
    TakenOver {
        /// What was scanned, photographed, signed.
        #[serde(default)]
        evidence: Evidence,
    },
    /// Fact: more proof.
    ProofCaptured {
        /// What there is to show.
        evidence: Evidence,
    },
    /// Fact: something worth saying.
    Noted {
        /// In words.
        text: String,
    },
}

impl Command {
    /// The proof that this command carries.
    pub fn evidence(&self) -> Option<&Evidence> {
        match self {
            Self::Completed(completion) => Some(&completion.evidence),
            Self::AttemptFailed(failure) => Some(&failure.evidence),
            Self::PickedUp { evidence }
            | Self::ProofCaptured { evidence }
            | Self::HandedOver { evidence, .. }
            | Self::TakenOver { evidence } => Some(evidence),
            Self::Create(_)
            | Self::Edit(_)
            | Self::Assign { .. }
            | Self::Unassign
            | Self::Accept
            | Self::Decline { .. }
            | Self::Cancel { .. }
            | Self::Move { .. }
            | Self::Prepare { .. }
            | Self::ResolveException { .. }
            | Self::Transfer { .. }
            | Self::CallOffTransfer
            | Self::ArrivedAtPickup
            | Self::OutForDelivery
            | Self::Arrived
            | Self::CashCollected { .. }
            | Self::Noted { .. } => None,
        }
    }

    /// The bytes that this command commits to.
    pub fn blobs(&self) -> Vec<BlobRef> {
        self.evidence().map_or_else(Vec::new, |evidence| evidence.blobs().cloned().collect())
    }
}
