//! What came in through lanes, byte for byte.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    CommandId, LaneId, OrganizationId, Timestamp,
    calls::Arrival,
    command::SignedEnvelope,
    proof::{BlobRef, Sha256Hash},
    protocol::{CommandResult, SignedVoid},
    rules::{Disposition, Rejected},
};

use crate::store::{
    error::Result,
    row::{count, hash, int, parse, time},
};

/// What is stored under a sequence: the envelope's hash and the result.
pub async fn stored(
    conn: &mut SqliteConnection,
    lane: LaneId,
    seq: u64,
) -> Result<Option<(Sha256Hash, CommandResult)>> {
    let row = sqlx::query(
        "select seq, cmd_id, hash, disposition, reason from lane_commands where lane = $1 and seq = $2",
    )
    .bind(lane.to_string())
    .bind(int(seq))
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((hash(&row, "hash")?, result(&row)?))).transpose()
}

/// Results after a sequence, in order, at most `limit`.
pub async fn results_after(
    conn: &mut SqliteConnection,
    lane: LaneId,
    after: u64,
    limit: u32,
) -> Result<Vec<CommandResult>> {
    let rows = sqlx::query(
        "select seq, cmd_id, disposition, reason from lane_commands \
         where lane = $1 and seq > $2 order by seq limit $3",
    )
    .bind(lane.to_string())
    .bind(int(after))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(result).collect()
}

/// An envelope that was taken in.
#[derive(Clone, Debug)]
pub struct Kept {
    /// As it came; the text is empty where it was erased by law.
    pub signed: SignedEnvelope,
    /// Of the text as it came.
    pub hash: Sha256Hash,
}

/// The envelope of a command; of those that carry the same id, the first.
pub async fn kept(conn: &mut SqliteConnection, lane: LaneId, command: CommandId) -> Result<Option<Kept>> {
    let row = sqlx::query(
        "select seq, hash, envelope, signature from lane_commands \
         where lane = $1 and cmd_id = $2 and void is null order by seq limit 1",
    )
    .bind(lane.to_string())
    .bind(command.to_string())
    .fetch_optional(conn)
    .await?;
    let read = |row: SqliteRow| -> Result<Kept> {
        let signed = SignedEnvelope {
            seq: count(&row, "seq")?,
            envelope: row.try_get("envelope")?,
            signature: row.try_get("signature")?,
        };
        Ok(Kept { signed, hash: hash(&row, "hash")? })
    };
    row.map(read).transpose()
}

/// How a command came in: what became of it, and when.
pub async fn arrival(
    conn: &mut SqliteConnection,
    lane: LaneId,
    command: CommandId,
) -> Result<Option<Arrival>> {
    let row = sqlx::query(
        "select seq, received_at, disposition, reason from lane_commands \
         where lane = $1 and cmd_id = $2 order by seq limit 1",
    )
    .bind(lane.to_string())
    .bind(command.to_string())
    .fetch_optional(conn)
    .await?;
    let read = |row: SqliteRow| -> Result<Arrival> {
        let (disposition, reason) = verdict(&row)?;
        let (seq, received_at) = (count(&row, "seq")?, time(&row, "received_at")?);
        Ok(Arrival { lane, seq, received_at, disposition, reason })
    };
    row.map(read).transpose()
}

/// Keeps an envelope with its result and moves the lane on.
pub async fn advance(
    conn: &mut SqliteConnection,
    lane: LaneId,
    signed: &SignedEnvelope,
    result: &CommandResult,
    now: Timestamp,
) -> Result<()> {
    let row =
        Row { hash: signed.hash(), envelope: &signed.envelope, signature: &signed.signature, void: None };
    insert(conn, lane, &row, result, now).await
}

/// Keeps a void in the place of the envelope with this hash and moves the lane on.
pub async fn advance_void(
    conn: &mut SqliteConnection,
    lane: LaneId,
    void: &SignedVoid,
    hash: Sha256Hash,
    result: &CommandResult,
    now: Timestamp,
) -> Result<()> {
    let row = Row { hash, envelope: "", signature: "", void: Some(serde_json::to_string(void)?) };
    insert(conn, lane, &row, result, now).await
}

/// Notes which bytes a command of the lane commits to.
pub async fn commit_blobs(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    lane: LaneId,
    seq: u64,
    blobs: &[BlobRef],
) -> Result<()> {
    for blob in blobs {
        sqlx::query(
            "insert into lane_blobs (lane, seq, organization, sha256, size) values ($1, $2, $3, $4, $5) \
             on conflict (lane, sha256) do nothing",
        )
        .bind(lane.to_string())
        .bind(int(seq))
        .bind(organization.to_string())
        .bind(blob.sha256.to_string())
        .bind(int(blob.size))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Whether a command of the lane commits to these bytes.
pub async fn commits_to(conn: &mut SqliteConnection, lane: LaneId, sha256: Sha256Hash) -> Result<bool> {
    let row = sqlx::query("select 1 from lane_blobs where lane = $1 and sha256 = $2")
        .bind(lane.to_string())
        .bind(sha256.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

struct Row<'a> {
    hash: Sha256Hash,
    envelope: &'a str,
    signature: &'a str,
    void: Option<String>,
}

async fn insert(
    conn: &mut SqliteConnection,
    lane: LaneId,
    row: &Row<'_>,
    result: &CommandResult,
    now: Timestamp,
) -> Result<()> {
    let reason = result.reason.as_ref().map(serde_json::to_string).transpose()?;
    sqlx::query(
        "insert into lane_commands \
         (lane, seq, cmd_id, hash, envelope, signature, received_at, disposition, reason, void) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(lane.to_string())
    .bind(int(result.seq))
    .bind(result.cmd_id.to_string())
    .bind(&row.hash.0[..])
    .bind(row.envelope)
    .bind(row.signature)
    .bind(now.as_millis())
    .bind(result.disposition.as_str())
    .bind(reason)
    .bind(&row.void)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update lanes set last_seq = $2, last_hash = $3, last_seen_at = $4 where id = $1")
        .bind(lane.to_string())
        .bind(int(result.seq))
        .bind(&row.hash.0[..])
        .bind(now.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}

fn result(row: &SqliteRow) -> Result<CommandResult> {
    let cmd_id: CommandId = parse(row, "cmd_id")?;
    let (disposition, reason) = verdict(row)?;
    Ok(CommandResult { seq: count(row, "seq")?, cmd_id, disposition, reason })
}

/// The columns `disposition` and `reason`.
pub(in crate::store) fn verdict(row: &SqliteRow) -> Result<(Disposition, Option<Rejected>)> {
    let name: String = row.try_get("disposition")?;
    let disposition = serde_json::from_value(serde_json::Value::String(name))?;
    let reason: Option<String> = row.try_get("reason")?;
    Ok((disposition, reason.as_deref().map(serde_json::from_str).transpose()?))
}
