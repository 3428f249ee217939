//! Write transactions by their own statements. When the disk is full or fails, SQLite may have rolled back by itself;
//! sqlx's transactions then take the connection for one inside a transaction, for good.

use futures::future::BoxFuture;
use sqlx::{Connection as _, Sqlite, SqliteConnection, SqlitePool, pool::PoolConnection};

use super::StoreError;

/// Runs `work` and commits it; where anything fails, nothing was done.
pub(super) async fn run<T, E, F>(conn: &mut SqliteConnection, work: F) -> Result<T, E>
where
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>>,
    E: From<StoreError>,
{
    begin(conn).await?;
    let worked = work(conn).await;
    let done = match worked {
        Ok(done) => sql(conn, "commit").await.map(|()| done).map_err(E::from),
        Err(error) => Err(error),
    };
    if done.is_err() {
        // Fails where SQLite has rolled back by itself.
        let _ = sql(conn, "rollback").await;
    }
    done
}

/// Begins. What a caller who went away half way has left open is ended first.
async fn begin(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    if sql(conn, "begin immediate").await.is_ok() {
        return Ok(());
    }
    let _ = sql(conn, "rollback").await;
    sql(conn, "begin immediate").await
}

async fn sql(conn: &mut SqliteConnection, statement: &'static str) -> Result<(), StoreError> {
    sqlx::query(statement).execute(conn).await?;
    Ok(())
}

/// A connection to read with. One whose last transaction could not be ended would show an old snapshot for ever.
pub(super) async fn reader(pool: &SqlitePool) -> Result<PoolConnection<Sqlite>, StoreError> {
    loop {
        let mut conn = pool.acquire().await?;
        if !conn.is_in_transaction() {
            return Ok(conn);
        }
        conn.close_on_drop();
    }
}
