//! The names of commands, and whether they are facts or intents. The class follows from the name, never from the wire.

use serde::{Deserialize, Serialize};

use super::Command;

/// Whether a command may be rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// It already happened in the street; it is recorded whatever comes.
    Fact,
    /// It may be rejected, with a code.
    Intent,
}

impl Command {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Edit(_) => "edit",
            Self::Assign { .. } => "assign",
            Self::Unassign => "unassign",
            Self::Accept => "accept",
            Self::Decline { .. } => "decline",
            Self::Cancel { .. } => "cancel",
            Self::Move { .. } => "move",
            Self::Prepare { .. } => "prepare",
            Self::ResolveException { .. } => "resolve_exception",
            Self::Transfer { .. } => "transfer",
            Self::CallOffTransfer => "call_off_transfer",
            Self::ArrivedAtPickup => "arrived_at_pickup",
            Self::PickedUp { .. } => "picked_up",
            Self::OutForDelivery => "out_for_delivery",
            Self::Arrived => "arrived",
            Self::Completed(_) => "completed",
            Self::AttemptFailed(_) => "attempt_failed",
            Self::CashCollected { .. } => "cash_collected",
            Self::HandedOver { .. } => "handed_over",
            Self::TakenOver { .. } => "taken_over",
            Self::ProofCaptured { .. } => "proof_captured",
            Self::Noted { .. } => "noted",
        }
    }

    /// Fact or intent.
    pub fn class(&self) -> Class {
        match self {
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
            | Self::CallOffTransfer => Class::Intent,
            Self::ArrivedAtPickup
            | Self::PickedUp { .. }
            | Self::OutForDelivery
            | Self::Arrived
            | Self::Completed(_)
            | Self::AttemptFailed(_)
            | Self::CashCollected { .. }
            | Self::HandedOver { .. }
            | Self::TakenOver { .. }
            | Self::ProofCaptured { .. }
            | Self::Noted { .. } => Class::Fact,
        }
    }
}
