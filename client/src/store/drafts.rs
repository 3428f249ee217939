//! Completions under way.

use std::collections::BTreeMap;

use sqlx::SqliteConnection;
use waybill_domain::{DeliveryId, Timestamp, calls::driver::Draft};

use super::StoreError;

/// All drafts.
pub async fn all(conn: &mut SqliteConnection) -> Result<BTreeMap<DeliveryId, Draft>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select delivery_id, json from drafts").fetch_all(conn).await?;
    rows.into_iter()
        .map(|(id, json)| {
            let id = id.parse().map_err(|e| StoreError::unreadable("draft", e))?;
            Ok((id, parse(&json)?))
        })
        .collect()
}

/// The draft of one delivery.
pub async fn get(conn: &mut SqliteConnection, delivery: DeliveryId) -> Result<Option<Draft>, StoreError> {
    let json: Option<String> = sqlx::query_scalar("select json from drafts where delivery_id = $1")
        .bind(delivery.to_string())
        .fetch_optional(conn)
        .await?;
    json.map(|json| parse(&json)).transpose()
}

/// Keeps a draft.
pub async fn put(
    conn: &mut SqliteConnection,
    delivery: DeliveryId,
    draft: &Draft,
    now: Timestamp,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(draft).map_err(|e| StoreError::unreadable("draft", e))?;
    sqlx::query(
        "insert into drafts (delivery_id, json, saved_at) values ($1, $2, $3)
         on conflict (delivery_id) do update set json = excluded.json, saved_at = excluded.saved_at",
    )
    .bind(delivery.to_string())
    .bind(json)
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// Discards a draft.
pub async fn remove(conn: &mut SqliteConnection, delivery: DeliveryId) -> Result<(), StoreError> {
    sqlx::query("delete from drafts where delivery_id = $1").bind(delivery.to_string()).execute(conn).await?;
    Ok(())
}

fn parse(json: &str) -> Result<Draft, StoreError> {
    serde_json::from_str(json).map_err(|e| StoreError::unreadable("draft", e))
}
