//! What the issuer says: who holds which key, what came in when, what the whole is.

use serde::{Deserialize, Serialize};

use super::{hex_bytes::PublicKey, signed::Statement};
use crate::{
    id::{CommandId, DeliveryId, DeviceId, LaneId, MemberId, OrganizationId},
    proof::Sha256Hash,
    rules::Disposition,
    time::Timestamp,
};

/// An organization or a member, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person<Id> {
    /// For ever.
    pub id: Id,
    /// As it was when the statement was made.
    pub name: String,
}

/// The device of a lane, as it called itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// One installation of the app.
    pub id: DeviceId,
    /// For people, such as "Pixel 9".
    pub name: String,
}

/// "This key signs for this member of this organization on this device."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// [`super::VERSION`].
    pub v: u16,
    /// Who says so.
    pub issuer: PublicKey,
    /// Of which fleet.
    pub organization: Person<OrganizationId>,
    /// Who.
    pub member: Person<MemberId>,
    /// With what.
    pub device: Phone,
    /// The lane's id.
    pub lane: LaneId,
    /// The key that signs the lane's envelopes.
    pub public_key: PublicKey,
    /// When the lane was opened, by the server's clock.
    pub opened_at: Timestamp,
    /// When this was signed, by the server's clock: later than `opened_at` for a lane that is older than its statement.
    pub issued_at: Timestamp,
}

/// Where a log stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which log: a restored server begins a new one.
    pub epoch: String,
    /// Its last sequence.
    pub seq: u64,
    /// The chain's head after that event.
    pub hash: Sha256Hash,
}

/// "This envelope came in then, this became of it, and after it the log stood there."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`super::VERSION`].
    pub v: u16,
    /// Who says so.
    pub issuer: PublicKey,
    /// In which fleet.
    pub organization: OrganizationId,
    /// Through which lane.
    pub lane: LaneId,
    /// At which place in it.
    pub seq: u64,
    /// SHA-256 of the envelope's text.
    pub envelope: Sha256Hash,
    /// The command's id; zeros where the envelope cannot be read.
    pub cmd_id: CommandId,
    /// By the server's clock.
    pub received_at: Timestamp,
    /// What became of it.
    pub disposition: Disposition,
    /// The log after it.
    pub log: Head,
}

/// "These keys were mine before."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// [`super::VERSION`].
    pub v: u16,
    /// The key that is in use, which says so.
    pub issuer: PublicKey,
    /// Those that it took the place of.
    pub former: Vec<FormerKey>,
}

/// A key that is used no more. What it signed before `until` stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerKey {
    /// The key.
    pub key: PublicKey,
    /// When its successor took over, by the server's clock.
    pub until: Timestamp,
}

/// "This is everything there is about this delivery": binds the parts of a bundle together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// [`super::VERSION`].
    pub v: u16,
    /// Who says so.
    pub issuer: PublicKey,
    /// Of which fleet.
    pub organization: Person<OrganizationId>,
    /// Which delivery.
    pub delivery_id: DeliveryId,
    /// Its short code.
    pub code: String,
    /// When the certificate was made, by the server's clock.
    pub exported_at: Timestamp,
    /// The log at that moment.
    pub log: Head,
    /// All events about the delivery, oldest first.
    pub events: Vec<SealedEvent>,
    /// All signed commands that made these events, in the order in which they came in.
    pub commands: Vec<SealedCommand>,
    /// All proof files that the commands and events commit to.
    pub files: Vec<SealedFile>,
}

/// An event and the head of the chain after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedEvent {
    /// Its place in the organization's log.
    pub seq: u64,
    /// The head after it.
    pub hash: Sha256Hash,
    /// Its payload was erased by law.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

/// A signed command, by its place and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCommand {
    /// Which lane.
    pub lane: LaneId,
    /// At which place.
    pub seq: u64,
    /// SHA-256 of the envelope's text.
    pub hash: Sha256Hash,
    /// Whether its text is in the bundle.
    pub state: CommandState,
}

/// Whether an envelope's text is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommandState {
    /// It is in the bundle.
    Included,
    /// It was erased by law.
    Erased,
}

/// A proof file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    /// Its name in the bundle.
    pub name: String,
    /// Of the file that the phone sealed.
    pub sha256: Sha256Hash,
    /// In bytes.
    pub size: u64,
    /// `image/jpeg` or `image/png`.
    pub mime: String,
    /// Whether its bytes are in the bundle.
    pub state: FileState,
}

/// Whether the bytes of a file are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// They are in the bundle.
    Included,
    /// The phone has not sent them yet.
    NotReceived,
    /// They were erased by law.
    Erased,
}

macro_rules! statement {
    ($($name:ident = $context:literal),+) => {
        $(impl Statement for $name {
            const CONTEXT: &'static str = $context;

            fn issuer(&self) -> PublicKey {
                self.issuer
            }
        })+
    };
}

statement!(
    Enrolment = "waybill.enrolment.v1\0",
    Receipt = "waybill.receipt.v1\0",
    Keys = "waybill.keys.v1\0",
    Seal = "waybill.seal.v1\0"
);
