//! The offers of each delivery.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{
    DeliveryId, OrganizationId, Timestamp,
    dispatch::{Offers, Phase},
};

use crate::store::{Result, row::parse};

/// The offers of a delivery, if there ever were any.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
) -> Result<Option<Offers>> {
    let row = sqlx::query("select body from offers where organization = $1 and delivery = $2")
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(serde_json::from_str(row.try_get("body")?)?)).transpose()
}

/// Keeps them. `due`: when something has to be done about them.
pub async fn put(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    offers: &Offers,
    due: Option<Timestamp>,
) -> Result<()> {
    let phase = match offers.phase {
        Phase::Open => "open",
        Phase::Asking { .. } => "asking",
        Phase::Taken { .. } => "taken",
        Phase::Nobody => "nobody",
        Phase::Closed => "closed",
    };
    sqlx::query(
        "insert into offers (organization, delivery, phase, due_at, body) values ($1, $2, $3, $4, $5) \
         on conflict (organization, delivery) do update \
         set phase = excluded.phase, due_at = excluded.due_at, body = excluded.body",
    )
    .bind(organization.to_string())
    .bind(offers.delivery.to_string())
    .bind(phase)
    .bind(due.map(Timestamp::as_millis))
    .bind(serde_json::to_string(offers)?)
    .execute(conn)
    .await?;
    Ok(())
}

/// What is due by `now`, the longest overdue first, at most `limit`.
pub async fn due(
    conn: &mut SqliteConnection,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(OrganizationId, DeliveryId)>> {
    let rows =
        sqlx::query("select organization, delivery from offers where due_at <= $1 order by due_at limit $2")
            .bind(now.as_millis())
            .bind(limit)
            .fetch_all(conn)
            .await?;
    rows.iter().map(|row| Ok((parse(row, "organization")?, parse(row, "delivery")?))).collect()
}

/// Whether something about this delivery is due by `now`.
pub async fn is_due(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    now: Timestamp,
) -> Result<bool> {
    let row = sqlx::query("select 1 from offers where organization = $1 and delivery = $2 and due_at <= $3")
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .bind(now.as_millis())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// When the next thing is due.
pub async fn next_due(conn: &mut SqliteConnection) -> Result<Option<Timestamp>> {
    let row =
        sqlx::query("select min(due_at) as due from offers where due_at is not null").fetch_one(conn).await?;
    let due: Option<i64> = row.try_get("due")?;
    Ok(due.map(Timestamp::from_millis))
}

/// Puts off what is due.
pub async fn put_off(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    until: Timestamp,
) -> Result<()> {
    sqlx::query("update offers set due_at = $3 where organization = $1 and delivery = $2")
        .bind(organization.to_string())
        .bind(delivery.to_string())
        .bind(until.as_millis())
        .execute(conn)
        .await?;
    Ok(())
}
