//! What the server confirmed.

use sqlx::SqliteConnection;
use waybill_domain::{Delivery, DeliveryId};

use super::StoreError;

/// A delivery as the server confirmed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Confirmed {
    /// The delivery.
    pub delivery: Delivery,
    /// No longer this member's.
    pub revoked: bool,
}

/// One delivery.
pub async fn get(conn: &mut SqliteConnection, id: DeliveryId) -> Result<Option<Confirmed>, StoreError> {
    let row: Option<(String, bool)> =
        sqlx::query_as("select json, revoked from srv_deliveries where id = $1")
            .bind(id.to_string())
            .fetch_optional(conn)
            .await?;
    row.map(|(json, revoked)| Ok(Confirmed { delivery: parse(&json)?, revoked })).transpose()
}

/// All deliveries, in the order of their ids.
pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<Confirmed>, StoreError> {
    let rows: Vec<(String, bool)> =
        sqlx::query_as("select json, revoked from srv_deliveries order by id").fetch_all(conn).await?;
    rows.into_iter().map(|(json, revoked)| Ok(Confirmed { delivery: parse(&json)?, revoked })).collect()
}

/// Keeps what the server confirmed.
pub(super) async fn put(conn: &mut SqliteConnection, id: &str, json: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into srv_deliveries (id, json, revoked) values ($1, $2, 0)
         on conflict (id) do update set json = excluded.json, revoked = 0",
    )
    .bind(id)
    .bind(json)
    .execute(conn)
    .await?;
    Ok(())
}

/// Not this member's any more: the row stays while something of it waits.
pub(super) async fn revoke(conn: &mut SqliteConnection, id: &str) -> Result<(), StoreError> {
    sqlx::query("update srv_deliveries set revoked = 1 where id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Removes revoked deliveries of which nothing waits any more.
pub async fn sweep_revoked(conn: &mut SqliteConnection) -> Result<u64, StoreError> {
    sqlx::query(
        "insert or replace into snapshots (id, json) select id, json from srv_deliveries where revoked = 1
           and exists (select 1 from taken where taken.delivery_id = srv_deliveries.id)
           and not exists (select 1 from outbox where outbox.delivery_id = srv_deliveries.id)
           and not exists (select 1 from blobs where blobs.delivery_id = srv_deliveries.id and blobs.state = 'queued')",
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query(
        "delete from srv_deliveries where revoked = 1
           and not exists (select 1 from outbox where outbox.delivery_id = srv_deliveries.id)
           and not exists (select 1 from blobs where blobs.delivery_id = srv_deliveries.id and blobs.state = 'queued')",
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

pub(super) fn parse(json: &str) -> Result<Delivery, StoreError> {
    serde_json::from_str(json).map_err(|e| StoreError::unreadable("delivery", e))
}
