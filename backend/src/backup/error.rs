//! What can go wrong with a backup.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::store::{StoreError, log::Broken};

/// Why a backup could not be made, or cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("{} holds no database", .0.display())]
    NoDatabase(PathBuf),
    /// Something is in the way.
    #[error("{} exists already", .0.display())]
    Exists(PathBuf),
    /// The data folder is in use as it is.
    #[error("{} is not empty; with --force what is in it is moved aside, not deleted", .0.display())]
    NotEmpty(PathBuf),
    /// A server works there.
    #[error("a server is running on {}; stop it first", .0.display())]
    Serving(PathBuf),
    /// Not a backup, or one of a newer version.
    #[error("{} is not a backup that this version can read: {why}", .path.display())]
    NotABackup {
        /// What was taken for one.
        path: PathBuf,
        /// Why it is none.
        why: String,
    },
    /// SQLite finds the database damaged.
    #[error("the database in the backup is damaged: {0}")]
    Damaged(String),
    /// The log's chain does not hold.
    #[error("the log of {organization} in the backup is broken: {broken}")]
    Log {
        /// Whose.
        organization: String,
        /// Where.
        broken: Broken,
    },
    /// Proof files are missing or are not what their names promise.
    #[error("{} of {total} proof files are missing or damaged, such as {}", .files.len(), .files.first().map_or("", String::as_str))]
    Files {
        /// Which, by hash.
        files: Vec<String>,
        /// Of how many.
        total: u64,
    },
    /// The database.
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// The file system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl BackupError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}
