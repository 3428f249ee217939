//! The two doors in a simulation: a whole transaction on the spot, on the one connection, past the gates.

use std::{any::type_name, path::Path};

use futures::future::BoxFuture;
use sqlx::{Connection as _, SqliteConnection};
use waybill_door::{Fate, Moment, die, pass, wait};

use super::StoreError;

/// What has become of a transaction.
enum Done<T> {
    Done(T),
    /// The phone was killed.
    Dead,
}

/// See [`super::Store::tx`].
pub(super) async fn tx<T, E, F>(file: &Path, conn: &mut SqliteConnection, work: F) -> Result<T, E>
where
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send,
    E: From<StoreError>,
{
    let what = type_name::<F>();
    begin(file, what).await;
    let done = wait(async {
        let mut tx = conn.begin_with("begin immediate").await.map_err(StoreError::from)?;
        let done = work(&mut tx).await?;
        if pass(file, what, Moment::Worked) == Fate::Die {
            tx.rollback().await.map_err(StoreError::from)?;
            return Ok(Done::Dead);
        }
        tx.commit().await.map_err(StoreError::from)?;
        Ok::<_, E>(match pass(file, what, Moment::Committed) {
            Fate::Die => Done::Dead,
            Fate::Go | Fate::Wait(_) => Done::Done(done),
        })
    })?;
    match done {
        Done::Done(done) => Ok(done),
        Done::Dead => die().await,
    }
}

/// See [`super::Store::read`].
pub(super) async fn read<T, E, F>(file: &Path, conn: &mut SqliteConnection, work: F) -> Result<T, E>
where
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, E>> + Send,
    E: From<StoreError>,
{
    begin(file, type_name::<F>()).await;
    wait(async {
        let mut tx = conn.begin().await.map_err(StoreError::from)?;
        let done = work(&mut tx).await?;
        tx.rollback().await.map_err(StoreError::from)?;
        Ok(done)
    })
}

async fn begin(file: &Path, what: &'static str) {
    match pass(file, what, Moment::Begin) {
        Fate::Go => {}
        Fate::Wait(time) => tokio::time::sleep(time).await,
        Fate::Die => die().await,
    }
}
