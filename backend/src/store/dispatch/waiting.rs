//! Deliveries without a driver: since when, and what was done about it. Kept in the transaction that changes a delivery.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{Delivery, DeliveryId, OrganizationId, State, Timestamp};

use crate::store::{
    Result,
    row::{parse, time},
};

/// A delivery without a driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub delivery: DeliveryId,
    /// Since when it has none.
    pub since: Timestamp,
    /// Since when it could have been begun.
    pub ready_at: Timestamp,
    /// Dispatchers were told.
    pub flagged: bool,
    /// More was done.
    pub escalated: bool,
}

/// Whether it waits for a driver, and from when on it can be begun.
fn waits(delivery: &Delivery) -> Option<Option<Timestamp>> {
    let waits = matches!(delivery.state, State::Unassigned | State::Offered);
    waits.then_some(delivery.pickup.window.from)
}

/// Takes a change of a delivery in. What begins later now has not waited too long yet, whatever was done before.
pub(in crate::store) async fn note(
    conn: &mut SqliteConnection,
    before: Option<&Delivery>,
    after: &Delivery,
    now: Timestamp,
) -> Result<()> {
    let (was, is) = (before.and_then(waits), waits(after));
    if was == is {
        return Ok(());
    }
    let (organization, delivery) = (after.organization.to_string(), after.id.to_string());
    let query = match is {
        None => sqlx::query("delete from waiting where organization = $1 and delivery = $2")
            .bind(organization)
            .bind(delivery),
        Some(from) => sqlx::query(
            "insert into waiting (organization, delivery, since, ready_at) values ($1, $2, $3, max($3, $4)) \
             on conflict (organization, delivery) do update set ready_at = max(since, $4), \
               flagged_at = case when $4 > $3 then null else flagged_at end, \
               escalated_at = case when $4 > $3 then null else escalated_at end",
        )
        .bind(organization)
        .bind(delivery)
        .bind(now.as_millis())
        .bind(from.map_or(0, Timestamp::as_millis)),
    };
    query.execute(conn).await?;
    Ok(())
}

/// Those that could have been begun by `ready_by`, the longest waiting first, at most `limit`.
pub async fn since(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    ready_by: Timestamp,
    limit: u32,
) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(
        "select delivery, since, ready_at, flagged_at is not null as flagged, \
         escalated_at is not null as escalated from waiting \
         where organization = $1 and ready_at <= $2 order by ready_at, delivery limit $3",
    )
    .bind(organization.to_string())
    .bind(ready_by.as_millis())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(waiting).collect()
}

/// Those about which something has to be done: that could have been begun by `flag` and are not flagged, or by `then` and
/// not escalated. `None`: that is never done. The longest waiting first, at most `limit`.
pub async fn late(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    flag: Option<Timestamp>,
    then: Option<Timestamp>,
    limit: u32,
) -> Result<Vec<Waiting>> {
    let rows = sqlx::query(
        "select delivery, since, ready_at, flagged_at is not null as flagged, \
         escalated_at is not null as escalated from waiting \
         where organization = $1 and escalated_at is null \
           and (flagged_at is null and ready_at <= $2 or ready_at <= $3) \
         order by ready_at, delivery limit $4",
    )
    .bind(organization.to_string())
    .bind(flag.map(Timestamp::as_millis))
    .bind(then.map(Timestamp::as_millis))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    rows.iter().map(waiting).collect()
}

fn waiting(row: &SqliteRow) -> Result<Waiting> {
    Ok(Waiting {
        delivery: parse(row, "delivery")?,
        since: time(row, "since")?,
        ready_at: time(row, "ready_at")?,
        flagged: row.try_get("flagged")?,
        escalated: row.try_get("escalated")?,
    })
}

/// Notes that dispatchers were told, or that more was done.
pub async fn mark(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    delivery: DeliveryId,
    escalated: bool,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update waiting set flagged_at = coalesce(flagged_at, $3), escalated_at = coalesce(escalated_at, $4) \
         where organization = $1 and delivery = $2",
    )
    .bind(organization.to_string())
    .bind(delivery.to_string())
    .bind(now.as_millis())
    .bind(escalated.then_some(now.as_millis()))
    .execute(conn)
    .await?;
    Ok(())
}
