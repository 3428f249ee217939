//! How an organization hands out its deliveries.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{OrganizationId, dispatch::Settings};

use crate::store::Result;

/// The organization's settings; the defaults where it has set none.
pub async fn get(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Settings> {
    let row = sqlx::query("select body from dispatch_settings where organization = $1")
        .bind(organization.to_string())
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok(Settings::default()), |row| Ok(serde_json::from_str(row.try_get("body")?)?))
}

/// Keeps them.
pub async fn put(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    settings: &Settings,
) -> Result<()> {
    sqlx::query(
        "insert into dispatch_settings (organization, body) values ($1, $2) \
         on conflict (organization) do update set body = excluded.body",
    )
    .bind(organization.to_string())
    .bind(serde_json::to_string(settings)?)
    .execute(conn)
    .await?;
    Ok(())
}
