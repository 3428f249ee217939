//! What the server has taken in, kept until it is in a backup of the server.

use ed25519_dalek::SigningKey;
use sqlx::SqliteConnection;
use waybill_domain::{Timestamp, protocol::Backup};

use super::{
    StoreError,
    outbox::{self, About},
    sending, succession,
};

/// Lets go of what the last backup of the server holds.
pub async fn prune(conn: &mut SqliteConnection, backup: &Backup) -> Result<u64, StoreError> {
    let lane = sending::lane(conn).await?;
    // A refused command is no event: at the same cursor, the backup may be older than it.
    let done =
        sqlx::query("delete from taken where (lane = $1 and seq <= $2) or (lane <> $1 and cursor < $3)")
            .bind(lane.to_string())
            .bind(backup.lane_seq.cast_signed())
            .bind(backup.log_seq.cast_signed())
            .execute(&mut *conn)
            .await?;
    sqlx::query(
        "delete from snapshots where not exists (select 1 from taken where taken.delivery_id = snapshots.id)
           and not exists (select 1 from outbox where outbox.delivery_id = snapshots.id)",
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// How many envelopes are kept.
pub async fn count(conn: &mut SqliteConnection) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar("select count(*) from taken").fetch_one(conn).await?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// Queues what former lanes had sent once more, in this lane: a restored server may have lost it, and the keys of those
/// lanes may be gone. What it still has, it knows again by the command's id.
pub async fn send_again(
    conn: &mut SqliteConnection,
    key: &SigningKey,
    now: Timestamp,
) -> Result<usize, StoreError> {
    type Row = (i64, String, i64, String, String, String, String, String, i64);
    let lane = sending::lane(conn).await?;
    let rows: Vec<Row> = sqlx::query_as(
        "select id, lane, seq, cmd_id, delivery_id, name, envelope, signature, queued_at from taken
         where lane <> $1 and void is null order by id",
    )
    .bind(lane.to_string())
    .fetch_all(&mut *conn)
    .await?;
    let mut again = 0;
    for (id, from, seq, cmd_id, delivery, name, envelope, signature, queued_at) in rows {
        let (next, prev) = outbox::next(conn).await?;
        let waits: i64 = sqlx::query_scalar("select count(*) from outbox where cmd_id = $1")
            .bind(&cmd_id)
            .fetch_one(&mut *conn)
            .await?;
        if let Some(sealed) = succession::reseal(envelope.as_bytes(), lane, next, prev, key)
            && waits == 0
        {
            let queued_at = Timestamp::from_millis(queued_at);
            let about = About { cmd_id: &cmd_id, delivery: &delivery, name: &name, queued_at };
            outbox::append_raw(conn, about, &sealed).await?;
            again += 1;
        }
        succession::keep_replaced(conn, &from, seq, &envelope, &signature, now).await?;
        sqlx::query("delete from taken where id = $1").bind(id).execute(&mut *conn).await?;
    }
    Ok(again)
}
