//! Commands on their way.

use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{DeliveryId, Envelope, Timestamp, command::SignedEnvelope, proof::Sha256Hash};

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
    envelope: Vec<u8>,
    attempts: i64,
    last_error: String,
}

const COLUMNS: &str = "seq, cast(envelope as blob) as envelope, attempts, last_error";

/// `None` where the bytes are not a command that this version knows: they are sent as they are, or set aside when they are
/// to be sent, and must not hide the others from view.
fn open(seq: i64, bytes: &[u8]) -> Option<Envelope> {
    serde_json::from_slice(bytes)
        .inspect_err(|error| tracing::warn!(seq, %error, "a queued command cannot be read"))
        .ok()
}

impl Row {
    fn open(self) -> Option<Queued> {
        Some(Queued {
            seq: self.seq.cast_unsigned(),
            envelope: open(self.seq, &self.envelope)?,
            size: self.envelope.len() as u64,
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            last_error: self.last_error,
        })
    }
}

/// All commands that wait and can be read, in order.
pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<Row> =
        sqlx::query_as(&format!("select {COLUMNS} from outbox where void is null order by seq"))
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().filter_map(Row::open).collect())
}

/// The commands of one delivery that wait and can be read, in order.
pub async fn of(conn: &mut SqliteConnection, delivery: DeliveryId) -> Result<Vec<Queued>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(&format!(
        "select {COLUMNS} from outbox where delivery_id = $1 and void is null order by seq"
    ))
    .bind(delivery.to_string())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(Row::open).collect())
}

/// The rows of the commands that wait, in order.
pub(super) async fn ids(conn: &mut SqliteConnection) -> Result<Vec<i64>, StoreError> {
    // One row for all: each costs more on its way here than in the index.
    let ids: Option<String> =
        sqlx::query_scalar("select group_concat(id, ',' order by seq) from outbox where void is null")
            .fetch_one(conn)
            .await?;
    Ok(ids.iter().flat_map(|ids| ids.split(',')).filter_map(|id| id.parse().ok()).collect())
}

/// These rows, opened; `None` for one that cannot be read.
pub(super) async fn by_id(
    conn: &mut SqliteConnection,
    ids: &[i64],
) -> Result<Vec<(i64, Option<Envelope>)>, StoreError> {
    let rows: Vec<(i64, i64, Vec<u8>)> = sqlx::query_as(
        "select id, seq, cast(envelope as blob) from outbox where id in (select value from json_each($1))",
    )
    .bind(serde_json::json!(ids).to_string())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, seq, bytes)| (id, open(seq, &bytes))).collect())
}

/// Where the lane's next envelope goes: its sequence, and the hash of the one before.
pub async fn next(conn: &mut SqliteConnection) -> Result<(u64, Sha256Hash), StoreError> {
    let last: u64 = meta::get(conn, Key::LastSeq).await?.unwrap_or(0);
    let hash: Sha256Hash = meta::get(conn, Key::LastHash).await?.unwrap_or(Sha256Hash::ZERO);
    Ok((last + 1, hash))
}

/// What stands beside an envelope in its row.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The command's id.
    pub cmd_id: &'a str,
    /// About which delivery.
    pub delivery: &'a str,
    /// The command's name.
    pub name: &'a str,
    /// When it was first queued.
    pub queued_at: Timestamp,
}

/// Queues a sealed envelope.
pub async fn append(
    conn: &mut SqliteConnection,
    envelope: &Envelope,
    sealed: &SignedEnvelope,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (cmd_id, delivery) = (envelope.cmd_id.to_string(), envelope.delivery_id.to_string());
    let name = envelope.command.name();
    append_raw(conn, About { cmd_id: &cmd_id, delivery: &delivery, name, queued_at: now }, sealed).await
}

/// Queues sealed bytes, whatever is in them.
pub async fn append_raw(
    conn: &mut SqliteConnection,
    about: About<'_>,
    sealed: &SignedEnvelope,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into outbox (seq, cmd_id, delivery_id, name, envelope, signature, queued_at, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(sealed.seq.cast_signed())
    .bind(about.cmd_id)
    .bind(about.delivery)
    .bind(about.name)
    .bind(&sealed.envelope)
    .bind(&sealed.signature)
    .bind(about.queued_at.as_millis())
    .bind(sealed.hash().to_string())
    .execute(&mut *conn)
    .await?;
    meta::set(conn, Key::LastSeq, &sealed.seq).await?;
    meta::set(conn, Key::LastHash, &sealed.hash()).await
}

/// How much waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Commands.
    pub commands: usize,
    /// Voids, which keep the place of a command.
    pub voids: usize,
}

impl Count {
    /// Places that wait.
    pub fn all(self) -> usize {
        self.commands + self.voids
    }
}

/// How many commands and voids wait.
pub async fn count(conn: &mut SqliteConnection) -> Result<Count, StoreError> {
    let (commands, voids): (i64, i64) =
        sqlx::query_as("select count(*) - count(void), count(void) from outbox").fetch_one(conn).await?;
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    Ok(Count { commands: number(commands), voids: number(voids) })
}
