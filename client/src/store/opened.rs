//! Commands that wait, opened once: what is queued never changes, and a day without a network makes a long queue.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sqlx::SqliteConnection;
use waybill_domain::Envelope;

use super::{StoreError, outbox};

/// By the row's id, which is never given again; `None` where the bytes cannot be read.
type Known = HashMap<i64, Option<Arc<Envelope>>>;

/// What was opened of one lane's queue. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Opened(Arc<Mutex<Arc<Known>>>);

impl Opened {
    /// All commands that wait and can be read, in order.
    pub async fn all(&self, conn: &mut SqliteConnection) -> Result<Vec<Arc<Envelope>>, StoreError> {
        let ids = outbox::ids(conn).await?;
        let known = Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let fresh: Vec<i64> = ids.iter().copied().filter(|id| !known.contains_key(id)).collect();
        // Rows that have gone up are let go of now and then, not one by one.
        let known = if fresh.is_empty() && known.len() <= ids.len() * 2 {
            known
        } else {
            let mut now: Known = ids.iter().filter_map(|id| Some((*id, known.get(id)?.clone()))).collect();
            now.extend(
                outbox::by_id(conn, &fresh).await?.into_iter().map(|(id, opened)| (id, opened.map(Arc::new))),
            );
            let now = Arc::new(now);
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&now);
            now
        };
        Ok(ids.iter().filter_map(|id| known.get(id)?.clone()).collect())
    }
}
