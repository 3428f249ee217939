//! Backups: a consistent copy of the database and of the proof files that it names, made while the server runs.
//!
//! ```text
//! BACKUP/manifest.json   what is in it, and how far it reaches
//! BACKUP/waybill.db      the database
//! BACKUP/blobs/          proof files
//! BACKUP/…               what else the server needs: its key, the map
//! ```

mod check;
mod error;
mod files;
mod manifest;
mod note;
mod restore;
mod take;

pub use check::{Checked, check};
pub use error::BackupError;
pub use manifest::{LogReach, Manifest};
pub use note::{keep_noting, note};
pub(crate) use restore::mark_served;
pub use restore::{Restored, restore};
pub use take::{Taken, take};

/// The database's file.
pub(crate) const DATABASE: &str = "waybill.db";
/// The folder of the proof files.
const BLOBS: &str = "blobs";
/// Where a restore builds what it will put in place.
pub(crate) const RESTORING: &str = ".restoring";
/// Held by a server that serves a data folder.
pub(crate) const LOCK: &str = "serving.lock";

/// Is told how far the work is.
pub type Report<'a> = &'a mut (dyn FnMut(&str, u64, u64) + Send);
