//! Public links.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{DeliveryId, OrganizationId};

use super::{error::Result, row::parse};

/// Gives a delivery its public token.
pub async fn insert(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    token: &str,
) -> Result<()> {
    sqlx::query("insert into tracking_tokens (token, organization, delivery) values ($1, $2, $3)")
        .bind(token)
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// The public token of a delivery.
pub async fn token_of(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Option<String>> {
    let row = sqlx::query("select token from tracking_tokens where organization = $1 and delivery = $2")
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.try_get("token")).transpose()?)
}

/// What a public token stands for.
pub async fn by_token(
    conn: &mut SqliteConnection,
    token: &str,
) -> Result<Option<(OrganizationId, DeliveryId)>> {
    let row = sqlx::query("select organization, delivery from tracking_tokens where token = $1")
        .bind(token)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok((parse(&row, "organization")?, parse(&row, "delivery")?))).transpose()
}
