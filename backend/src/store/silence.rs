//! When each driver who is at work on a delivery was last heard of: goods are in the van, or it was accepted and can be begun.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{DeliveryId, MemberId, OrganizationId, State, Timestamp};

use super::{
    error::{Result, StoreError},
    row::{parse, time},
};

/// A driver at work on a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underway {
    /// Who.
    pub driver: MemberId,
    /// With which delivery; of several the one that is furthest and due first.
    pub delivery: DeliveryId,
    /// Where that is on its way.
    pub state: State,
    /// The last sign of the driver's phone, or of the delivery where there never was one.
    pub last_sign: Timestamp,
}

/// Every driver of an organization who is at work on a delivery at `now`. One that was only assigned, or accepted for a
/// window that is yet to begin, may be for later.
pub async fn underway(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    now: Timestamp,
) -> Result<Vec<Underway>> {
    let rows = sqlx::query(
        "select d.driver, d.id, d.state, \
           max(coalesce((select max(l.last_seen_at) from lanes l where l.member = d.driver), 0), \
               coalesce((select max(s.last_seen_at) from sessions s where s.member = d.driver), 0), \
               coalesce((select max(f.received_at) from fixes f where f.organization = d.organization \
                   and f.member = d.driver and f.at > d.changed_at - 86400000), 0)) as sign, \
           d.changed_at \
         from deliveries d where d.organization = $1 and not d.final and d.driver is not null \
           and (d.state in ('arrived_at_pickup', 'picked_up', 'out_for_delivery', 'arrived') \
             or d.state = 'accepted' and coalesce(cast(strftime('%s', \
               json_extract(d.body, '$.pickup.window.from')) as integer) * 1000, 0) <= $2) \
         order by d.driver, \
           case d.state when 'arrived' then 0 when 'out_for_delivery' then 1 when 'picked_up' then 2 \
             when 'arrived_at_pickup' then 3 else 4 end, \
           d.due_at, d.id",
    )
    .bind(organization.to_string())
    .bind(now.as_millis())
    .fetch_all(conn)
    .await?;
    let mut all: Vec<Underway> = rows.iter().map(underway_of).collect::<Result<_>>()?;
    all.dedup_by_key(|driver| driver.driver);
    Ok(all)
}

fn underway_of(row: &SqliteRow) -> Result<Underway> {
    let (sign, changed) = (time(row, "sign")?, time(row, "changed_at")?);
    let state: &str = row.try_get("state")?;
    Ok(Underway {
        driver: parse(row, "driver")?,
        delivery: parse(row, "id")?,
        state: State::from_name(state).ok_or_else(|| StoreError::Corrupt(format!("state: {state}")))?,
        last_sign: if sign.as_millis() == 0 { changed } else { sign },
    })
}
