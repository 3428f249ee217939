//! Takes personal data out of the rows. The hashes over it stay, so that the chain and the certificates still hold.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{DeliveryId, LaneId, OrganizationId, Timestamp, proof::Sha256Hash};

use super::{
    blobs::Blob,
    error::Result,
    row::{int, parse},
};

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Payloads of events.
    pub payloads: u64,
    /// Texts of commands.
    pub commands: u64,
    /// Proof files.
    pub files: u64,
}

/// Overwrites what is deleted from now on, or no more.
pub async fn overwrite(conn: &mut SqliteConnection, on: bool) -> Result<()> {
    let pragma = if on { "pragma secure_delete = on" } else { "pragma secure_delete = off" };
    sqlx::query(pragma).execute(conn).await?;
    Ok(())
}

/// Erases the payloads of all events about a delivery, and the salts, without which nobody can try out what they were.
pub async fn payloads(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<u64> {
    let done = sqlx::query(
        "update events set payload = null, salt = x'' \
         where organization = $1 and delivery = $2 and payload is not null",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Erases the texts of all commands about a delivery, whatever became of them. Their hashes and signatures stay.
pub async fn commands(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<u64> {
    let lanes = sqlx::query("select id from lanes where organization = $1")
        .bind(organization.to_string())
        .fetch_all(&mut *conn)
        .await?;
    let mut count = 0;
    for lane in lanes {
        let done = sqlx::query(
            "update lane_commands set envelope = '' where lane = $1 and json_valid(envelope) \
             and json_extract(envelope, '$.delivery_id') = $2",
        )
        .bind(parse::<LaneId>(&lane, "id")?.to_string())
        .bind(delivery.to_string())
        .execute(&mut *conn)
        .await?;
        count += done.rows_affected();
    }
    Ok(count)
}

/// Forgets the proof files of a delivery but for their names; returns those that nothing else commits to, whose bytes may
/// go when this is committed.
pub async fn files(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    files: &[(Sha256Hash, Blob)],
) -> Result<Vec<Sha256Hash>> {
    let (organization, delivery) = (organization.to_string(), delivery.to_string());
    let mut unused = Vec::new();
    for (sha256, blob) in files {
        sqlx::query(
            "insert into erased_files (organization, delivery, sha256, size, mime) values ($1, $2, $3, $4, $5) \
             on conflict (organization, delivery, sha256) do nothing",
        )
        .bind(&organization)
        .bind(&delivery)
        .bind(sha256.to_string())
        .bind(int(blob.size))
        .bind(&blob.mime)
        .execute(&mut *conn)
        .await?;
        sqlx::query("delete from proof_commits where organization = $1 and delivery = $2 and sha256 = $3")
            .bind(&organization)
            .bind(&delivery)
            .bind(sha256.to_string())
            .execute(&mut *conn)
            .await?;
        let others: i64 = sqlx::query(
            "select count(*) as others from proof_commits where organization = $1 and sha256 = $2",
        )
        .bind(&organization)
        .bind(sha256.to_string())
        .fetch_one(&mut *conn)
        .await?
        .try_get("others")?;
        if others == 0 {
            sqlx::query("delete from blobs where organization = $1 and sha256 = $2")
                .bind(&organization)
                .bind(sha256.to_string())
                .execute(&mut *conn)
                .await?;
            unused.push(*sha256);
        }
    }
    Ok(unused)
}

/// Takes a delivery out of the search but for its code, forgets what was noted about its exceptions, and ends its public
/// link.
pub async fn traces(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    code: &str,
) -> Result<()> {
    let (organization, delivery) = (organization.to_string(), delivery.to_string());
    sqlx::query("update delivery_words set words = $3 where organization = $1 and delivery = $2")
        .bind(&organization)
        .bind(&delivery)
        .bind(code.to_lowercase())
        .execute(&mut *conn)
        .await?;
    sqlx::query("update exceptions set note = null where organization = $1 and delivery = $2")
        .bind(&organization)
        .bind(&delivery)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from tracking_tokens where organization = $1 and delivery = $2")
        .bind(&organization)
        .bind(&delivery)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that it was done, and on whose word.
pub async fn note(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    reason: &str,
    count: Count,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into erasures (organization, delivery, at, reason, payloads, commands, files) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .bind(now.as_millis())
    .bind(reason)
    .bind(int(count.payloads))
    .bind(int(count.commands))
    .bind(int(count.files))
    .execute(conn)
    .await?;
    Ok(())
}
