//! The lane's database. Everything goes through two doors: [`Store::tx`] writes, on the one connection that owns all
//! writes and checkpoints; [`Store::read`] reads a snapshot from the pool.

pub mod blobs;
pub mod deliveries;
pub mod drafts;
mod error;
pub mod gps;
pub mod incoming;
pub mod meta;
mod opened;
pub mod outbox;
pub mod outcomes;
mod reserve;
pub mod schema;
pub mod sending;
pub mod settling;
mod spot;
pub mod succession;
pub mod taken;
mod transaction;
pub mod wedged;

use std::path::{Path, PathBuf};

use futures::future::BoxFuture;
use sqlx::{
    Connection as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Mutex;
use waybill_door::{Break, broken, settle, simulated};

pub use error::StoreError;
pub use opened::Opened;
use reserve::Reserve;

/// One lane's database.
#[derive(Debug)]
pub struct Store {
    file: PathBuf,
    writer: Mutex<SqliteConnection>,
    reads: SqlitePool,
    opened: Opened,
    reserve: Reserve,
}

impl Store {
    /// Opens the file, or makes it, and brings its schema up to date. Reads go through `reads` where that is given, else
    /// through a pool of its own.
    pub async fn open(file: &Path, reads: Option<SqlitePool>) -> Result<Self, StoreError> {
        Self::open_on(file, None, reads).await
    }

    /// The same through SQLite's VFS of this name; `None` is the system's own.
    pub async fn open_on(
        file: &Path,
        vfs: Option<&str>,
        reads: Option<SqlitePool>,
    ) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(if broken(Break::Fsync) { SqliteSynchronous::Off } else { SqliteSynchronous::Full })
            .busy_timeout(std::time::Duration::from_secs(10));
        let options = vfs.into_iter().fold(options, |options, vfs| options.vfs(vfs.to_owned()));
        let reserve = Reserve::beside(file);
        let mut writer = match settle(SqliteConnection::connect_with(&options)).await {
            Err(error) if StoreError::is_full(&error) && reserve.release() => {
                settle(SqliteConnection::connect_with(&options)).await?
            }
            connected => connected?,
        };
        settle(schema::migrate(&mut writer)).await?;
        let reads = match reads {
            Some(pool) => pool,
            None => {
                let options = options.pragma("query_only", "on");
                SqlitePoolOptions::new().max_connections(4).connect_lazy_with(options)
            }
        };
        reserve.refill();
        Ok(Self {
            file: file.to_owned(),
            writer: Mutex::new(writer),
            reads,
            opened: Opened::default(),
            reserve,
        })
    }

    /// Runs `work` in one transaction: all of it or, where it fails or is dropped half way, nothing.
    pub async fn tx<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send,
        T: Send,
        E: From<StoreError> + Send,
    {
        let mut writer = self.writer.lock().await;
        if simulated() {
            return spot::tx(&self.file, &mut writer, work).await;
        }
        transaction::run(&mut writer, work).await
    }

    /// Runs `work` on one snapshot of the database.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send,
        T: Send,
        E: From<StoreError> + Send,
    {
        if simulated() {
            return spot::read(&self.file, &mut *self.writer.lock().await, work).await;
        }
        let mut conn = transaction::reader(&self.reads).await?;
        let mut tx = conn.begin().await.map_err(StoreError::from)?;
        work(&mut tx).await
    }

    /// The commands that wait, for reads of all of them.
    pub fn opened(&self) -> Opened {
        self.opened.clone()
    }

    /// Makes room on a full disk for what must be written. Whether there is more than before.
    pub async fn make_room(&self) -> bool {
        self.reserve.release() || self.write_back().await
    }

    /// While the disk is full, gives the space of the write-ahead log back after each command, so that the reserve is used
    /// up by commands and not by pages that are written again and again.
    pub async fn stay_small(&self) {
        if !self.reserve.is_kept() {
            self.write_back().await;
        }
    }

    /// Puts the log's pages where they belong and its file to size 0. Whether that was done.
    async fn write_back(&self) -> bool {
        let mut writer = self.writer.lock().await;
        let done = sqlx::query_as::<_, (i64, i64, i64)>("pragma wal_checkpoint(truncate)");
        match settle(done.fetch_one(&mut *writer)).await {
            Ok((busy, ..)) => busy == 0,
            Err(error) => {
                tracing::warn!(%error, "the log of a full disk could not be written back");
                false
            }
        }
    }

    /// Whether there is room for more than commands. What a command has taken of the reserve is taken back first: a photo
    /// may not use it up.
    pub fn has_room(&self) -> bool {
        self.reserve.refill()
    }

    /// The pool for reads.
    pub fn pool(&self) -> &SqlitePool {
        &self.reads
    }

    /// Closes the pool that reads; the writer closes when the store is dropped.
    pub async fn close(&self) {
        self.reads.close().await;
        self.reserve.refill();
    }
}
