//! Read transactions.

use std::{
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::{Connection as _, Sqlite, SqliteConnection, Transaction, sqlite::SqliteConnectOptions};
use waybill_door::{Hold, wait};

use super::{door::sql, error::Result};

/// A read transaction: everything read through it is of one moment. Ends when dropped.
pub enum Snapshot {
    /// On a connection of the pool.
    Pooled(Transaction<'static, Sqlite>),
    /// In a simulation.
    Bare(Lent),
}

impl Deref for Snapshot {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Pooled(tx) => tx,
            Self::Bare(lent) => lent.conn(),
        }
    }
}

impl DerefMut for Snapshot {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Pooled(tx) => tx,
            Self::Bare(lent) => lent.conn_mut(),
        }
    }
}

/// Connections without a pool: a pool has timers and tasks of its own, whose order nobody could repeat.
#[derive(Clone)]
pub(super) struct Bare {
    options: Arc<SqliteConnectOptions>,
    idle: Arc<Mutex<Vec<SqliteConnection>>>,
}

impl Bare {
    pub(super) fn new(options: SqliteConnectOptions) -> Self {
        Self { options: Arc::new(options), idle: Arc::default() }
    }

    pub(super) fn begin(&self) -> Result<Snapshot> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut conn = match idle {
            Some(conn) => conn,
            None => wait(SqliteConnection::connect_with(&self.options))?,
        };
        wait(sql(&mut conn, "begin"))?;
        Ok(Snapshot::Bare(Lent { conn: Some(conn), home: self.clone(), _hold: Hold::new() }))
    }
}

/// A connection in a transaction. Its holder waits for it on the spot.
pub struct Lent {
    /// Always there until it is dropped.
    conn: Option<SqliteConnection>,
    home: Bare,
    _hold: Hold,
}

impl Lent {
    fn conn(&self) -> &SqliteConnection {
        self.conn.as_ref().expect("it is only taken when dropped")
    }

    fn conn_mut(&mut self) -> &mut SqliteConnection {
        self.conn.as_mut().expect("it is only taken when dropped")
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(mut conn) = self.conn.take()
            && wait(sql(&mut conn, "rollback")).is_ok()
        {
            self.home.idle.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        }
    }
}
