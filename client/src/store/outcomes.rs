//! What became of commands.

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    CommandId, DeliveryId, LaneId, Timestamp,
    protocol::CommandResult,
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
         where disposition not in ('applied', 'duplicate') and settled_at >= $1 and dismissed = 0
         order by id desc limit $2",
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

/// Writes what became of a command.
pub async fn put(
    conn: &mut SqliteConnection,
    lane: LaneId,
    row: &Settled<'_>,
    result: &CommandResult,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reason = result.reason.as_ref().map(serde_json::to_string).transpose();
    let reason = reason.map_err(|e| StoreError::unreadable("result", e))?;
    sqlx::query(
        "insert or replace into outcomes
           (lane, seq, cmd_id, delivery_id, name, disposition, reason, queued_at, settled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(lane.to_string())
    .bind(row.seq)
    .bind(row.cmd_id)
    .bind(row.delivery)
    .bind(row.name)
    .bind(result.disposition.as_str())
    .bind(reason)
    .bind(row.queued_at)
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// A command as its row in the outbox has it.
#[derive(Clone, Copy, Debug)]
pub struct Settled<'a> {
    /// Place in the lane.
    pub seq: i64,
    /// Its id.
    pub cmd_id: &'a str,
    /// About which delivery.
    pub delivery: &'a str,
    /// Its name.
    pub name: &'a str,
    /// When it was queued, in milliseconds.
    pub queued_at: i64,
}

/// The driver has seen it and is done with it. Whether there was such a one.
pub async fn dismiss(conn: &mut SqliteConnection, command: CommandId) -> Result<bool, StoreError> {
    let done = sqlx::query("update outcomes set dismissed = 1 where cmd_id = $1")
        .bind(command.to_string())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The last sequence of a lane whose result is stored.
pub async fn last_seq(conn: &mut SqliteConnection, lane: LaneId) -> Result<u64, StoreError> {
    let n: i64 = sqlx::query_scalar("select coalesce(max(seq), 0) from outcomes where lane = $1")
        .bind(lane.to_string())
        .fetch_one(conn)
        .await?;
    Ok(n.cast_unsigned())
}
