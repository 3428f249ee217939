//! The hash chain of an organization's log.
//!
//! Each link covers the event's header and a salted hash of its payload, so that a payload can be erased by law and the
//! chain still verifies.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{CommandId, DeliveryId, LaneId, MemberId, OrganizationId},
    proof::Sha256Hash,
    time::Timestamp,
};

/// Keeps these hashes apart from all others.
const CONTEXT: &[u8] = b"waybill.log.v1\0";

/// The salted hash of an event's payload: SHA-256 over the 16 bytes of salt, then the payload as it is stored.
pub fn payload_hash(salt: &[u8; 16], payload: &[u8]) -> Sha256Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(payload);
    Sha256Hash(hasher.finalize().into())
}

/// The head after an event: SHA-256 over the context, the head before, the organization, the sequence (8 bytes, big
/// endian), the header's length and bytes, and the payload's hash.
pub fn link(
    prev: Sha256Hash,
    organization: OrganizationId,
    seq: u64,
    header: &[u8],
    payload: Sha256Hash,
) -> Sha256Hash {
    let mut hasher = Sha256::new();
    hasher.update(CONTEXT);
    hasher.update(prev.0);
    hasher.update(organization.as_bytes());
    hasher.update(seq.to_be_bytes());
    hasher.update((header.len() as u64).to_be_bytes());
    hasher.update(header);
    hasher.update(payload.0);
    Sha256Hash(hasher.finalize().into())
}

/// The part of an event that is never erased. Its JSON text is stored and hashed byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventHeader {
    /// Place in the organization's log.
    pub seq: u64,
    /// About which delivery.
    pub delivery_id: DeliveryId,
    /// When it happened, by the clock of whoever did it.
    pub at: Timestamp,
    /// When the server recorded it.
    pub recorded_at: Timestamp,
    /// Who; `None` for the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<MemberId>,
    /// From which lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneId>,
    /// By which command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    /// Who had the delivery before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_before: Option<MemberId>,
    /// Who has it after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_after: Option<MemberId>,
    /// Who was about to take it over before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker_before: Option<MemberId>,
    /// Who is about to take it over after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker_after: Option<MemberId>,
    /// The type of [`crate::event::EventBody`]; its data is the payload.
    #[serde(rename = "type")]
    pub kind: String,
}
