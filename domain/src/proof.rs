//! Proof: photos, signature, scans, PIN, the recipient's name. The bytes are named by their hash from the first moment.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{CommandId, MemberId},
    money::Money,
    requirements::Requirement,
    time::Timestamp,
};

/// A SHA-256 digest; on the wire 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct Sha256Hash(pub [u8; 32]);

/// The text is not 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a SHA-256 digest of 64 hex digits")]
pub struct NotAHash;

impl Sha256Hash {
    /// All zeros: what stands before the first link of a chain.
    pub const ZERO: Self = Self([0; 32]);

    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Sha256Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Sha256Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NotAHash)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Sha256Hash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

impl From<Sha256Hash> for String {
    fn from(hash: Sha256Hash) -> Self {
        hash.to_string()
    }
}

/// What kind of bytes a blob holds, and so how they are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BlobKind {
    /// A picture of the parcel, the door, the place.
    Photo,
    /// What the recipient drew.
    Signature,
}

/// Bytes that were committed to before they are sent: the command carries this, the bytes follow.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlobRef {
    /// Of the exact file that the phone keeps.
    pub sha256: Sha256Hash,
    /// In bytes.
    pub size: u64,
    /// `image/jpeg` or `image/png`.
    pub mime: String,
    /// What it is.
    pub kind: BlobKind,
}

/// Everything a driver could show for one stop.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Photos, in the order in which they were taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<BlobRef>,
    /// The drawn signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<BlobRef>,
    /// Who took it, in their own words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recipient_name: String,
    /// Parcel codes that were read from the barcode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<String>,
    /// The digits that the recipient told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// The driver looked at a document and the age is enough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub age_verified: bool,
    /// Cash taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash: Option<Money>,
    /// Anything else worth saying.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Requirements that could not be met, each with the driver's reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

impl Evidence {
    /// All bytes that the evidence commits to: photos, then the signature.
    pub fn blobs(&self) -> impl Iterator<Item = &BlobRef> {
        self.photos.iter().chain(self.signature.as_ref())
    }
}

/// A requirement that was passed over, with the reason. Who and when stand in the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Override {
    /// Which one.
    pub requirement: Requirement,
    /// Why it could not be met.
    pub reason: String,
}

/// Evidence as it stands in the delivery: who gave it, by which command, when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Proof {
    /// The command that carried it.
    pub command: CommandId,
    /// The driver.
    pub by: MemberId,
    /// When it happened, by the device's clock.
    pub at: Timestamp,
    /// What there is to show.
    pub evidence: Evidence,
}
