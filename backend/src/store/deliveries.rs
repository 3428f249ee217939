//! Deliveries as they are now: the whole as JSON, with columns for what is filtered and sorted by.

mod counts;
mod list;
mod save;

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{Delivery, DeliveryId, MemberId, OrganizationId, State, delivery::Kind};

use super::{
    error::Result,
    row::{count, int, parse},
};

pub use counts::counts;
pub use list::{Filter, Listed, Order, list};
pub use save::save;

/// One delivery of this organization.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: DeliveryId,
) -> Result<Option<Delivery>> {
    let row = sqlx::query("select body from deliveries where organization = $1 and id = $2")
        .bind(organization.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(serde_json::from_str(&row.try_get::<String, _>("body")?)?)).transpose()
}

/// The delivery that was made to try this one again, if there is one that was not cancelled.
pub async fn next_attempt(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    of: DeliveryId,
) -> Result<Option<DeliveryId>> {
    let rows = sqlx::query("select body from deliveries where organization = $1 and body like $2")
        .bind(organization.to_string())
        .bind(format!("%\"follows\":\"{of}\"%"))
        .fetch_all(conn)
        .await?;
    for row in &rows {
        let found: Delivery = serde_json::from_str(row.try_get("body")?)?;
        // What goes back to its sender follows, too.
        let again = found.follows == Some(of) && found.kind == Kind::Delivery;
        if again && found.state != State::Cancelled {
            return Ok(Some(found.id));
        }
    }
    Ok(None)
}

/// All deliveries that a driver has and that are not over, in no particular order.
pub async fn open_of_driver(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: MemberId,
) -> Result<Vec<Delivery>> {
    let rows =
        sqlx::query("select body from deliveries where organization = $1 and driver = $2 and not final")
            .bind(organization.to_string())
            .bind(driver.to_string())
            .fetch_all(conn)
            .await?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.try_get::<&str, _>("body")?)?)).collect()
}

/// All deliveries that are not over, in no particular order.
pub async fn open(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Vec<Delivery>> {
    let rows = sqlx::query("select body from deliveries where organization = $1 and not final")
        .bind(organization.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.try_get::<&str, _>("body")?)?)).collect()
}

/// All drivers, of all organizations, who have a delivery that is not over.
pub async fn busy_drivers(conn: &mut SqliteConnection) -> Result<Vec<(OrganizationId, MemberId)>> {
    let rows = sqlx::query(
        "select distinct organization, driver from deliveries where not final and driver is not null",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((parse(row, "organization")?, parse(row, "driver")?))).collect()
}

/// A delivery that changed, as a pull needs it.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Which.
    pub id: DeliveryId,
    /// By which event last.
    pub seq: u64,
    /// The whole; `None` where it was over long before the horizon.
    pub delivery: Option<Delivery>,
}

/// What changed after a sequence, in the order of the changes, at most `limit`; where a driver is named, only what that
/// driver has or is about to take over.
/// What was over and has not changed since `horizon` (milliseconds) comes without its body.
pub async fn changed(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: Option<MemberId>,
    after: u64,
    horizon: i64,
    limit: u32,
) -> Result<Vec<Changed>> {
    let of_driver = if driver.is_some() { "and (driver = $5 or taker = $5)" } else { "" };
    let rows = sqlx::query(&format!(
        "select id, changed_seq, case when final and changed_at < $3 then null else body end as body \
         from deliveries where organization = $1 and changed_seq > $2 {of_driver} order by changed_seq limit $4"
    ))
    .bind(organization.to_string())
    .bind(int(after))
    .bind(horizon)
    .bind(limit)
    .bind(driver.map(|id| id.to_string()))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let body: Option<&str> = row.try_get("body")?;
            Ok(Changed {
                id: parse(row, "id")?,
                seq: count(row, "changed_seq")?,
                delivery: body.map(serde_json::from_str).transpose()?,
            })
        })
        .collect()
}
