//! When each driver who is at work on a delivery was last heard of: goods are in the van, or an offer was accepted.

use sqlx::{SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{DeliveryId, MemberId, OrganizationId, Timestamp};

use super::{
    error::Result,
    row::{parse, time},
};

/// A driver at work on a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underway {
    /// In which organization.
    pub organization: OrganizationId,
    /// Who.
    pub driver: MemberId,
    /// With which delivery; of several the one that is furthest and due first.
    pub delivery: DeliveryId,
    /// The last sign of the driver's phone, or of the delivery where there never was one.
    pub last_sign: Timestamp,
}

/// Every driver at work on a delivery. One that was only assigned may be for later.
pub async fn underway(conn: &mut SqliteConnection) -> Result<Vec<Underway>> {
    let rows = sqlx::query(
        "select d.organization, d.driver, d.id, \
           max(coalesce((select max(l.last_seen_at) from lanes l where l.member = d.driver), 0), \
               coalesce((select max(s.last_seen_at) from sessions s where s.member = d.driver), 0), \
               coalesce((select max(f.received_at) from fixes f where f.organization = d.organization \
                   and f.member = d.driver and f.at > d.changed_at - 86400000), 0)) as sign, \
           d.changed_at \
         from deliveries d where not d.final and d.driver is not null \
           and (d.state in ('picked_up', 'out_for_delivery', 'arrived') \
             or d.state in ('accepted', 'arrived_at_pickup') and exists ( \
               select 1 from offers o where o.organization = d.organization and o.delivery = d.id \
                 and o.phase = 'taken')) \
         order by d.organization, d.driver, \
           case d.state when 'arrived' then 0 when 'out_for_delivery' then 1 when 'picked_up' then 2 else 3 end, \
           d.due_at, d.id",
    )
    .fetch_all(conn)
    .await?;
    let mut all: Vec<Underway> = rows.iter().map(underway_of).collect::<Result<_>>()?;
    all.dedup_by_key(|driver| (driver.organization, driver.driver));
    Ok(all)
}

fn underway_of(row: &SqliteRow) -> Result<Underway> {
    let (sign, changed) = (time(row, "sign")?, time(row, "changed_at")?);
    Ok(Underway {
        organization: parse(row, "organization")?,
        driver: parse(row, "driver")?,
        delivery: parse(row, "id")?,
        last_sign: if sign.as_millis() == 0 { changed } else { sign },
    })
}
