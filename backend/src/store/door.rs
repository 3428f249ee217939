//! Transactions.

use std::{panic::AssertUnwindSafe, path::Path, sync::Arc, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use sqlx::{
    Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{Mutex, OwnedMutexGuard};
use waybill_domain::{Event, OrganizationId};

use super::error::{Result, StoreError};

/// An event that a transaction appended.
#[derive(Clone, Debug)]
pub struct Logged {
    /// In whose log.
    pub organization: OrganizationId,
    /// What.
    pub event: Event,
}

/// Is told what was committed, in commit order. Must not block.
pub type Announce = Arc<dyn Fn(&[Logged]) + Send + Sync>;

/// A read transaction: everything read through it is of one moment. Ends when dropped.
pub type Snapshot = Transaction<'static, Sqlite>;

/// The database.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Mutex<SqliteConnection>>,
    readers: SqlitePool,
    announce: Announce,
}

/// A write transaction that is under way.
pub struct Tx {
    conn: OwnedMutexGuard<SqliteConnection>,
    logged: Vec<Logged>,
}

impl Tx {
    /// The connection, for a statement.
    pub fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// Notes an event, to be announced after the commit.
    pub(super) fn note(&mut self, logged: Logged) {
        self.logged.push(logged);
    }
}

impl Store {
    /// Opens the database at `path`, makes it where it is missing, and migrates it.
    pub async fn open(path: &Path, readers: u32, announce: Announce) -> Result<Self> {
        Self::open_on(path, None, readers, announce).await
    }

    /// The same through SQLite's VFS of this name; `None` is the system's own.
    pub async fn open_on(path: &Path, vfs: Option<&str>, readers: u32, announce: Announce) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let options = vfs.into_iter().fold(options, |options, vfs| options.vfs(vfs.to_owned()));
        let mut writer = SqliteConnection::connect_with(&options).await?;
        sqlx::migrate!().run(&mut writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(readers.max(1))
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.read_only(true).pragma("query_only", "on"))
            .await?;
        Ok(Self { writer: Arc::new(Mutex::new(writer)), readers, announce })
    }

    /// Runs `work` in one write transaction: all of it, or, where it fails, nothing. It runs to its end even if the
    /// caller goes away meanwhile.
    pub async fn tx<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, std::result::Result<T, E>> + Send + 'static,
    {
        let store = self.clone();
        let task = tokio::spawn(async move {
            let mut tx = Tx { conn: store.writer.lock_owned().await, logged: Vec::new() };
            begin(tx.conn()).await?;
            // A panic in `work` must not leave the connection inside a transaction.
            let worked = AssertUnwindSafe(work(&mut tx)).catch_unwind().await;
            match worked.unwrap_or_else(|_| Err(StoreError::Interrupted.into())) {
                Ok(value) => {
                    if let Err(error) = sql(tx.conn(), "commit").await {
                        let _ = sql(tx.conn(), "rollback").await;
                        return Err(error.into());
                    }
                    if !tx.logged.is_empty() {
                        (store.announce)(&tx.logged);
                    }
                    Ok(value)
                }
                Err(error) => {
                    // Fails where SQLite has rolled back by itself, as it does when the disk is full.
                    let _ = sql(tx.conn(), "rollback").await;
                    Err(error)
                }
            }
        });
        task.await.unwrap_or_else(|_| Err(StoreError::Interrupted.into()))
    }

    /// Opens a read transaction.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(self.readers.begin().await?)
    }

    /// Writes the log back into the main file and closes all connections.
    pub async fn close(&self) {
        self.readers.close().await;
        let mut conn = self.writer.lock().await;
        if let Err(error) = sql(&mut conn, "pragma wal_checkpoint(truncate)").await {
            tracing::warn!(%error, "the last checkpoint failed");
        }
    }
}

/// Begins a write transaction; one that was left open by a failed rollback is ended first, so that a bad moment does not
/// stop all writing for good.
async fn begin(conn: &mut SqliteConnection) -> Result<()> {
    if sql(conn, "begin immediate").await.is_ok() {
        return Ok(());
    }
    let _ = sql(conn, "rollback").await;
    sql(conn, "begin immediate").await
}

async fn sql(conn: &mut SqliteConnection, statement: &'static str) -> Result<()> {
    sqlx::query(statement).execute(conn).await?;
    Ok(())
}
