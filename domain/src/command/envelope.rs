//! The envelope: a command as it was queued. Its bytes are fixed at that moment, signed, stored and sent as they are,
//! so there is no canonical form to argue about.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use super::Command;
use crate::{
    geo::Fix,
    id::{CommandId, DeliveryId, LaneId},
    proof::{BlobRef, Sha256Hash},
    time::Timestamp,
};

/// Keeps a signature over an envelope from being taken for a signature over anything else.
const CONTEXT: &[u8] = b"waybill.envelope.v1\0";

/// A command with everything that is known at the moment it is queued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// The idempotency key.
    pub cmd_id: CommandId,
    /// Which lane queued it.
    pub lane: LaneId,
    /// Counts 1, 2, 3 … in the lane, without gaps.
    pub seq: u64,
    /// The version of the command's args.
    pub v: u16,
    /// The command: `name` and `args`.
    #[serde(flatten)]
    pub command: Command,
    /// About which delivery.
    pub delivery_id: DeliveryId,
    /// The revision that the member saw.
    pub base_rev: u64,
    /// The assignment that the member saw.
    pub assign_epoch: u32,
    /// The bytes that will follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<BlobRef>,
    /// When, by the device's clock.
    pub occurred_at: Timestamp,
    /// Milliseconds since boot, of a clock that counts sleep.
    pub mono_ms: u64,
    /// Which boot.
    pub boot_id: String,
    /// Where, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geo: Option<Fix>,
    /// Hash of the lane's envelope before this one.
    pub prev_hash: Sha256Hash,
    /// The head of the organization's log that this phone saw last.
    pub server_head: Sha256Hash,
}

/// What must be readable for the lane to advance, even where the command is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnvelopeHeader {
    /// The idempotency key.
    pub cmd_id: CommandId,
    /// Which lane queued it.
    pub lane: LaneId,
    /// Counts 1, 2, 3 … in the lane.
    pub seq: u64,
}

/// The exact bytes of an envelope, with the signature of the lane's key over them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedEnvelope {
    /// Place in the lane, repeated outside for routing; what counts is inside.
    pub seq: u64,
    /// The envelope, as JSON text, byte for byte.
    pub envelope: String,
    /// Base64 of the 64 bytes of an Ed25519 signature.
    pub signature: String,
}

/// Why bytes are not an envelope.
#[derive(Debug, thiserror::Error)]
pub enum EnvelopeError {
    /// Not the JSON of an envelope that this version knows.
    #[error("the envelope cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// The signature is not the lane key's over these bytes.
    #[error("the signature does not match the lane's key")]
    BadSignature,
}

impl SignedEnvelope {
    /// Fixes `envelope` as bytes and signs them.
    pub fn seal(envelope: &Envelope, key: &SigningKey) -> Result<Self, serde_json::Error> {
        Ok(Self::sign(envelope.seq, serde_json::to_string(envelope)?, key))
    }

    /// Signs bytes that are fixed already.
    pub fn sign(seq: u64, envelope: String, key: &SigningKey) -> Self {
        let signature = key.sign(&signed_bytes(&envelope));
        Self { seq, envelope, signature: STANDARD.encode(signature.to_bytes()) }
    }

    /// The hash that the next envelope of the lane points at.
    pub fn hash(&self) -> Sha256Hash {
        Sha256Hash::of(self.envelope.as_bytes())
    }

    /// Checks the signature.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), EnvelopeError> {
        let bytes = STANDARD.decode(&self.signature).map_err(|_| EnvelopeError::BadSignature)?;
        let signature = Signature::from_slice(&bytes).map_err(|_| EnvelopeError::BadSignature)?;
        key.verify_strict(&signed_bytes(&self.envelope), &signature).map_err(|_| EnvelopeError::BadSignature)
    }

    /// Reads the part that every version has.
    pub fn header(&self) -> Result<EnvelopeHeader, EnvelopeError> {
        Ok(serde_json::from_str(&self.envelope)?)
    }

    /// Reads the whole.
    pub fn open(&self) -> Result<Envelope, EnvelopeError> {
        Ok(serde_json::from_str(&self.envelope)?)
    }
}

fn signed_bytes(envelope: &str) -> Vec<u8> {
    [CONTEXT, envelope.as_bytes()].concat()
}
