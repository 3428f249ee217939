//! The hash chain of an organization's log.
//!
//! Each link covers the event's header and a salted hash of its payload, so that a payload can be erased by law and the
//! chain still verifies.

use sha2::{Digest, Sha256};

use crate::{id::OrganizationId, proof::Sha256Hash};

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
