//! One lane is followed by another: what waits is numbered and signed anew. The commands keep their ids, so what the
//! server has already it knows again.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::{FromRow, SqliteConnection};
use waybill_domain::{
    LaneId, Timestamp, calls::driver::Renewed, command::SignedEnvelope, proof::Sha256Hash, protocol::LaneInfo,
};

use super::{
    StoreError,
    meta::{self, Key},
    outbox::{self, About},
    settling, wedged,
};

/// Why a lane cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The server knows other commands under this lane's numbers: the phone was restored from a copy.
    Copied,
    /// The keystore no longer has the lane's key.
    KeyLost,
    /// The server lacks commands of this lane that the phone no longer has.
    Unfillable,
    /// The server opened another lane at a sign-in, or the session is of another one.
    OtherLane,
}

impl Why {
    /// For the driver.
    pub fn words(self) -> &'static str {
        match self {
            Self::Copied => "this phone was restored from a copy",
            Self::KeyLost => "this phone had lost its signing key",
            Self::Unfillable => "the server was restored to an older state",
            Self::OtherLane => "the server did not know this phone any more",
        }
    }
}

#[derive(FromRow)]
struct Waiting {
    seq: i64,
    cmd_id: String,
    delivery_id: String,
    name: String,
    envelope: Vec<u8>,
    signature: String,
    queued_at: i64,
    void: Option<String>,
}

/// Goes on in `lane`, from where the server has it, signing with `key`. Nothing happens where that is the lane already.
pub async fn adopt(
    conn: &mut SqliteConnection,
    lane: &LaneInfo,
    key: &SigningKey,
    why: Why,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let before: Option<LaneId> = meta::get(conn, Key::Lane).await?;
    let why = meta::get::<Why>(conn, Key::Forked).await.unwrap_or_default().unwrap_or(why);
    let Some(before) = before.filter(|before| *before != lane.id) else { return Ok(false) };
    // What is answered already is settled under the lane in which it was.
    settling::settle(conn, u64::MAX >> 1, None, now).await?;
    let rows: Vec<Waiting> = sqlx::query_as(
        "select seq, cmd_id, delivery_id, name, cast(envelope as blob) as envelope, signature, queued_at, void
         from outbox order by seq",
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query("delete from outbox").execute(&mut *conn).await?;
    sqlx::query("update blobs set cmd_seq = -cmd_seq where cmd_seq > 0").execute(&mut *conn).await?;
    meta::set(conn, Key::Lane, &lane.id).await?;
    meta::set(conn, Key::LastSeq, &lane.last_seq).await?;
    meta::set(conn, Key::LastHash, &lane.last_hash).await?;
    meta::set(conn, Key::PushedSeq, &lane.last_seq).await?;
    let mut carried = 0;
    for row in &rows {
        carried += usize::from(carry(conn, before, lane.id, row, key, now).await?);
    }
    // Files of commands that the server has need not wait for any.
    sqlx::query("update blobs set cmd_seq = 0 where cmd_seq < 0").execute(&mut *conn).await?;
    meta::clear(conn, Key::Forked).await?;
    let renewed = Renewed { at: now, carried, why: why.words().to_owned() };
    meta::set(conn, Key::Renewed, &renewed).await?;
    Ok(true)
}

/// One row goes over; bytes that cannot are set aside for the driver.
async fn carry(
    conn: &mut SqliteConnection,
    before: LaneId,
    lane: LaneId,
    row: &Waiting,
    key: &SigningKey,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if row.void.is_some() {
        return Ok(false);
    }
    let (seq, prev) = outbox::next(conn).await?;
    let Some(sealed) = reseal(&row.envelope, lane, seq, prev, key) else {
        let entry = wedged::Entry {
            cmd_id: &row.cmd_id,
            delivery: &row.delivery_id,
            name: &row.name,
            envelope: &row.envelope,
            signature: &row.signature,
            queued_at: row.queued_at,
        };
        wedged::put(conn, &entry, "its bytes were damaged on this device").await?;
        return Ok(false);
    };
    let queued_at = Timestamp::from_millis(row.queued_at);
    let about = About { cmd_id: &row.cmd_id, delivery: &row.delivery_id, name: &row.name, queued_at };
    outbox::append_raw(conn, about, &sealed).await?;
    let text = String::from_utf8_lossy(&row.envelope);
    keep_replaced(conn, &before.to_string(), row.seq, &text, &row.signature, now).await?;
    sqlx::query("update blobs set cmd_seq = $1 where cmd_seq = -$2")
        .bind(seq.cast_signed())
        .bind(row.seq)
        .execute(conn)
        .await?;
    Ok(true)
}

/// The same command in another place; `None` where the bytes are not an envelope. Fields that this version does not know
/// go along.
pub(super) fn reseal(
    envelope: &[u8],
    lane: LaneId,
    seq: u64,
    prev: Sha256Hash,
    key: &SigningKey,
) -> Option<SignedEnvelope> {
    let mut fields: Map<String, Value> = serde_json::from_slice(envelope).ok()?;
    fields.get("cmd_id").filter(|id| id.is_string())?;
    fields.insert("lane".to_owned(), serde_json::to_value(lane).ok()?);
    fields.insert("seq".to_owned(), Value::from(seq));
    fields.insert("prev_hash".to_owned(), serde_json::to_value(prev).ok()?);
    let text = serde_json::to_string(&fields).ok()?;
    Some(SignedEnvelope::sign(seq, text, key))
}

/// Keeps the bytes as they were signed first.
pub(super) async fn keep_replaced(
    conn: &mut SqliteConnection,
    lane: &str,
    seq: i64,
    envelope: &str,
    signature: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert or ignore into replaced (lane, seq, envelope, signature, replaced_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(lane)
    .bind(seq)
    .bind(envelope)
    .bind(signature)
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}
