//! Commands that cannot be sent as they are: visible, and never thrown away.

use ed25519_dalek::SigningKey;
use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    CommandId, DeliveryId, Envelope, Timestamp,
    proof::Sha256Hash,
    protocol::{ENVELOPE_MAX, SignedVoid, VERSION, Void},
};

use super::{
    StoreError,
    outbox::{self, About},
    sending, succession,
};

/// A row on its way here.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The command's id.
    pub cmd_id: &'a str,
    /// About which delivery.
    pub delivery: &'a str,
    /// The command's name.
    pub name: &'a str,
    /// Its bytes, whatever they are by now.
    pub envelope: &'a [u8],
    /// As it was signed.
    pub signature: &'a str,
    /// When it was queued, in milliseconds.
    pub queued_at: i64,
}

/// A command that cannot be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Wedged {
    /// Its id.
    pub command: CommandId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub envelope: Vec<u8>,
    /// As it was signed.
    pub signature: String,
    /// Why it cannot be sent.
    pub reason: String,
    /// When it was queued.
    pub at: Timestamp,
}

impl Wedged {
    /// What is in it, if that can be read.
    pub fn open(&self) -> Option<Envelope> {
        serde_json::from_slice(&self.envelope).ok()
    }

    /// Whether it can be sent in a new envelope.
    pub fn can_retry(&self) -> bool {
        self.envelope.len() < ENVELOPE_MAX && self.open().is_some()
    }
}

#[derive(FromRow)]
struct Row {
    cmd_id: String,
    delivery_id: String,
    name: String,
    envelope: Vec<u8>,
    signature: String,
    reason: String,
    queued_at: i64,
}

/// All that are neither sent anew nor dropped, oldest first.
pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<Wedged>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select cmd_id, delivery_id, name, envelope, signature, reason, queued_at from wedged
         where state = 'wedged' order by id",
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let bad = |e: &dyn std::fmt::Display| StoreError::unreadable("wedged", e);
            Ok(Wedged {
                command: row.cmd_id.parse().map_err(|e| bad(&e))?,
                delivery: row.delivery_id.parse().map_err(|e| bad(&e))?,
                name: row.name,
                envelope: row.envelope,
                signature: row.signature,
                reason: row.reason,
                at: Timestamp::from_millis(row.queued_at),
            })
        })
        .collect()
}

/// How many are neither sent anew nor dropped.
pub async fn count(conn: &mut SqliteConnection) -> Result<usize, StoreError> {
    let count: i64 =
        sqlx::query_scalar("select count(*) from wedged where state = 'wedged'").fetch_one(conn).await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// Sets bytes aside.
pub(super) async fn put(
    conn: &mut SqliteConnection,
    entry: &Entry<'_>,
    reason: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into wedged (cmd_id, delivery_id, name, envelope, signature, reason, queued_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (cmd_id) do update set envelope = $4, signature = $5, reason = $6, state = 'wedged'",
    )
    .bind(entry.cmd_id)
    .bind(entry.delivery)
    .bind(entry.name)
    .bind(entry.envelope)
    .bind(entry.signature)
    .bind(reason)
    .bind(entry.queued_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets a waiting command aside and puts a void in its place, so that what is behind it can go.
pub async fn wedge(
    conn: &mut SqliteConnection,
    seq: u64,
    hash: Sha256Hash,
    reason: &str,
    key: &SigningKey,
) -> Result<(), StoreError> {
    type Found = (String, String, String, Vec<u8>, String, i64);
    let found: Option<Found> = sqlx::query_as(
        "select cmd_id, delivery_id, name, cast(envelope as blob), signature, queued_at from outbox where seq = $1",
    )
    .bind(seq.cast_signed())
    .fetch_optional(&mut *conn)
    .await?;
    let Some((cmd_id, delivery, name, envelope, signature, queued_at)) = found else { return Ok(()) };
    let entry = Entry {
        cmd_id: &cmd_id,
        delivery: &delivery,
        name: &name,
        envelope: &envelope,
        signature: &signature,
        queued_at,
    };
    put(conn, &entry, reason).await?;
    let lane = sending::lane(conn).await?;
    let void = Void { v: VERSION, lane, seq, hash, cmd_id: cmd_id.parse().ok(), reason: reason.to_owned() };
    let void = SignedVoid::seal(&void, key).map_err(|e| StoreError::unreadable("void", e))?;
    let json = serde_json::to_string(&void).map_err(|e| StoreError::unreadable("void", e))?;
    sqlx::query("update outbox set void = $1, last_error = '' where seq = $2")
        .bind(json)
        .bind(seq.cast_signed())
        .execute(conn)
        .await?;
    Ok(())
}

/// Queues the command anew, in an envelope of its own. `None`: there is no such command, or its bytes cannot be read.
pub async fn retry(
    conn: &mut SqliteConnection,
    command: CommandId,
    key: &SigningKey,
) -> Result<Option<u64>, StoreError> {
    let Some(wedged) = all(conn).await?.into_iter().find(|wedged| wedged.command == command) else {
        return Ok(None);
    };
    let lane = sending::lane(conn).await?;
    let (seq, prev) = outbox::next(conn).await?;
    let sealed = succession::reseal(&wedged.envelope, lane, seq, prev, key).filter(|_| wedged.can_retry());
    let Some(sealed) = sealed else { return Ok(None) };
    // The void keeps its place; the command's id goes with the command.
    sqlx::query("update outbox set cmd_id = 'void-' || seq where cmd_id = $1 and void is not null")
        .bind(command.to_string())
        .execute(&mut *conn)
        .await?;
    let (cmd_id, delivery) = (command.to_string(), wedged.delivery.to_string());
    let about = About { cmd_id: &cmd_id, delivery: &delivery, name: &wedged.name, queued_at: wedged.at };
    outbox::append_raw(conn, about, &sealed).await?;
    mark(conn, command, "retried").await?;
    for blob in wedged.open().map(|envelope| envelope.blobs).unwrap_or_default() {
        sqlx::query("update blobs set state = 'queued', cmd_seq = $1 where sha256 = $2 and state <> 'safe'")
            .bind(seq.cast_signed())
            .bind(blob.sha256.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(Some(seq))
}

/// The driver does not want it any more; its bytes stay. Whether there was such a one.
pub async fn drop(conn: &mut SqliteConnection, command: CommandId) -> Result<bool, StoreError> {
    mark(conn, command, "dropped").await
}

async fn mark(conn: &mut SqliteConnection, command: CommandId, state: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("update wedged set state = $1 where cmd_id = $2 and state = 'wedged'")
        .bind(state)
        .bind(command.to_string())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}
