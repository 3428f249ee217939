//! Who looked at what. Kept apart from the log, and written in batches, so that reading stays cheap.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sqlx::SqliteConnection;
use tokio_util::sync::CancellationToken;
use waybill_domain::{DeliveryId, MemberId, OrganizationId, Timestamp};

use super::{
    door::Store,
    error::{Result, StoreError},
};

/// How long a read waits in memory before it is written.
const EVERY: Duration = Duration::from_secs(2);

/// Reads that are not written yet.
#[derive(Clone, Debug, Default)]
pub struct ReadLog(Arc<Mutex<Vec<Read>>>);

#[derive(Clone, Debug)]
struct Read {
    organization: OrganizationId,
    member: MemberId,
    delivery: DeliveryId,
    what: &'static str,
    at: Timestamp,
}

impl ReadLog {
    /// Notes that a member looked at `what` (such as `detail` or `proof`) of a delivery.
    pub fn note(
        &self,
        organization: OrganizationId,
        member: MemberId,
        delivery: DeliveryId,
        what: &'static str,
        at: Timestamp,
    ) {
        let read = Read { organization, member, delivery, what, at };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(read);
    }

    /// Writes what has gathered, now and then, and once more when the server stops.
    pub async fn keep_flushing(self, store: Store, stopping: CancellationToken) {
        while !stopping.is_cancelled() {
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = stopping.cancelled() => {}
            }
            if let Err(error) = self.flush(&store).await {
                tracing::warn!(%error, "reads could not be noted");
            }
        }
    }

    /// Writes what has gathered.
    pub async fn flush(&self, store: &Store) -> Result<()> {
        let reads = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        if reads.is_empty() {
            return Ok(());
        }
        store
            .tx(move |tx| {
                Box::pin(async move {
                    for read in &reads {
                        insert(tx.conn(), read).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await
    }
}

async fn insert(conn: &mut SqliteConnection, read: &Read) -> Result<()> {
    sqlx::query("insert into reads (organization, member, delivery, what, at) values ($1, $2, $3, $4, $5)")
        .bind(read.organization.to_string())
        .bind(read.member.to_string())
        .bind(read.delivery.to_string())
        .bind(read.what)
        .bind(read.at.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}
