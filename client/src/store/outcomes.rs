//! What became of commands.

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    CommandId, DeliveryId, Timestamp,
    rules::{Disposition, Rejected},
};

use super::StoreError;

/// What became of one command.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Which.
    pub command: CommandId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// The command's name.
    pub name: String,
    /// What became of it.
    pub disposition: Disposition,
    /// Why.
    pub reason: Option<Rejected>,
    /// When it was queued.
    pub at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    cmd_id: String,
    delivery_id: String,
    name: String,
    disposition: String,
    reason: Option<String>,
    queued_at: i64,
}

/// Outcomes that were not simply `applied` or `duplicate`, settled since `since`, newest first.
pub async fn notable(
    conn: &mut SqliteConnection,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Outcome>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select cmd_id, delivery_id, name, disposition, reason, queued_at from outcomes
         where disposition not in ('applied', 'duplicate') and settled_at >= $1
         order by seq desc limit $2",
    )
    .bind(since.as_millis())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Outcome, StoreError> {
    let bad = |e: String| StoreError::unreadable("outcome", e);
    let reason = row.reason.map(|json| serde_json::from_str(&json)).transpose();
    Ok(Outcome {
        command: row.cmd_id.parse().map_err(|e| bad(format!("{e}")))?,
        delivery: row.delivery_id.parse().map_err(|e| bad(format!("{e}")))?,
        name: row.name,
        disposition: serde_json::from_value(row.disposition.into()).map_err(|e| bad(e.to_string()))?,
        reason: reason.map_err(|e| bad(e.to_string()))?,
        at: Timestamp::from_millis(row.queued_at),
    })
}

/// How many commands and files became safe since `since`.
pub async fn safe_since(conn: &mut SqliteConnection, since: Timestamp) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar(
        "select (select count(*) from outcomes where settled_at >= $1)
              + (select count(*) from blobs where state = 'safe' and safe_at >= $1)",
    )
    .bind(since.as_millis())
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// The last lane sequence whose result is stored.
pub async fn last_seq(conn: &mut SqliteConnection) -> Result<u64, StoreError> {
    let n: i64 = sqlx::query_scalar("select coalesce(max(seq), 0) from outcomes").fetch_one(conn).await?;
    Ok(n.cast_unsigned())
}
