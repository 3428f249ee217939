//! Decisions, as they were made.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{DeliveryId, OrganizationId, dispatch::Decision};

use crate::store::Result;

/// Keeps one.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    decision: &Decision,
) -> Result<()> {
    sqlx::query(
        "insert into decisions (organization, delivery, n, at, body) \
         select $1, $2, coalesce(max(n), 0) + 1, $3, $4 from decisions where organization = $1 and delivery = $2",
    )
    .bind(organization.to_string())
    .bind(decision.delivery.to_string())
    .bind(decision.at.as_millis())
    .bind(serde_json::to_string(decision)?)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last one about a delivery.
pub async fn last(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Option<Decision>> {
    let row = sqlx::query(
        "select body from decisions where organization = $1 and delivery = $2 order by n desc limit 1",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok(serde_json::from_str(row.try_get("body")?)?)).transpose()
}

/// All about a delivery, oldest first.
pub async fn of_delivery(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Vec<Decision>> {
    let rows = sqlx::query("select body from decisions where organization = $1 and delivery = $2 order by n")
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.try_get("body")?)?)).collect()
}
