//! The events about a delivery, byte for byte as the chain covers them.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    DeliveryId, OrganizationId,
    certificate::{Entry, HexBytes},
    proof::Sha256Hash,
};

use crate::store::{
    Result, StoreError,
    row::{count, hash},
};

/// An event with its links.
#[derive(Clone, Debug)]
pub struct Link {
    /// Its place in the organization's log.
    pub seq: u64,
    /// The head before it.
    pub prev: Sha256Hash,
    /// The head after it.
    pub hash: Sha256Hash,
    /// What the link covers.
    pub entry: Entry,
}

/// Everything about a delivery, oldest first.
pub async fn slice(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Vec<Link>> {
    let rows = sqlx::query(
        "select e.seq, e.header, e.payload, e.salt, e.payload_hash, e.hash, p.hash as prev from events e \
         left join events p on p.organization = e.organization and p.seq = e.seq - 1 \
         where e.organization = $1 and e.delivery = $2 order by e.seq",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter().map(link).collect()
}

fn link(row: &SqliteRow) -> Result<Link> {
    let seq = count(row, "seq")?;
    let payload: Option<String> = row.try_get("payload")?;
    let salt = match &payload {
        Some(_) => Some(HexBytes(salt(row)?)),
        None => None,
    };
    Ok(Link {
        seq,
        prev: if seq == 1 { Sha256Hash::ZERO } else { hash(row, "prev")? },
        hash: hash(row, "hash")?,
        entry: Entry {
            header: row.try_get("header")?,
            payload,
            salt,
            payload_hash: hash(row, "payload_hash")?.into(),
        },
    })
}

fn salt(row: &SqliteRow) -> Result<[u8; 16]> {
    let bytes: Vec<u8> = row.try_get("salt")?;
    <[u8; 16]>::try_from(bytes).map_err(|_| StoreError::Corrupt("salt must be 16 bytes".to_owned()))
}
