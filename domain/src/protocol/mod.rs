//! The wire between phone and server. Every message carries or implies version [`VERSION`].

mod positions;
mod pull;
mod push;
mod realtime;
mod session;
mod void;

pub use positions::{DriverPosition, FixBatch, FixReceipt};
pub use pull::{Backup, PatchOp, PullPage, PullQuery, Tail};
pub use push::{CommandResult, Push, PushOutcome, PushReply, Seen};
pub use realtime::Poke;
pub use session::{
    DeviceInfo, LaneInfo, NewLane, OrganizationInfo, Refresh, SessionInfo, SignIn, SignedIn, Tokens,
};
pub use void::{SignedVoid, Void};

/// The version of the sync protocol. A server speaks this and the one before.
pub const VERSION: u16 = 1;
/// The oldest version that a server still pulls for. Commands are taken from any.
pub const OLDEST: u16 = 1;
/// Most commands in one push.
pub const PUSH_MAX: usize = 200;
/// Largest envelope, in bytes.
pub const ENVELOPE_MAX: usize = 256 * 1024;
/// Largest proof file, in bytes.
pub const BLOB_MAX: u64 = 8 * 1024 * 1024;
/// Most fixes in one batch.
pub const FIXES_MAX: usize = 1_000;
