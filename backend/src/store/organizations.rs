//! Organizations.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{OrganizationId, Timestamp, proof::Sha256Hash, protocol::OrganizationInfo};

use super::{error::Result, row::parse};

/// Makes an organization with an empty log.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: &OrganizationInfo,
    epoch: &str,
    now: Timestamp,
) -> Result<()> {
    let id = organization.id.to_string();
    sqlx::query("insert into organizations (id, name, time_zone, created_at) values ($1, $2, $3, $4)")
        .bind(&id)
        .bind(&organization.name)
        .bind(&organization.time_zone)
        .bind(now.as_millis())
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into log_heads (organization, epoch, seq, hash) values ($1, $2, 0, $3)")
        .bind(&id)
        .bind(epoch)
        .bind(&Sha256Hash::ZERO.0[..])
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into delivery_counts values ($1, 0, 0, 0, 0, 0, 0, 0, 0)")
        .bind(&id)
        .execute(&mut *conn)
        .await?;
    Ok(())
}

/// An organization, as its members see it.
pub async fn get(conn: &mut SqliteConnection, id: OrganizationId) -> Result<Option<OrganizationInfo>> {
    let row = sqlx::query("select id, name, time_zone from organizations where id = $1")
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| info(&row)).transpose()
}

/// All organizations, oldest first.
pub async fn all(conn: &mut SqliteConnection) -> Result<Vec<OrganizationInfo>> {
    let rows = sqlx::query("select id, name, time_zone from organizations order by created_at, id")
        .fetch_all(conn)
        .await?;
    rows.iter().map(info).collect()
}

fn info(row: &sqlx::sqlite::SqliteRow) -> Result<OrganizationInfo> {
    Ok(OrganizationInfo {
        id: parse(row, "id")?,
        name: row.try_get("name")?,
        time_zone: row.try_get("time_zone")?,
    })
}
