//! What became of each command, by its idempotency key.

use sqlx::SqliteConnection;
use waybill_domain::{
    CommandId, OrganizationId,
    proof::Sha256Hash,
    rules::{Disposition, Rejected},
};

use super::{error::Result, lanes::verdict, row::hash};

/// A result, with the digest of what it was the result of.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Over member, delivery and command.
    pub digest: Sha256Hash,
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    pub reason: Option<Rejected>,
}

/// What became of this command, if it is known.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    command: CommandId,
) -> Result<Option<Stored>> {
    let row = sqlx::query(
        "select digest, disposition, reason from command_results where organization = $1 and cmd_id = $2",
    )
    .bind(organization.to_string())
    .bind(command.to_string())
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let (disposition, reason) = verdict(&row)?;
        Ok(Stored { digest: hash(&row, "digest")?, disposition, reason })
    })
    .transpose()
}

/// Stores what became of a command.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    command: CommandId,
    stored: &Stored,
) -> Result<()> {
    let reason = stored.reason.as_ref().map(serde_json::to_string).transpose()?;
    sqlx::query(
        "insert into command_results (organization, cmd_id, digest, disposition, reason) \
         values ($1, $2, $3, $4, $5)",
    )
    .bind(organization.to_string())
    .bind(command.to_string())
    .bind(&stored.digest.0[..])
    .bind(stored.disposition.as_str())
    .bind(reason)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what became of a command. Only a simulation does that, to see whether it is noticed.
pub async fn forget(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    command: CommandId,
) -> Result<()> {
    sqlx::query("delete from command_results where organization = $1 and cmd_id = $2")
        .bind(organization.to_string())
        .bind(command.to_string())
        .execute(conn)
        .await?;
    Ok(())
}
