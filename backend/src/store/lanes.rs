//! Lanes, and what came in through them.

mod commands;
mod devices;
mod report;

use ed25519_dalek::VerifyingKey;
use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    LaneId, MemberId, OrganizationId, Timestamp,
    proof::Sha256Hash,
    protocol::{DeviceInfo, LaneInfo},
};

use super::{
    error::{Result, StoreError},
    row::{count, hash, parse},
};

pub(super) use commands::verdict;
pub use commands::{
    Kept, advance, advance_void, arrival, commit_blobs, commits_to, kept, results_after, stored,
};
pub use devices::{allow, is_revoked, revoke};
pub use report::{log, status};

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
    /// The last sequence that is in a backup.
    pub backed_up_seq: u64,
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
    Ok(find(conn, id).await?.filter(|lane| lane.organization == organization))
}

/// The lane with this id, in whatever organization: for who proves with the lane's key that it is theirs.
pub async fn find(conn: &mut SqliteConnection, id: LaneId) -> Result<Option<Lane>> {
    let row =
        sqlx::query("select * from lanes where id = $1").bind(id.to_string()).fetch_optional(conn).await?;
    row.map(|row| lane(&row)).transpose()
}

/// Notes that another lane has taken this one's place. What still comes through it is taken all the same: it may be that
/// two copies of a phone are about.
pub async fn close(conn: &mut SqliteConnection, id: LaneId, successor: LaneId, now: Timestamp) -> Result<()> {
    sqlx::query("update lanes set closed_at = $2, successor = $3 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .bind(successor.to_string())
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
        backed_up_seq: count(row, "backed_up_seq")?,
    })
}
