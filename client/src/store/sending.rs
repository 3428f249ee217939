//! What goes into a push, and what comes back.

use sqlx::SqliteConnection;
use uuid::Uuid;
use waybill_domain::{
    CommandId, Delivery, LaneId,
    command::SignedEnvelope,
    proof::Sha256Hash,
    protocol::{CommandResult, ENVELOPE_MAX, SignedVoid},
    rules::Disposition,
};

use super::{
    StoreError, deliveries,
    meta::{self, Key},
    outcomes,
};

/// One place of the lane, as it would be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// An envelope.
    Envelope(SignedEnvelope),
    /// The void in its place.
    Void(SignedVoid),
    /// Bytes that cannot be sent as they are, with the reason in words.
    Broken {
        /// Its place.
        seq: u64,
        /// What its bytes were, or are.
        hash: Sha256Hash,
        /// Why.
        reason: String,
    },
}

impl Outgoing {
    /// Its place.
    pub fn seq(&self) -> u64 {
        match self {
            Self::Envelope(envelope) => envelope.seq,
            Self::Void(void) => void.seq,
            Self::Broken { seq, .. } => *seq,
        }
    }

    /// Its bytes.
    pub fn size(&self) -> usize {
        match self {
            Self::Envelope(envelope) => envelope.envelope.len(),
            Self::Void(void) => void.void.len(),
            Self::Broken { .. } => 0,
        }
    }
}

/// For which lane the outbox is.
pub async fn lane(conn: &mut SqliteConnection) -> Result<LaneId, StoreError> {
    let lane: Option<LaneId> = meta::get(conn, Key::Lane).await?;
    lane.ok_or_else(|| StoreError::unreadable("lane", "it is not known"))
}

/// What comes after `pushed`, in order, at most `limit`: also what was taken in once, should the server have lost it
/// since.
pub async fn to_push(
    conn: &mut SqliteConnection,
    pushed: u64,
    limit: usize,
) -> Result<Vec<Outgoing>, StoreError> {
    type Row = (i64, Vec<u8>, String, Option<String>, Option<String>);
    let lane = lane(conn).await?;
    let rows: Vec<Row> = sqlx::query_as(
        "select seq, cast(envelope as blob), signature, hash, void from outbox where seq > $1
         union all
         select seq, cast(envelope as blob), signature, null, void from taken where lane = $2 and seq > $1
         order by seq limit $3",
    )
    .bind(pushed.cast_signed())
    .bind(lane.to_string())
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|(seq, envelope, signature, hash, void)| {
            if let Some(void) = void {
                let void = serde_json::from_str(&void).map_err(|e| StoreError::unreadable("void", e))?;
                return Ok(Outgoing::Void(void));
            }
            Ok(examine(seq.cast_unsigned(), envelope, signature, hash.and_then(|hash| hash.parse().ok())))
        })
        .collect()
}

/// Whether bytes can be sent: those that were signed, and that a server can put in their place.
fn examine(seq: u64, envelope: Vec<u8>, signature: String, queued: Option<Sha256Hash>) -> Outgoing {
    let found = Sha256Hash::of(&envelope);
    let hash = queued.unwrap_or(found);
    let broken = |reason: &str| Outgoing::Broken { seq, hash, reason: reason.to_owned() };
    if found != hash {
        return broken("its bytes were damaged on this device");
    }
    if envelope.len() > ENVELOPE_MAX {
        return broken("it is larger than a server takes");
    }
    let Ok(text) = String::from_utf8(envelope) else {
        return broken("its bytes are not text");
    };
    let signed = SignedEnvelope { seq, envelope: text, signature };
    match signed.header() {
        Ok(header) if header.seq == seq => Outgoing::Envelope(signed),
        _ => broken("its bytes are not a command"),
    }
}

/// How many places the server does not have yet.
pub async fn count_to_push(conn: &mut SqliteConnection, pushed: u64) -> Result<usize, StoreError> {
    let n: i64 = sqlx::query_scalar(
        "select (select count(*) from outbox where seq > $1)
              + (select count(*) from taken where seq > $1
                 and lane = (select json_extract(value, '$') from meta where key = 'lane'))",
    )
    .bind(pushed.cast_signed())
    .fetch_one(conn)
    .await?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// Whether there is anything to send for this place.
pub async fn has(conn: &mut SqliteConnection, seq: u64) -> Result<bool, StoreError> {
    let next = to_push(conn, seq.saturating_sub(1), 1).await?;
    Ok(next.first().is_some_and(|next| next.seq() == seq))
}

/// Deliveries of these envelopes as this phone knows them, where the server may not.
pub async fn snapshots(
    conn: &mut SqliteConnection,
    envelopes: &[SignedEnvelope],
) -> Result<Vec<Delivery>, StoreError> {
    let mut found: Vec<Delivery> = Vec::new();
    for envelope in envelopes {
        let Ok(envelope) = envelope.open() else { continue };
        let id = envelope.delivery_id;
        if found.iter().any(|delivery| delivery.id == id) {
            continue;
        }
        let json: Option<String> = sqlx::query_scalar(
            "select json from srv_deliveries where id = $1 union all select json from snapshots where id = $1 limit 1",
        )
        .bind(id.to_string())
        .fetch_optional(&mut *conn)
        .await?;
        // One that this version cannot read is of no use to the server either.
        found.extend(json.and_then(|json| deliveries::parse(&json).ok()));
    }
    Ok(found)
}

/// Up to where the results of this lane are stored.
pub async fn answered(conn: &mut SqliteConnection) -> Result<u64, StoreError> {
    let Some(lane) = meta::get::<LaneId>(conn, Key::Lane).await? else { return Ok(0) };
    let open: Option<i64> =
        sqlx::query_scalar("select min(seq) from outbox where result is null").fetch_one(&mut *conn).await?;
    if let Some(open) = open {
        return Ok(open.cast_unsigned().saturating_sub(1));
    }
    let last: Option<i64> = sqlx::query_scalar("select max(seq) from outbox").fetch_one(&mut *conn).await?;
    match last {
        Some(last) => Ok(last.cast_unsigned()),
        None => outcomes::last_seq(conn, lane).await,
    }
}

/// Keeps the server's answers beside the commands, until the page comes that confirms them. Whether one of them is to
/// another command than the one that waits in its place: the server has that of a copy of this phone.
pub async fn keep_results(
    conn: &mut SqliteConnection,
    results: &[CommandResult],
) -> Result<bool, StoreError> {
    let mut strange = false;
    for result in results {
        let json = serde_json::to_string(result).map_err(|e| StoreError::unreadable("result", e))?;
        // What the server could not read has no id there, but it has its place.
        let nameless =
            result.disposition == Disposition::Unreadable && result.cmd_id == CommandId(Uuid::nil());
        let kept = sqlx::query(
            "update outbox set result = $1, last_error = ''
             where seq = $2 and (cmd_id = $3 or $4 or void is not null)",
        )
        .bind(json)
        .bind(result.seq.cast_signed())
        .bind(result.cmd_id.to_string())
        .bind(nameless)
        .execute(&mut *conn)
        .await?;
        strange |= kept.rows_affected() == 0 && waits(conn, result.seq).await?;
    }
    Ok(strange)
}

/// Whether something waits in this place.
async fn waits(conn: &mut SqliteConnection, seq: u64) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar("select exists(select 1 from outbox where seq = $1)");
    Ok(found.bind(seq.cast_signed()).fetch_one(conn).await?)
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

/// Counts that the server refused this very envelope when it was sent alone.
pub async fn note_refusal(conn: &mut SqliteConnection, seq: u64) -> Result<u32, StoreError> {
    let n: Option<i64> =
        sqlx::query_scalar("update outbox set refusals = refusals + 1 where seq = $1 returning refusals")
            .bind(seq.cast_signed())
            .fetch_optional(conn)
            .await?;
    Ok(n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0))
}

/// Forgets commands up to `last`. Only a simulation does that, to see whether it is noticed.
pub async fn forget(conn: &mut SqliteConnection, last: u64) -> Result<(), StoreError> {
    sqlx::query("delete from outbox where seq <= $1").bind(last.cast_signed()).execute(conn).await?;
    Ok(())
}
