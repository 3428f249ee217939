//! Transactions.

use std::{
    any::type_name,
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use futures::{FutureExt as _, future::BoxFuture};
use sqlx::{
    Connection as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{Mutex, OwnedMutexGuard};
use waybill_domain::{Event, OrganizationId};
use waybill_door::{Break, Fate, Moment, broken, die, pass, settle, simulated, wait};

use super::{
    error::{Result, StoreError},
    snapshot::{Bare, Snapshot},
};

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

/// The database.
#[derive(Clone)]
pub struct Store {
    file: Arc<PathBuf>,
    writer: Arc<Mutex<SqliteConnection>>,
    readers: SqlitePool,
    bare: Bare,
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
            .synchronous(if broken(Break::Fsync) { SqliteSynchronous::Off } else { SqliteSynchronous::Full })
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let options = vfs.into_iter().fold(options, |options, vfs| options.vfs(vfs.to_owned()));
        let mut writer = settle(SqliteConnection::connect_with(&options)).await?;
        settle(sqlx::migrate!().run(&mut writer)).await?;
        let options = options.read_only(true).pragma("query_only", "on");
        let pool = SqlitePoolOptions::new()
            .max_connections(readers.max(1))
            .acquire_timeout(Duration::from_secs(10))
            // A disk error can end a transaction behind sqlx's back. Such a connection would show an old snapshot for ever.
            .after_release(|conn, _| {
                Box::pin(async move {
                    conn.ping().await?;
                    Ok(!conn.is_in_transaction())
                })
            });
        let readers = if simulated() {
            pool.connect_lazy_with(options.clone())
        } else {
            pool.connect_with(options.clone()).await?
        };
        let (writer, file) = (Arc::new(Mutex::new(writer)), Arc::new(path.to_owned()));
        Ok(Self { file, writer, readers, bare: Bare::new(options), announce })
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
        if simulated() {
            return store.tx_on_the_spot(work).await;
        }
        let task = tokio::spawn(async move {
            let mut tx = Tx { conn: store.writer.clone().lock_owned().await, logged: Vec::new() };
            let value = attempt(&mut tx, work).await?;
            commit(&mut tx).await?;
            store.tell(&tx);
            Ok(value)
        });
        task.await.unwrap_or_else(|_| Err(StoreError::Interrupted.into()))
    }

    /// The same in a simulation: past the gates, and nothing else happens meanwhile.
    async fn tx_on_the_spot<T, E, F>(self, work: F) -> std::result::Result<T, E>
    where
        E: From<StoreError>,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, std::result::Result<T, E>>,
    {
        let what = type_name::<F>();
        match pass(&self.file, what, Moment::Begin) {
            Fate::Go => {}
            Fate::Wait(time) => tokio::time::sleep(time).await,
            Fate::Die => die().await,
        }
        let mut tx = Tx { conn: self.writer.clone().lock_owned().await, logged: Vec::new() };
        let value = wait(attempt(&mut tx, work))?;
        if pass(&self.file, what, Moment::Worked) == Fate::Die {
            let _ = wait(sql(tx.conn(), "rollback"));
            drop(tx);
            return die().await;
        }
        wait(commit(&mut tx))?;
        if pass(&self.file, what, Moment::Committed) == Fate::Die {
            drop(tx);
            return die().await;
        }
        self.tell(&tx);
        Ok(value)
    }

    fn tell(&self, tx: &Tx) {
        if !tx.logged.is_empty() {
            (self.announce)(&tx.logged);
        }
    }

    /// Opens a read transaction.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        if simulated() {
            return self.bare.begin();
        }
        Ok(Snapshot::Pooled(self.readers.begin().await?))
    }

    /// Closes the readers and writes the log back into the main file, which then stands alone: the next start turns the
    /// log on again.
    pub async fn close(&self) {
        self.readers.close().await;
        let mut conn = self.writer.lock().await;
        // The connection itself may outlive this by a moment, and with it a log that is still on.
        if let Err(error) = sql(&mut conn, "pragma journal_mode = delete").await {
            tracing::warn!(%error, "the last checkpoint failed");
        }
    }
}

/// Begins, and runs `work`; where that fails, nothing of it stays.
async fn attempt<T, E, F>(tx: &mut Tx, work: F) -> std::result::Result<T, E>
where
    E: From<StoreError>,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, std::result::Result<T, E>>,
{
    begin(tx.conn()).await?;
    // A panic in `work` must not leave the connection inside a transaction.
    let worked = AssertUnwindSafe(work(tx)).catch_unwind().await;
    let worked = worked.unwrap_or_else(|_| Err(StoreError::Interrupted.into()));
    if worked.is_err() {
        // Fails where SQLite has rolled back by itself, as it does when the disk is full.
        let _ = sql(tx.conn(), "rollback").await;
    }
    worked
}

async fn commit(tx: &mut Tx) -> Result<()> {
    let committed = sql(tx.conn(), "commit").await;
    if committed.is_err() {
        let _ = sql(tx.conn(), "rollback").await;
    }
    committed
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

pub(super) async fn sql(conn: &mut SqliteConnection, statement: &'static str) -> Result<()> {
    sqlx::query(statement).execute(conn).await?;
    Ok(())
}
