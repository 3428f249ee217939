//! Lanes, and what came in through them.

use ed25519_dalek::VerifyingKey;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    CommandId, LaneId, MemberId, OrganizationId, Timestamp,
    command::SignedEnvelope,
    proof::Sha256Hash,
    protocol::{CommandResult, DeviceInfo, LaneInfo},
    rules::{Disposition, Rejected},
};

use super::{
    error::{Result, StoreError},
    row::{count, hash, int, parse},
};

/// A lane as it stands.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Where it stands.
    pub info: LaneInfo,
    /// In which organization.
    pub organization: OrganizationId,
    /// Whose.
    pub member: MemberId,
    /// On which device.
    pub device: String,
    /// The key that signs its envelopes.
    pub key: VerifyingKey,
}

/// The lane of this member, device and key; opened where there is none.
pub async fn open(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
    device: &DeviceInfo,
    key: &VerifyingKey,
    fresh: LaneId,
    now: Timestamp,
) -> Result<LaneInfo> {
    sqlx::query(
        "insert into devices (id, member, name, platform, first_seen_at, last_seen_at) \
         values ($1, $2, $3, $4, $5, $5) \
         on conflict (id, member) do update set name = $3, platform = $4, last_seen_at = $5",
    )
    .bind(device.id.to_string())
    .bind(member.to_string())
    .bind(&device.name)
    .bind(&device.platform)
    .bind(now.as_millis())
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "insert into lanes (id, organization, member, device, public_key, last_seq, last_hash, created_at) \
         values ($1, $2, $3, $4, $5, 0, $6, $7) on conflict (organization, member, device, public_key) do nothing",
    )
    .bind(fresh.to_string())
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(device.id.to_string())
    .bind(&key.as_bytes()[..])
    .bind(&Sha256Hash::ZERO.0[..])
    .bind(now.as_millis())
    .execute(&mut *conn)
    .await?;
    let row = sqlx::query(
        "select id, last_seq, last_hash from lanes \
         where organization = $1 and member = $2 and device = $3 and public_key = $4",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(device.id.to_string())
    .bind(&key.as_bytes()[..])
    .fetch_one(conn)
    .await?;
    info(&row)
}

/// The lane with this id in this organization.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: LaneId,
) -> Result<Option<Lane>> {
    let row = sqlx::query("select * from lanes where organization = $1 and id = $2")
        .bind(organization.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| lane(&row)).transpose()
}

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
         where lane = $1 and cmd_id = $2 order by seq limit 1",
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

/// Keeps an envelope with its result and moves the lane on.
pub async fn advance(
    conn: &mut SqliteConnection,
    lane: LaneId,
    signed: &SignedEnvelope,
    result: &CommandResult,
    now: Timestamp,
) -> Result<()> {
    let hash = signed.hash();
    let reason = result.reason.as_ref().map(serde_json::to_string).transpose()?;
    sqlx::query(
        "insert into lane_commands (lane, seq, cmd_id, hash, envelope, signature, received_at, disposition, reason) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(lane.to_string())
    .bind(int(result.seq))
    .bind(result.cmd_id.to_string())
    .bind(&hash.0[..])
    .bind(&signed.envelope)
    .bind(&signed.signature)
    .bind(now.as_millis())
    .bind(result.disposition.as_str())
    .bind(reason)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update lanes set last_seq = $2, last_hash = $3 where id = $1")
        .bind(lane.to_string())
        .bind(int(result.seq))
        .bind(&hash.0[..])
        .execute(conn)
        .await?;
    Ok(())
}

fn info(row: &SqliteRow) -> Result<LaneInfo> {
    Ok(LaneInfo {
        id: parse(row, "id")?,
        last_seq: count(row, "last_seq")?,
        last_hash: hash(row, "last_hash")?,
    })
}

fn lane(row: &SqliteRow) -> Result<Lane> {
    let key: Vec<u8> = row.try_get("public_key")?;
    let key = <[u8; 32]>::try_from(key).ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    Ok(Lane {
        info: info(row)?,
        organization: parse(row, "organization")?,
        member: parse(row, "member")?,
        device: row.try_get("device")?,
        key: key.ok_or_else(|| StoreError::Corrupt("public_key is no key".to_owned()))?,
    })
}

fn result(row: &SqliteRow) -> Result<CommandResult> {
    let cmd_id: CommandId = parse(row, "cmd_id")?;
    let (disposition, reason) = verdict(row)?;
    Ok(CommandResult { seq: count(row, "seq")?, cmd_id, disposition, reason })
}

/// The columns `disposition` and `reason`.
pub(super) fn verdict(row: &SqliteRow) -> Result<(Disposition, Option<Rejected>)> {
    let name: String = row.try_get("disposition")?;
    let disposition = serde_json::from_value(serde_json::Value::String(name))?;
    let reason: Option<String> = row.try_get("reason")?;
    Ok((disposition, reason.as_deref().map(serde_json::from_str).transpose()?))
}
