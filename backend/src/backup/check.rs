//! Checks a backup: everything that a restore relies on.

use std::{collections::BTreeSet, path::Path};

use sqlx::Connection as _;

use super::{BackupError, DATABASE, Manifest, Report, files, manifest::named_files, take::open};
use crate::store::{log, organizations};

/// What was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What the backup says about itself.
    pub manifest: Manifest,
    /// Events of all logs.
    pub events: u64,
    /// Proof files whose bytes have the hash that they are named by.
    pub files: u64,
}

/// Checks the database, the chain of every log, and the hash of every proof file. Files that were damaged on the server
/// already are known to be, and do not count.
pub async fn check(backup: &Path, report: Report<'_>) -> Result<Checked, BackupError> {
    let manifest = Manifest::read(backup)?;
    let database = backup.join(DATABASE);
    if !database.is_file() {
        return Err(BackupError::NoDatabase(backup.to_owned()));
    }
    report("check", 0, 1);
    let mut conn = open(&database).await?;
    let verdict: String = sqlx::query_scalar("pragma integrity_check")
        .fetch_one(&mut conn)
        .await
        .map_err(|e| BackupError::Damaged(e.to_string()))?;
    if verdict != "ok" {
        return Err(BackupError::Damaged(verdict));
    }
    let mut events = 0;
    for organization in organizations::all(&mut conn).await? {
        let checked = log::verify(&mut conn, organization.id).await?;
        events += checked.map_err(|broken| BackupError::Log { organization: organization.name, broken })?;
    }
    let found = Manifest::of(&mut conn, manifest.at).await?;
    if (&found.logs, &found.lanes) != (&manifest.logs, &manifest.lanes) {
        let why = "the manifest is of another database".to_owned();
        return Err(BackupError::NotABackup { path: backup.to_owned(), why });
    }
    report("check", 1, 1);
    let named = named_files(&mut conn).await?;
    conn.close().await?;
    let (total, known): (u64, BTreeSet<&str>) =
        (named.len() as u64, manifest.damaged.iter().map(String::as_str).collect());
    let (mut whole, mut bad) = (0, Vec::new());
    for (i, (path, sha256, _)) in named.into_iter().enumerate() {
        report("check", i as u64, total);
        match files::hash(&backup.join(&path)) {
            Ok(found) if found == sha256 => whole += 1,
            _ if known.contains(sha256.as_str()) => {}
            _ => bad.push(sha256),
        }
    }
    if bad.is_empty() {
        Ok(Checked { manifest, events, files: whole })
    } else {
        Err(BackupError::Files { files: bad, total })
    }
}
