//! Uploads that are done, so that a phone which lost the last answer gets it again.

use sqlx::SqliteConnection;
use waybill_domain::{MemberId, OrganizationId, Timestamp, proof::Sha256Hash};

use super::{
    error::Result,
    row::{count, int, parse},
};

/// An upload whose bytes were verified and have moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who sent it.
    pub member: MemberId,
    /// What it was.
    pub sha256: Sha256Hash,
    /// In bytes.
    pub size: u64,
}

/// Notes that an upload is done. Twice is once.
pub async fn finish(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: &str,
    done: &Done,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into finished_uploads (organization, id, member, sha256, size, finished_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (organization, id) do nothing",
    )
    .bind(organization.to_string())
    .bind(id)
    .bind(done.member.to_string())
    .bind(done.sha256.to_string())
    .bind(int(done.size))
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// A done upload of this organization.
pub async fn finished(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: &str,
) -> Result<Option<Done>> {
    let row =
        sqlx::query("select member, sha256, size from finished_uploads where organization = $1 and id = $2")
            .bind(organization.to_string())
            .bind(id)
            .fetch_optional(conn)
            .await?;
    row.map(|row| {
        Ok(Done {
            member: parse(&row, "member")?,
            sha256: parse(&row, "sha256")?,
            size: count(&row, "size")?,
        })
    })
    .transpose()
}

/// Forgets what was done before `before`; the bytes stay.
pub async fn forget_finished(conn: &mut SqliteConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from finished_uploads where finished_at < $1")
        .bind(before.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}
