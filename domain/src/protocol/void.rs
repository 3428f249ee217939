//! A void: what takes the place of an envelope that the phone cannot send, so that nothing behind it has to wait.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::{
    command::EnvelopeError,
    id::{CommandId, LaneId},
    proof::Sha256Hash,
};

/// Keeps a signature over a void from being taken for a signature over anything else.
const CONTEXT: &[u8] = b"waybill.void.v1\0";

/// Says that the envelope with this hash has its place in the lane and will not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Void {
    /// The version of the protocol.
    pub v: u16,
    /// Which lane.
    pub lane: LaneId,
    /// Whose place is taken.
    pub seq: u64,
    /// The hash of the envelope that is not sent: the one behind it points at it.
    pub hash: Sha256Hash,
    /// The command in it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cmd_id: Option<CommandId>,
    /// Why, in the phone's words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The exact bytes of a void, with the signature of the lane's key over them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedVoid {
    /// Place in the lane, repeated outside for routing; what counts is inside.
    pub seq: u64,
    /// The void, as JSON text, byte for byte.
    pub void: String,
    /// Base64 of the 64 bytes of an Ed25519 signature over `waybill.void.v1\0` and the text.
    pub signature: String,
}

impl SignedVoid {
    /// Fixes `void` as bytes and signs them.
    pub fn seal(void: &Void, key: &SigningKey) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string(void)?;
        let signature = key.sign(&signed_bytes(&text));
        Ok(Self { seq: void.seq, void: text, signature: STANDARD.encode(signature.to_bytes()) })
    }

    /// Checks the signature.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), EnvelopeError> {
        let bytes = STANDARD.decode(&self.signature).map_err(|_| EnvelopeError::BadSignature)?;
        let signature = Signature::from_slice(&bytes).map_err(|_| EnvelopeError::BadSignature)?;
        key.verify_strict(&signed_bytes(&self.void), &signature).map_err(|_| EnvelopeError::BadSignature)
    }

    /// Reads it.
    pub fn open(&self) -> Result<Void, EnvelopeError> {
        Ok(serde_json::from_str(&self.void)?)
    }
}

fn signed_bytes(void: &str) -> Vec<u8> {
    [CONTEXT, void.as_bytes()].concat()
}
