//! Push: commands go up, each with its own answer.

use serde::{Deserialize, Serialize};

use super::{SignedVoid, VERSION};
use crate::{
    command::SignedEnvelope,
    delivery::Delivery,
    id::{CommandId, LaneId},
    proof::Sha256Hash,
    rules::{Disposition, Rejected},
};

/// `POST /api/v1/sync/push`: commands in the order of their sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Push {
    /// The protocol version of the sender.
    pub v: u16,
    /// Which lane.
    pub lane: LaneId,
    /// At most [`super::PUSH_MAX`].
    pub commands: Vec<SignedEnvelope>,
    /// What takes the place of envelopes that the phone cannot send.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voids: Vec<SignedVoid>,
    /// Deliveries of these commands as the phone knows them, where it has reason to think that the server does not: it
    /// was restored from a backup. Not signed; what they say is checked by a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<Delivery>,
    /// The log that the phone pulled from. A server with another one answers 409 `epoch_changed`: pull first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Seen>,
}

impl Push {
    /// Nothing but commands.
    pub fn new(lane: LaneId, commands: Vec<SignedEnvelope>) -> Self {
        Self { v: VERSION, lane, commands, voids: Vec::new(), snapshots: Vec::new(), seen: None }
    }
}

/// What a phone has seen of an organization's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Seen {
    /// The log's epoch.
    pub epoch: String,
    /// The last sequence that was pulled.
    pub cursor: u64,
    /// The head at that sequence, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Sha256Hash>,
}

/// The answer: one result for each command that was looked at, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushReply {
    /// What became of the batch.
    pub outcome: PushOutcome,
    /// Where the lane stands now.
    pub last_seq: u64,
    /// What became of each command.
    pub results: Vec<CommandResult>,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum PushOutcome {
    /// Every command has its result.
    Ok,
    /// A sequence is missing: send again from `last_seq + 1`.
    Gap,
    /// This sequence is taken by another envelope: the phone was restored from a copy and must open a new lane.
    Fork,
}

/// What became of one command. The same again for a replay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommandResult {
    /// Place in the lane.
    pub seq: u64,
    /// Which command.
    pub cmd_id: CommandId,
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Rejected>,
}
