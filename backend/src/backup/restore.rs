//! Puts a backup in the place of a data folder.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use uuid::Uuid;
use waybill_domain::Timestamp;

use super::{BLOBS, BackupError, Checked, DATABASE, LOCK, RESTORING, Report, check, files};

/// What a restore did.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What was checked and put in place.
    pub checked: Checked,
    /// Where the data that was there before is now.
    pub aside: Option<PathBuf>,
}

/// Verifies the backup, builds the new data beside the old, gives every log a new epoch so that phones notice, and puts
/// it in place. The database comes last: until it is there, nothing is.
pub async fn restore(
    from: &Path,
    data: &Path,
    force: bool,
    at: Timestamp,
    report: Report<'_>,
) -> Result<Restored, BackupError> {
    let checked = check::check(from, report).await?;
    fs::create_dir_all(data).map_err(BackupError::io(data))?;
    let lock = not_served(data)?;
    let staging = data.join(RESTORING);
    if staging.exists() {
        fs::remove_dir_all(&staging).map_err(BackupError::io(&staging))?;
    }
    let before = contents(data)?;
    if !before.is_empty() && !force {
        return Err(BackupError::NotEmpty(data.to_owned()));
    }
    build(from, &staging, report).await?;
    let aside = move_aside(data, &before, at)?;
    let mut parts = contents(&staging)?;
    parts.sort_by_key(|path| path.file_name().is_some_and(|name| name == DATABASE));
    for part in parts {
        let name = part.file_name().unwrap_or_default();
        fs::rename(&part, data.join(name)).map_err(BackupError::io(&part))?;
    }
    files::sync_folder(data).map_err(BackupError::io(data))?;
    fs::remove_dir_all(&staging).map_err(BackupError::io(&staging))?;
    drop(lock);
    Ok(Restored { checked, aside })
}

/// Marks a data folder as served, for as long as the file is held. `None` where it cannot be marked, or is already.
pub(crate) fn mark_served(data: &Path) -> Option<File> {
    let file = File::options().create(true).truncate(false).write(true).open(data.join(LOCK)).ok()?;
    match file.try_lock() {
        Ok(()) => Some(file),
        Err(error) => {
            tracing::warn!(%error, folder = %data.display(), "another server seems to run on this data folder");
            None
        }
    }
}

/// Nobody may serve the folder meanwhile.
fn not_served(data: &Path) -> Result<File, BackupError> {
    let path = data.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(BackupError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => Err(BackupError::Serving(data.to_owned())),
        Err(fs::TryLockError::Error(source)) => Err(BackupError::Io { path, source }),
    }
}

/// What stands in a folder, but for the lock and what a restore builds.
fn contents(folder: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(BackupError::io(folder))? {
        let entry = entry.map_err(BackupError::io(folder))?;
        let name = entry.file_name();
        let earlier = name.to_string_lossy().starts_with("before-restore-");
        if name != LOCK && name != RESTORING && !earlier {
            found.push(entry.path());
        }
    }
    Ok(found)
}

async fn build(from: &Path, staging: &Path, report: Report<'_>) -> Result<(), BackupError> {
    fs::create_dir_all(staging.join(BLOBS)).map_err(BackupError::io(staging))?;
    let mut all = Vec::new();
    walk(from, Path::new(""), &mut all).map_err(BackupError::io(from))?;
    let total = all.len() as u64;
    for (i, relative) in all.iter().enumerate() {
        report("restore", i as u64, total);
        let (source, target) = (from.join(relative), staging.join(relative));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(BackupError::io(folder))?;
        }
        files::copy(&source, &target).map_err(BackupError::io(&source))?;
        let meta = fs::metadata(&source).map_err(BackupError::io(&source))?;
        fs::set_permissions(&target, meta.permissions()).map_err(BackupError::io(&target))?;
    }
    report("restore", total, total);
    begin_epochs(&staging.join(DATABASE)).await?;
    files::sync_tree(staging).map_err(BackupError::io(staging))
}

/// Files below `root`, as relative paths; the manifest is not data.
fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let relative = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            walk(root, &relative, found)?;
        } else if relative != Path::new("manifest.json") {
            found.push(relative);
        }
    }
    Ok(())
}

/// Another epoch for every log: phones pull anew, and hand in again what the backup does not hold.
async fn begin_epochs(database: &Path) -> Result<(), BackupError> {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(database)).await?;
    let organizations: Vec<String> =
        sqlx::query_scalar("select organization from log_heads").fetch_all(&mut conn).await?;
    for organization in organizations {
        sqlx::query("update log_heads set epoch = $2 where organization = $1")
            .bind(organization)
            .bind(Uuid::now_v7().simple().to_string())
            .execute(&mut conn)
            .await?;
    }
    conn.close().await?;
    File::open(database).and_then(|file| file.sync_all()).map_err(BackupError::io(database))
}

/// Moves what was there into a folder of its own, the database first: a server that is started half way finds none, and
/// says that a restore was not finished.
fn move_aside(data: &Path, before: &[PathBuf], at: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    if before.is_empty() {
        return Ok(None);
    }
    let stamp: String = at.to_string().chars().take(19).filter(|c| !matches!(c, ':' | '-')).collect();
    let aside = data.join(format!("before-restore-{stamp}Z"));
    match fs::create_dir(&aside) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(BackupError::Exists(aside)),
        Err(source) => return Err(BackupError::Io { path: aside, source }),
    }
    let mut before = before.to_vec();
    before.sort_by_key(|path| path.file_name().is_none_or(|name| name != DATABASE));
    for path in before {
        let name = path.file_name().unwrap_or_default();
        fs::rename(&path, aside.join(name)).map_err(BackupError::io(&path))?;
    }
    files::sync_folder(&aside).map_err(BackupError::io(&aside))?;
    Ok(Some(aside))
}
