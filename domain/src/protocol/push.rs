//! Push: commands go up, each with its own answer.

use serde::{Deserialize, Serialize};

use crate::{
    command::SignedEnvelope,
    id::{CommandId, LaneId},
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
