//! Which proof bytes were received, and which deliveries wait for them.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{DeliveryId, OrganizationId, Timestamp, proof::Sha256Hash};

use super::{
    error::Result,
    row::{int, parse},
};

/// Bytes that were received and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// In bytes.
    pub size: u64,
    /// `image/jpeg` or `image/png`.
    pub mime: String,
}

/// Notes that the bytes behind a hash were received and verified. Twice is once.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    sha256: Sha256Hash,
    blob: &Blob,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into blobs (organization, sha256, size, mime, received_at) values ($1, $2, $3, $4, $5) \
         on conflict (organization, sha256) do nothing",
    )
    .bind(organization.to_string())
    .bind(sha256.to_string())
    .bind(int(blob.size))
    .bind(&blob.mime)
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// The bytes behind a hash, if they were received.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    sha256: Sha256Hash,
) -> Result<Option<Blob>> {
    let row = sqlx::query("select size, mime from blobs where organization = $1 and sha256 = $2")
        .bind(organization.to_string())
        .bind(sha256.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(Blob { size: super::row::count(&row, "size")?, mime: row.try_get("mime")? })).transpose()
}

/// Notes that a delivery's proof commits to these bytes.
pub async fn commit_to(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    sha256: Sha256Hash,
    delivery: DeliveryId,
) -> Result<()> {
    sqlx::query(
        "insert into proof_commits (organization, sha256, delivery) values ($1, $2, $3) \
         on conflict (organization, sha256, delivery) do nothing",
    )
    .bind(organization.to_string())
    .bind(sha256.to_string())
    .bind(delivery.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

/// The deliveries whose proof commits to these bytes.
pub async fn committed_by(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    sha256: Sha256Hash,
) -> Result<Vec<DeliveryId>> {
    let rows = sqlx::query("select delivery from proof_commits where organization = $1 and sha256 = $2")
        .bind(organization.to_string())
        .bind(sha256.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| parse(row, "delivery")).collect()
}

/// The files of a delivery that were erased by law.
pub async fn erased_of(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Vec<(Sha256Hash, Blob)>> {
    let rows = sqlx::query(
        "select sha256, size, mime from erased_files where organization = $1 and delivery = $2 order by sha256",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .fetch_all(conn)
    .await?;
    let read = |row: &sqlx::sqlite::SqliteRow| -> Result<(Sha256Hash, Blob)> {
        let blob = Blob { size: super::row::count(row, "size")?, mime: row.try_get("mime")? };
        Ok((parse(row, "sha256")?, blob))
    };
    rows.iter().map(read).collect()
}
