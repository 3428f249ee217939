//! What a time stamping authority has answered.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{OrganizationId, Timestamp, proof::Sha256Hash};

use super::{
    error::Result,
    row::{count, hash, int, time},
};

/// A stamped head of a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The event that it is the head after.
    pub seq: u64,
    /// The head.
    pub hash: Sha256Hash,
    /// By the authority's clock.
    pub stamped_at: Timestamp,
    /// The authority's answer (`TimeStampResp`, DER).
    pub response: Vec<u8>,
}

/// Keeps a stamp.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    stamp: &Stamp,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into stamps (organization, seq, hash, stamped_at, received_at, response) \
         values ($1, $2, $3, $4, $5, $6) on conflict (organization, seq) do nothing",
    )
    .bind(organization.to_string())
    .bind(int(stamp.seq))
    .bind(&stamp.hash.0[..])
    .bind(stamp.stamped_at.as_millis())
    .bind(now.as_millis())
    .bind(&stamp.response)
    .execute(conn)
    .await?;
    Ok(())
}

/// All stamps of a log, in order.
pub async fn all(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Vec<Stamp>> {
    let rows = sqlx::query(
        "select seq, hash, stamped_at, response from stamps where organization = $1 order by seq",
    )
    .bind(organization.to_string())
    .fetch_all(conn)
    .await?;
    let read = |row: &SqliteRow| -> Result<Stamp> {
        Ok(Stamp {
            seq: count(row, "seq")?,
            hash: hash(row, "hash")?,
            stamped_at: time(row, "stamped_at")?,
            response: row.try_get("response")?,
        })
    };
    rows.iter().map(read).collect()
}
