//! What a backup says about itself.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};
use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{LaneId, OrganizationId, Timestamp, proof::Sha256Hash};

use super::{BackupError, files};
use crate::store::{
    Result, log, organizations,
    row::{count, parse},
};

/// The version of the format.
const FORMAT: u32 = 1;
/// Its file.
const FILE: &str = "manifest.json";

/// What is in a backup, and how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format.
    pub format: u32,
    /// The version of the server that made it.
    pub server: String,
    /// The moment it shows, by the server's clock.
    pub at: Timestamp,
    /// How far it reaches in each organization's log.
    pub logs: Vec<LogReach>,
    /// The last sequence of each lane in it.
    pub lanes: BTreeMap<LaneId, u64>,
    /// How many proof files.
    pub files: u64,
    /// Their size, in bytes.
    pub bytes: u64,
    /// Proof files that were missing or damaged on the server, by hash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<String>,
}

/// How far a backup reaches in one log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogReach {
    /// Whose.
    pub organization: OrganizationId,
    /// Its name.
    pub name: String,
    /// Which log.
    pub epoch: String,
    /// The last event.
    pub seq: u64,
    /// The chain's head.
    pub head: Sha256Hash,
}

impl Manifest {
    /// What the database at `conn` reaches; files are counted later.
    pub(super) async fn of(conn: &mut SqliteConnection, at: Timestamp) -> Result<Self> {
        let mut logs = Vec::new();
        for organization in organizations::all(conn).await? {
            let head = log::head(conn, organization.id).await?;
            logs.push(LogReach {
                organization: organization.id,
                name: organization.name,
                epoch: head.epoch,
                seq: head.seq,
                head: head.hash,
            });
        }
        let rows = sqlx::query("select id, last_seq from lanes").fetch_all(conn).await?;
        let lanes = rows.iter().map(|row| Ok((parse(row, "id")?, count(row, "last_seq")?)));
        Ok(Self {
            format: FORMAT,
            server: env!("CARGO_PKG_VERSION").to_owned(),
            at,
            logs,
            lanes: lanes.collect::<Result<_>>()?,
            files: 0,
            bytes: 0,
            damaged: Vec::new(),
        })
    }

    pub(super) fn write(&self, folder: &Path, name: &str) -> std::result::Result<(), BackupError> {
        let path = folder.join(name);
        let json = serde_json::to_vec_pretty(self)
            .map_err(|e| BackupError::Io { path: path.clone(), source: std::io::Error::other(e) })?;
        files::write_whole(&path, &json).map_err(BackupError::io(&path))
    }

    pub(super) fn write_into(&self, backup: &Path) -> std::result::Result<(), BackupError> {
        self.write(backup, FILE)
    }

    /// Reads the manifest of a backup.
    pub fn read(backup: &Path) -> std::result::Result<Self, BackupError> {
        let not = |why: String| BackupError::NotABackup { path: backup.to_owned(), why };
        let json = std::fs::read(backup.join(FILE)).map_err(|e| not(format!("{FILE}: {e}")))?;
        let manifest: Self = serde_json::from_slice(&json).map_err(|e| not(format!("{FILE}: {e}")))?;
        if manifest.format > FORMAT {
            return Err(not(format!("it has format {}, this server knows {FORMAT}", manifest.format)));
        }
        Ok(manifest)
    }
}

/// The proof files that the database at `conn` names: relative path and hash.
pub(super) async fn named_files(conn: &mut SqliteConnection) -> Result<Vec<(String, String, u64)>> {
    let rows = sqlx::query("select organization, sha256, size from blobs order by organization, sha256")
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| {
            let (organization, sha256): (String, String) =
                (row.try_get("organization")?, row.try_get("sha256")?);
            let (head, tail) = sha256.split_at(2.min(sha256.len()));
            Ok((
                format!("{}/{organization}/{head}/{tail}", super::BLOBS),
                sha256.clone(),
                count(row, "size")?,
            ))
        })
        .collect()
}
