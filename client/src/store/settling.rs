//! The server's last word on commands: rows leave the outbox.

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{CommandId, LaneId, Timestamp, protocol::CommandResult};

use super::{
    StoreError,
    outcomes::{self, Settled},
    sending,
};

#[derive(FromRow)]
struct Answered {
    seq: i64,
    cmd_id: String,
    delivery_id: String,
    name: String,
    envelope: Vec<u8>,
    signature: String,
    queued_at: i64,
    void: Option<String>,
    result: String,
}

/// Removes answered commands up to `last_seq`, and writes their outcomes in their place. Answers those that are settled.
/// `cursor` is that of the pull which confirms them.
pub async fn settle(
    conn: &mut SqliteConnection,
    last_seq: u64,
    cursor: Option<u64>,
    now: Timestamp,
) -> Result<Vec<(CommandId, CommandResult)>, StoreError> {
    let lane = sending::lane(conn).await?;
    let rows: Vec<Answered> = sqlx::query_as(
        "select seq, cmd_id, delivery_id, name, cast(envelope as blob) as envelope, signature, queued_at, void, result
         from outbox where seq <= $1 and result is not null order by seq",
    )
    .bind(last_seq.cast_signed())
    .fetch_all(&mut *conn)
    .await?;
    let mut settled = Vec::with_capacity(rows.len());
    for row in rows {
        let result: CommandResult =
            serde_json::from_str(&row.result).map_err(|e| StoreError::unreadable("result", e))?;
        // Of a void the driver hears as of what is wedged.
        if row.void.is_none() {
            let about = Settled {
                seq: row.seq,
                cmd_id: &row.cmd_id,
                delivery: &row.delivery_id,
                name: &row.name,
                queued_at: row.queued_at,
            };
            outcomes::put(conn, lane, &about, &result, now).await?;
        }
        keep(conn, lane, &row, cursor).await?;
        sqlx::query("delete from outbox where seq = $1").bind(row.seq).execute(&mut *conn).await?;
        settled.push((result.cmd_id, result));
    }
    Ok(settled)
}

/// Keeps the bytes, should the server lose them.
async fn keep(
    conn: &mut SqliteConnection,
    lane: LaneId,
    row: &Answered,
    cursor: Option<u64>,
) -> Result<(), StoreError> {
    // Of bytes that are no text there is only the void, and the row among the wedged.
    let text = if row.void.is_some() { "" } else { std::str::from_utf8(&row.envelope).unwrap_or_default() };
    sqlx::query(
        "insert or replace into taken
           (lane, seq, cmd_id, delivery_id, name, envelope, signature, void, queued_at, cursor)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(lane.to_string())
    .bind(row.seq)
    .bind(&row.cmd_id)
    .bind(&row.delivery_id)
    .bind(&row.name)
    .bind(text)
    .bind(&row.signature)
    .bind(&row.void)
    .bind(row.queued_at)
    .bind(cursor.map(u64::cast_signed))
    .execute(conn)
    .await?;
    Ok(())
}
