//! Questions to the offline half on this device. In the app the native shell answers them from local SQLite, with or
//! without a network.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::TileSet;
use crate::{
    command::Command,
    delivery::Delivery,
    geo::Fix,
    geofence::Approach,
    id::{CommandId, DeliveryId},
    outcome::Outcome,
    parcel::ParcelOutcome,
    proof::{BlobKind, BlobRef, Evidence, Sha256Hash},
    protocol::SessionInfo,
    time::Timestamp,
};

/// A question to the offline half.
pub trait Ask: Serialize + DeserializeOwned {
    /// The name of the native command.
    const NAME: &'static str;
    /// What a success answers.
    type Reply: Serialize + DeserializeOwned;
}

macro_rules! ask {
    ($($ask:ident = $name:literal -> $reply:ty;)*) => {
        $(impl Ask for $ask {
            const NAME: &'static str = $name;
            type Reply = $reply;
        })*
    };
}

ask! {
    Status = "status" -> DeviceStatus;
    SignInHere = "sign_in" -> SessionInfo;
    SignOutHere = "sign_out" -> ();
    MyDeliveries = "my_deliveries" -> Vec<MyDelivery>;
    Act = "act" -> MyDelivery;
    SaveDraft = "save_draft" -> ();
    KeepBlob = "keep_blob" -> BlobRef;
    ReadBlob = "read_blob" -> String;
    Waiting = "waiting" -> WaitingRoom;
    RetryNow = "retry_now" -> ();
    RetryWedged = "retry_wedged" -> ();
    DropWedged = "drop_wedged" -> ();
    Dismiss = "dismiss" -> ();
    Export = "export" -> String;
    SetShift = "set_shift" -> ();
    ReportFix = "report_fix" -> ();
    LocalMap = "local_map" -> Option<serde_json::Value>;
    LocalTileSet = "local_tile_set" -> Option<TileSet>;
    LocalTile = "local_tile" -> Option<String>;
    FetchFile = "fetch_file" -> String;
}

/// Where this device stands: who is signed in, is there a network, what waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {}

/// The answer to [`Status`]; also sent as the event `waybill://status` whenever it changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceStatus {
    /// Who is signed in; works offline.
    pub session: Option<SessionInfo>,
    /// The server this device belongs to.
    pub server_url: String,
    /// Whether the server was reached last time.
    pub network: Network,
    /// Commands and files not yet safe on the server.
    pub waiting: usize,
    /// Commands that cannot be sent as they are, and that the driver must look at.
    #[serde(default)]
    pub wedged: usize,
    /// When the server's truth was last pulled in full.
    pub synced_at: Option<Timestamp>,
    /// On or off duty.
    pub shift: Shift,
    /// The next stop, and how near to it the driver is by the last fix: "You have arrived" is for the driver to say. `None`
    /// where no stop is to be reached, or nothing is known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approach: Option<Approach>,
}

/// What is known of the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Not tried yet.
    #[default]
    Unknown,
    /// The server answers.
    Online,
    /// It does not.
    Offline,
    /// Something is going up right now.
    Sending,
    /// The server asks to sign in again; the queue is kept.
    SignInNeeded,
}

/// Off duty, nothing is collected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// Not working.
    #[default]
    Off,
    /// Working.
    On,
    /// Having a break.
    Break,
}

impl Shift {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::Break => "break",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Off, Self::On, Self::Break].into_iter().find(|shift| shift.as_str() == name)
    }
}

/// Signs in and opens the lane. Needs a network once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInHere {
    /// The server, such as `https://waybill.example.org`.
    pub server_url: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Signs out. Refused with `outbox_not_empty` while something waits, unless `leave_queued`: then it goes up when the
/// same member signs in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOutHere {
    /// Sign out all the same.
    pub leave_queued: bool,
}

/// The driver's deliveries: what the server confirmed, folded with what waits here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDeliveries {}

/// A delivery as this device sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyDelivery {
    /// Confirmed state with pending commands folded in.
    pub delivery: Delivery,
    /// Commands of it that wait in the outbox.
    pub pending: usize,
    /// Proof gathered so far, not yet part of a command.
    pub draft: Option<Draft>,
    /// Given to somebody else meanwhile; kept until what waits has gone up.
    pub revoked: bool,
}

/// A completion under way. Kept on disk at every step, so that it survives the app being killed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// How it will be handed over, once chosen.
    pub outcome: Option<Outcome>,
    /// Parcels that are not simply delivered.
    pub parcels: Vec<crate::command::ParcelResult>,
    /// What has been gathered.
    pub evidence: Evidence,
}

impl Draft {
    /// What becomes of `parcel` by this draft.
    pub fn parcel(&self, parcel: crate::id::ParcelId) -> ParcelOutcome {
        self.parcels
            .iter()
            .find(|result| result.parcel == parcel)
            .map_or(ParcelOutcome::Delivered, |r| r.outcome)
    }
}

/// Queues a command: one local transaction. The draft of the delivery goes with a completion or a failed attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// About which delivery.
    pub delivery: DeliveryId,
    /// What.
    pub command: Command,
}

/// Keeps a draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveDraft {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// The whole draft as it is now; `None` discards it.
    pub draft: Option<Draft>,
}

/// Keeps a photo or signature on this device: temp file, fsync, rename, then a row. Idempotent by hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepBlob {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// What it is.
    pub kind: BlobKind,
    /// Base64 of the file: JPEG or PNG as it came from camera, file or canvas. A photo is rotated upright and
    /// downscaled to at most 2048 px and 400 kB; what is kept is the sealed proof.
    pub bytes: String,
}

/// Base64 of a kept file, to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBlob {
    /// Which.
    pub sha256: Sha256Hash,
}

/// Everything on this device that is not yet safe on the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {}

/// The answer to [`Waiting`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WaitingRoom {
    /// In the order in which they will be sent.
    pub items: Vec<WaitingItem>,
    /// Commands and files that became safe on the server today.
    pub safe_today: usize,
    /// Results that need a look: rejected intents, facts under review.
    pub notices: Vec<Notice>,
    /// Commands that cannot be sent as they are; what is behind them goes up all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wedged: Vec<WedgedItem>,
    /// The last time this phone had to begin another lane.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewed: Option<Renewed>,
}

/// A command that cannot be sent as it is. It stays until the driver sends it anew or drops it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WedgedItem {
    /// Which command.
    pub command: CommandId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// Its drop-off address.
    pub address: String,
    /// The command's name.
    pub name: String,
    /// When it happened.
    pub at: Timestamp,
    /// Why it cannot be sent, in plain words.
    pub reason: String,
    /// Its bytes can be read, so it can be sent in a new envelope.
    pub can_retry: bool,
}

/// This phone began another lane: it was restored from a copy, or had lost its key. Nothing was lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    /// When.
    pub at: Timestamp,
    /// How many waiting commands went over.
    pub carried: usize,
    /// Why, in plain words.
    pub why: String,
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingItem {
    /// What it is.
    pub what: WaitingWhat,
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// Its drop-off address.
    pub address: String,
    /// When it happened.
    pub at: Timestamp,
    /// In bytes.
    pub size: u64,
    /// Bytes of it that are on the server already.
    pub sent: u64,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not work last time, in plain words; empty where it was not tried.
    pub last_error: String,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WaitingWhat {
    /// A command.
    Command {
        /// Its id.
        id: CommandId,
        /// Its name, such as `completed`.
        name: String,
        /// For completions and failures.
        outcome: Option<Outcome>,
    },
    /// A proof file.
    Blob {
        /// Its hash.
        sha256: Sha256Hash,
        /// Photo or signature.
        kind: BlobKind,
    },
}

/// The answer to a command that the driver should know of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Which command.
    pub command: CommandId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// Its drop-off address.
    pub address: String,
    /// The command's name.
    pub name: String,
    /// What became of it.
    pub disposition: crate::rules::Disposition,
    /// Why.
    pub reason: Option<crate::rules::Rejected>,
    /// When it happened.
    pub at: Timestamp,
}

/// Tries to send now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryNow {}

/// Sends a command that is wedged in a new envelope. Refused where its bytes cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryWedged {
    /// Which.
    pub command: CommandId,
}

/// Puts a command that is wedged away: it is shown no more. Its bytes stay on this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropWedged {
    /// Which.
    pub command: CommandId,
}

/// The driver has read a [`Notice`] and is done with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismiss {
    /// The notice's command.
    pub command: CommandId,
}

/// Writes a copy of everything that waits to a file the driver can keep; answers its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {}

/// Goes on duty, off duty, on a break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetShift {
    /// The new state.
    pub shift: Shift,
}

/// A position from the webview or a manual pin, for desktops; phones read their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportFix {
    /// The sample.
    pub fix: Fix,
}

/// The map of [`GetMap`](super::GetMap) as this device keeps it, so that it shows without a network; `None` until it
/// was fetched once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalMap {}

/// The tiles of [`GetTileSet`](super::GetTileSet) whose archive this device keeps whole, so that they show without a
/// network; `None` where it keeps none, or not yet all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTileSet {}

/// One tile of the archive on this device, as Base64 of the uncompressed tile; `None` where nothing is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalTile {
    /// 0 is the whole earth.
    pub zoom: u8,
    /// From the antimeridian to the east.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

/// Base64 of a proof file from the server, for the viewer in the app; a browser loads the path itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchFile {
    /// The path of [`ProofStatus`](super::ProofStatus), such as `/api/v1/deliveries/…/copy`.
    pub path: String,
}
