//! The lane's database. Everything goes through two doors: [`Store::tx`] writes, on the one connection that owns all
//! writes and checkpoints; [`Store::read`] reads a snapshot from the pool.

pub mod blobs;
pub mod deliveries;
pub mod drafts;
mod error;
pub mod gps;
pub mod incoming;
pub mod meta;
pub mod outbox;
pub mod outcomes;
mod reserve;
pub mod schema;
mod spot;

use std::path::{Path, PathBuf};

use futures::future::BoxFuture;
use sqlx::{
    Connection as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Mutex;
use waybill_door::{settle, simulated};

pub use error::StoreError;
use reserve::Reserve;

/// One lane's database.
#[derive(Debug)]
pub struct Store {
    file: PathBuf,
    writer: Mutex<SqliteConnection>,
    reads: SqlitePool,
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
            .synchronous(SqliteSynchronous::Full)
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
        Ok(Self { file: file.to_owned(), writer: Mutex::new(writer), reads, reserve })
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
        let mut tx = writer.begin_with("begin immediate").await.map_err(StoreError::from)?;
        let done = work(&mut tx).await?;
        tx.commit().await.map_err(StoreError::from)?;
        Ok(done)
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
        let mut tx = self.reads.begin().await.map_err(StoreError::from)?;
        work(&mut tx).await
    }

    /// Gives up the reserved disk space, so that what must be written can be. Whether there was any.
    pub fn release_reserve(&self) -> bool {
        self.reserve.release()
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
