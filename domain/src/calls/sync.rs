//! Calls about lanes: what is pending, failed, in conflict.

use serde::{Deserialize, Serialize};

use super::{Call, Method, Request, query};
use crate::{
    id::{CommandId, DeliveryId, LaneId, MemberId},
    rules::{Disposition, Rejected},
    time::Timestamp,
};

/// `GET /api/v1/sync/status`: every lane of the organization; for a driver the own ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetSyncStatus {}

impl Call for GetSyncStatus {
    const NAME: &'static str = "get_sync_status";
    type Reply = SyncStatus;

    fn request(&self) -> Request {
        Request::get("/api/v1/sync/status")
    }
}

/// The answer to [`GetSyncStatus`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncStatus {
    /// The server's clock.
    pub at: Timestamp,
    /// The moment that the last backup shows; absent where there is none of this log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backed_up_at: Option<Timestamp>,
    /// Those heard of last first.
    pub lanes: Vec<LaneStatus>,
}

/// Where one lane stands: one member on one device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaneStatus {
    /// Which.
    pub lane: LaneId,
    /// Whose.
    pub member: MemberId,
    /// First and last name.
    pub member_name: String,
    /// The member was disabled: the lane only drains.
    pub disabled: bool,
    /// On which device.
    pub device: String,
    /// What people call it.
    pub device_name: String,
    /// `android`, `ios`, `linux`, `macos`, `windows`.
    pub platform: String,
    /// The device was revoked: the lane only drains.
    pub revoked: bool,
    /// A session of this lane stands.
    pub signed_in: bool,
    /// The last sequence that came in.
    pub last_seq: u64,
    /// The last sequence that is in a backup.
    pub backed_up_seq: u64,
    /// When it was last heard of.
    pub last_seen_at: Timestamp,
    /// How long ago that is, in seconds.
    pub age_s: u64,
    /// The lane that took its place, where its phone was restored from a copy or had lost its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<LaneId>,
    /// Proof files that its commands commit to and that have not come.
    pub pending_uploads: u64,
    /// Their size, in bytes.
    pub pending_bytes: u64,
    /// Exceptions that the member's commands opened and that nobody has resolved.
    pub open_exceptions: u64,
    /// Intents that were refused.
    pub rejected: u64,
    /// Facts that were kept aside.
    pub quarantined: u64,
    /// Envelopes that could not be read.
    pub unreadable: u64,
    /// Envelopes that the phone could not send, and has not sent anew since.
    pub voided: u64,
    /// Facts that a dispatcher had or has to look at.
    pub needs_review: u64,
    /// Facts that came after the delivery had moved on.
    pub applied_late: u64,
    /// Commands that had come through another lane before.
    pub duplicates: u64,
}

/// `POST /api/v1/sync/lanes/{lane}/revoke`: ends what the member is signed in to on that device, and lets no sign-in
/// begin. What was done on it is still taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeDevice {
    /// A lane of the device.
    pub lane: LaneId,
}

impl Call for RevokeDevice {
    const NAME: &'static str = "revoke_device";
    type Reply = ();

    fn request(&self) -> Request {
        Request { method: Method::Post, path: format!("/api/v1/sync/lanes/{}/revoke", self.lane), body: None }
    }
}

/// `POST /api/v1/sync/lanes/{lane}/allow`: lets the member sign in on that device again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllowDevice {
    /// A lane of the device.
    pub lane: LaneId,
}

impl Call for AllowDevice {
    const NAME: &'static str = "allow_device";
    type Reply = ();

    fn request(&self) -> Request {
        Request { method: Method::Post, path: format!("/api/v1/sync/lanes/{}/allow", self.lane), body: None }
    }
}

/// `GET /api/v1/sync/lanes/{lane}/log`: what came through a lane, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetLaneLog {
    /// Which.
    pub lane: LaneId,
    /// Only what came before this sequence.
    #[serde(default)]
    pub before: Option<u64>,
}

impl Call for GetLaneLog {
    const NAME: &'static str = "get_lane_log";
    type Reply = LaneLog;

    fn request(&self) -> Request {
        let before = self.before.map(|seq| seq.to_string()).unwrap_or_default();
        Request::get(format!("/api/v1/sync/lanes/{}/log{}", self.lane, query([("before", before)])))
    }
}

/// The answer to [`GetLaneLog`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaneLog {
    /// Newest first.
    pub entries: Vec<LaneLogEntry>,
    /// Ask with this `before` for the next page; absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// One command as it came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaneLogEntry {
    /// Place in the lane.
    pub seq: u64,
    /// Which command; zeros where it could not be read.
    pub cmd_id: CommandId,
    /// Its name; empty where it could not be read.
    pub name: String,
    /// About which delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryId>,
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Rejected>,
    /// When it came in.
    pub received_at: Timestamp,
    /// In bytes.
    pub size: u64,
    /// The signed void that came in its place, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<String>,
}
