//! Pull: the server's truth comes down, page by page.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::Delivery,
    id::{DeliveryId, LaneId, MemberId},
    member::Member,
    proof::Sha256Hash,
    protocol::CommandResult,
    time::Timestamp,
};

/// `GET /api/v1/sync/pull`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct PullQuery {
    /// The log epoch of the cursor; a server of another epoch answers with a reset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<String>,
    /// The last log sequence that the phone has; absent: everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<u64>,
    /// Which lane asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneId>,
    /// The last lane sequence whose result the phone has stored.
    #[serde(default)]
    pub acked: u64,
    /// The log's head that the phone saw at `cursor`; a server whose log is another there answers with a reset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Sha256Hash>,
    /// Only what became of commands, and the tail: for a lane whose member no longer works on deliveries.
    #[serde(default)]
    pub results_only: bool,
    /// The protocol version of the phone; absent: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub v: Option<u16>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PullPage {
    /// The log epoch. A restored server has a new one.
    pub epoch: String,
    /// This page begins a full copy: what is not in it or the pages after it is gone.
    #[serde(default)]
    pub reset: bool,
    /// Ask with this cursor next.
    pub cursor: u64,
    /// What changed.
    pub patch: Vec<PatchOp>,
    /// Results of this lane's commands since `acked`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<CommandResult>,
    /// On the last page only, from the same read snapshot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tail: Option<Tail>,
}

/// The end of a pull.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tail {
    /// Where the lane stands: outbox rows up to here may go in the transaction that applies this page.
    pub last_seq: u64,
    /// The head of the organization's log.
    pub head: Sha256Hash,
    /// The server's clock.
    pub server_time: Timestamp,
    /// The member as the server knows it now.
    pub member: Member,
    /// How far the last backup reaches; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup: Option<Backup>,
}

/// How far a backup of the server reaches. What it holds need not be kept on phones any longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Backup {
    /// The moment it shows, by the server's clock.
    pub at: Timestamp,
    /// The last event of the organization's log in it: a proof file is in it if its receipt was seen at a cursor up to
    /// here.
    pub log_seq: u64,
    /// The last sequence of this lane in it.
    pub lane_seq: u64,
}

/// One change of what the member sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum PatchOp {
    /// The delivery as it is now.
    Put {
        /// Whole.
        delivery: Box<Delivery>,
    },
    /// The delivery is gone.
    Del {
        /// Which.
        id: DeliveryId,
    },
    /// The delivery is not this member's any more; it stays until its last pending work has gone.
    Revoke {
        /// Which.
        id: DeliveryId,
        /// Who has it now, if the member may know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        driver: Option<MemberId>,
    },
}
