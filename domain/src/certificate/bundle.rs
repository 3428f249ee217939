//! The bundle: all parts of a certificate in one JSON file.

use serde::{Deserialize, Serialize};

use super::{hex_bytes::HexBytes, signed::Signed};

/// The media type, and the value of [`Bundle::kind`].
pub const TYPE: &str = "application/vnd.waybill.certificate+json";

/// A certificate as it is stored and sent. Nothing in it counts unless the seal, or a signature it leads to, covers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// [`TYPE`].
    #[serde(rename = "type")]
    pub kind: String,
    /// [`super::VERSION`].
    pub v: u16,
    /// The [`super::Seal`].
    pub seal: Signed,
    /// The [`super::Keys`].
    pub keys: Signed,
    /// An [`super::Enrolment`] for each lane of the commands.
    pub enrolments: Vec<Signed>,
    /// In the order of the seal.
    pub commands: Vec<SignedCommand>,
    /// The events of the seal, as runs without gaps.
    pub log: Vec<Run>,
    /// In the order of the seal.
    pub files: Vec<File>,
}

/// An envelope with the phone's signature, and the server's receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedCommand {
    /// The envelope, byte for byte; absent where it was erased by law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
    /// The lane's signature over it, in base64.
    pub signature: String,
    /// The [`super::Receipt`]; absent for what came in before the server gave receipts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Signed>,
}

/// Events that follow each other in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The head of the chain before the first of them.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub prev: HexBytes<32>,
    /// The events.
    pub events: Vec<Entry>,
}

/// An event as the chain covers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// JSON, byte for byte.
    pub header: String,
    /// JSON, byte for byte; absent where it was erased by law, and the salt with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// What is hashed before the payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub salt: Option<HexBytes<16>>,
    /// SHA-256 over salt and payload.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub payload_hash: HexBytes<32>,
}

/// A proof file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct File {
    /// As in the seal.
    pub name: String,
    /// Base64 of the sealed bytes; absent where the seal says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}
