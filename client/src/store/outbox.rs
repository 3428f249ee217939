//! Commands on their way.

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    CommandId, DeliveryId, Envelope, Timestamp, command::SignedEnvelope, proof::Sha256Hash,
    protocol::CommandResult,
};

use super::{
    StoreError,
    meta::{self, Key},
};

/// A command that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Place in the lane.
    pub seq: u64,
    /// What was signed, opened.
    pub envelope: Envelope,
    /// Size of the signed bytes.
    pub size: u64,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not work last time.
    pub last_error: String,
}

#[derive(FromRow)]
struct Row {
    seq: i64,
    envelope: String,
    attempts: i64,
    last_error: String,
}

impl Row {
    fn open(self) -> Result<Queued, StoreError> {
        let envelope =
            serde_json::from_str(&self.envelope).map_err(|e| StoreError::unreadable("envelope", e))?;
        Ok(Queued {
            seq: self.seq.cast_unsigned(),
            envelope,
            size: self.envelope.len() as u64,
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            last_error: self.last_error,
        })
    }
}

/// All commands that wait, in order.
pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<Row> =
        sqlx::query_as("select seq, envelope, attempts, last_error from outbox order by seq")
            .fetch_all(conn)
            .await?;
    rows.into_iter().map(Row::open).collect()
}

/// The commands of one delivery that wait, in order.
pub async fn of(conn: &mut SqliteConnection, delivery: DeliveryId) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select seq, envelope, attempts, last_error from outbox where delivery_id = $1 order by seq",
    )
    .bind(delivery.to_string())
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::open).collect()
}

/// Where the lane's next envelope goes: its sequence, and the hash of the one before.
pub async fn next(conn: &mut SqliteConnection) -> Result<(u64, Sha256Hash), StoreError> {
    let last: u64 = meta::get(conn, Key::LastSeq).await?.unwrap_or(0);
    let hash: Sha256Hash = meta::get(conn, Key::LastHash).await?.unwrap_or(Sha256Hash::ZERO);
    Ok((last + 1, hash))
}

/// Queues a sealed envelope.
pub async fn append(
    conn: &mut SqliteConnection,
    envelope: &Envelope,
    sealed: &SignedEnvelope,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into outbox (seq, cmd_id, delivery_id, name, envelope, signature, queued_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(sealed.seq.cast_signed())
    .bind(envelope.cmd_id.to_string())
    .bind(envelope.delivery_id.to_string())
    .bind(envelope.command.name())
    .bind(&sealed.envelope)
    .bind(&sealed.signature)
    .bind(now.as_millis())
    .execute(&mut *conn)
    .await?;
    meta::set(conn, Key::LastSeq, &sealed.seq).await?;
    meta::set(conn, Key::LastHash, &sealed.hash()).await
}

/// Envelopes after `pushed`, in order, at most `limit`: also those that were acked once, should the server have lost
/// them since.
pub async fn to_push(
    conn: &mut SqliteConnection,
    pushed: u64,
    limit: usize,
) -> Result<Vec<SignedEnvelope>, StoreError> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "select seq, envelope, signature from outbox where seq > $1
         union all
         select seq, envelope, signature from acked where seq > $1
         order by seq limit $2",
    )
    .bind(pushed.cast_signed())
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(seq, envelope, signature)| SignedEnvelope { seq: seq.cast_unsigned(), envelope, signature })
        .collect())
}

/// How many envelopes the server does not have yet.
pub async fn count_to_push(conn: &mut SqliteConnection, pushed: u64) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar(
        "select (select count(*) from outbox where seq > $1) + (select count(*) from acked where seq > $1)",
    )
    .bind(pushed.cast_signed())
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// How many commands wait.
pub async fn count(conn: &mut SqliteConnection) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(conn).await?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// Keeps the server's answers beside the commands, until the page comes that confirms them.
pub async fn keep_results(conn: &mut SqliteConnection, results: &[CommandResult]) -> Result<(), StoreError> {
    for result in results {
        let json = serde_json::to_string(result).map_err(|e| StoreError::unreadable("result", e))?;
        sqlx::query("update outbox set result = $1, last_error = '' where seq = $2 and cmd_id = $3")
            .bind(json)
            .bind(result.seq.cast_signed())
            .bind(result.cmd_id.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Notes a try that did not work.
pub async fn note_failure(
    conn: &mut SqliteConnection,
    first: u64,
    last: u64,
    words: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "update outbox set attempts = attempts + 1, last_error = $1
         where seq between $2 and $3 and result is null",
    )
    .bind(words)
    .bind(first.cast_signed())
    .bind(last.cast_signed())
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes answered commands up to `last_seq`, and writes their outcomes in their place. Answers those that are settled.
pub async fn settle(
    conn: &mut SqliteConnection,
    last_seq: u64,
    now: Timestamp,
) -> Result<Vec<(CommandId, CommandResult)>, StoreError> {
    type Answered = (i64, String, String, String, String, String, i64, String);
    let rows: Vec<Answered> = sqlx::query_as(
        "select seq, cmd_id, delivery_id, name, envelope, signature, queued_at, result from outbox
         where seq <= $1 and result is not null order by seq",
    )
    .bind(last_seq.cast_signed())
    .fetch_all(&mut *conn)
    .await?;
    let mut settled = Vec::with_capacity(rows.len());
    for (seq, cmd_id, delivery, name, envelope, signature, queued_at, result) in rows {
        let result: CommandResult =
            serde_json::from_str(&result).map_err(|e| StoreError::unreadable("result", e))?;
        let reason = result.reason.as_ref().map(serde_json::to_string).transpose();
        let reason = reason.map_err(|e| StoreError::unreadable("result", e))?;
        sqlx::query(
            "insert or replace into outcomes
               (seq, cmd_id, delivery_id, name, disposition, reason, queued_at, settled_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(seq)
        .bind(&cmd_id)
        .bind(delivery)
        .bind(name)
        .bind(result.disposition.as_str())
        .bind(reason)
        .bind(queued_at)
        .bind(now.as_millis())
        .execute(&mut *conn)
        .await?;
        sqlx::query("insert or replace into acked (seq, envelope, signature) values ($1, $2, $3)")
            .bind(seq)
            .bind(envelope)
            .bind(signature)
            .execute(&mut *conn)
            .await?;
        sqlx::query("delete from outbox where seq = $1").bind(seq).execute(&mut *conn).await?;
        settled.push((result.cmd_id, result));
    }
    Ok(settled)
}

/// Forgets commands up to `last`. Only a simulation does that, to see whether it is noticed.
pub async fn forget(conn: &mut SqliteConnection, last: u64) -> Result<(), StoreError> {
    sqlx::query("delete from outbox where seq <= $1").bind(last.cast_signed()).execute(conn).await?;
    Ok(())
}
