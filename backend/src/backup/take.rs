//! Makes a backup. Only reads from the data folder, so it runs beside a server.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};
use waybill_domain::Timestamp;

use super::{BackupError, DATABASE, Manifest, Report, check, files, manifest::named_files, note};

/// What of a data folder is neither database nor proof files and still belongs to a server: small files at its top.
const BESIDE_MAX: u64 = 256 * 1024 * 1024;

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it.
    pub manifest: Manifest,
}

/// Copies the data folder `data` to `to`: a folder that does not exist, or one in which a new folder named after the
/// moment is made. What is found under the final name is whole and verified.
pub async fn take(data: &Path, to: &Path, at: Timestamp, report: Report<'_>) -> Result<Taken, BackupError> {
    let database = data.join(DATABASE);
    if !database.is_file() {
        return Err(BackupError::NoDatabase(data.to_owned()));
    }
    let path = target(to, at)?;
    let half = path.with_file_name(format!(".{}.half", name(&path)));
    if half.exists() {
        fs::remove_dir_all(&half).map_err(BackupError::io(&half))?;
    }
    fs::create_dir_all(&half).map_err(BackupError::io(&half))?;
    let made = fill(data, &half, at, report).await;
    let manifest = match made {
        Ok(manifest) => manifest,
        Err(error) => {
            let _ = fs::remove_dir_all(&half);
            return Err(error);
        }
    };
    fs::rename(&half, &path).map_err(BackupError::io(&path))?;
    if let Some(parent) = path.parent() {
        files::sync_folder(parent).map_err(BackupError::io(parent))?;
    }
    // Phones let go of what a backup holds: only of one that holds everything it should.
    if manifest.damaged.is_empty() {
        note::leave(data, &manifest)?;
    }
    Ok(Taken { path, manifest })
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| "backup".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn target(to: &Path, at: Timestamp) -> Result<PathBuf, BackupError> {
    if to.is_dir() {
        let stamp: String = at.to_string().chars().take(19).filter(|c| !matches!(c, ':' | '-')).collect();
        let path = to.join(format!("waybill-{stamp}Z"));
        return if path.exists() { Err(BackupError::Exists(path)) } else { Ok(path) };
    }
    if to.exists() { Err(BackupError::Exists(to.to_owned())) } else { Ok(to.to_owned()) }
}

async fn fill(data: &Path, half: &Path, at: Timestamp, report: Report<'_>) -> Result<Manifest, BackupError> {
    let copy = half.join(DATABASE);
    report("database", 0, 1);
    // One read transaction of SQLite's own: the copy shows one moment, and the server writes on meanwhile.
    let options = SqliteConnectOptions::new().filename(data.join(DATABASE)).read_only(true);
    let mut source = SqliteConnection::connect_with(&options).await?;
    sqlx::query("vacuum into $1").bind(copy.to_string_lossy().into_owned()).execute(&mut source).await?;
    source.close().await?;
    fs::File::open(&copy).and_then(|file| file.sync_all()).map_err(BackupError::io(&copy))?;
    report("database", 1, 1);
    let mut conn = open(&copy).await?;
    let mut manifest = Manifest::of(&mut conn, at).await?;
    let named = named_files(&mut conn).await?;
    conn.close().await?;
    let total = named.len() as u64;
    for (i, (path, sha256, size)) in named.into_iter().enumerate() {
        report("files", i as u64, total);
        match copy_file(&data.join(&path), &half.join(&path)) {
            Ok(found) if found == sha256 => {
                manifest.files += 1;
                manifest.bytes += size;
            }
            _ => manifest.damaged.push(sha256),
        }
    }
    report("files", total, total);
    beside(data, half)?;
    manifest.write_into(half)?;
    files::sync_tree(half).map_err(BackupError::io(half))?;
    check::check(half, report).await?;
    Ok(manifest)
}

/// The database file for reading.
pub(super) async fn open(path: &Path) -> Result<SqliteConnection, BackupError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    Ok(SqliteConnection::connect_with(&options).await?)
}

fn copy_file(from: &Path, to: &Path) -> std::io::Result<String> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    files::copy(from, to)
}

/// Small files beside the database: the server's key, the map, the configuration.
fn beside(data: &Path, half: &Path) -> Result<(), BackupError> {
    for entry in fs::read_dir(data).map_err(BackupError::io(data))? {
        let entry = entry.map_err(BackupError::io(data))?;
        let path = entry.path();
        let meta = entry.metadata().map_err(BackupError::io(&path))?;
        let file_name = name(&path);
        let transient = file_name.starts_with(DATABASE)
            || file_name.starts_with('.')
            || file_name == super::LOCK
            || file_name == note::FILE
            || file_name.ends_with(".half-written");
        if meta.is_file() && meta.len() <= BESIDE_MAX && !transient {
            let to = half.join(&file_name);
            files::copy(&path, &to).map_err(BackupError::io(&path))?;
            fs::set_permissions(&to, meta.permissions()).map_err(BackupError::io(&to))?;
        }
    }
    Ok(())
}
