//! How far the last backup reaches.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{OrganizationId, Timestamp};

use super::{
    error::Result,
    row::{count, int, time},
};

/// The last backup of an organization's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Of which log.
    pub epoch: String,
    /// The last event in it.
    pub log_seq: u64,
    /// The moment it shows.
    pub at: Timestamp,
}

/// The last backup, if there was any.
pub async fn last(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Option<Reached>> {
    let row = sqlx::query("select epoch, log_seq, taken_at from backups where organization = $1")
        .bind(organization.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Reached {
            epoch: row.try_get("epoch")?,
            log_seq: count(&row, "log_seq")?,
            at: time(&row, "taken_at")?,
        })
    })
    .transpose()
}

/// Notes a backup. One that shows an earlier moment than the last changes nothing.
pub async fn note(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    reached: &Reached,
) -> Result<()> {
    sqlx::query(
        "insert into backups (organization, epoch, log_seq, taken_at) \
         select id, $2, $3, $4 from organizations where id = $1 \
         on conflict (organization) do update set epoch = $2, log_seq = $3, taken_at = $4 \
           where taken_at < $4",
    )
    .bind(organization.to_string())
    .bind(&reached.epoch)
    .bind(int(reached.log_seq))
    .bind(reached.at.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes how far a backup reaches in a lane; never less than is known.
pub async fn note_lane(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    lane: &str,
    seq: u64,
) -> Result<()> {
    sqlx::query(
        "update lanes set backed_up_seq = max(backed_up_seq, min($2, last_seq)) where id = $1 and organization = $3",
    )
    .bind(lane)
    .bind(int(seq))
    .bind(organization.to_string())
        .execute(conn)
        .await?;
    Ok(())
}
