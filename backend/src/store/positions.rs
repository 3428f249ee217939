//! Fixes, at their own time, and the newest one of each driver.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{Fix, MemberId, OrganizationId, Point, Timestamp, geo::LaneFix, id::DeviceId};

use super::{
    error::Result,
    row::{int, parse, time},
};

/// Whose fixes, from which device.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// In which organization.
    pub organization: OrganizationId,
    /// Who carried it.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

/// Stores a fix, of which the time was put right by `corrected_ms`; whether it is new. (device, boot, seq) names it: the same again changes nothing.
pub async fn insert(
    conn: &mut SqliteConnection,
    source: Source,
    lane: &LaneFix,
    corrected_ms: Option<i64>,
    now: Timestamp,
) -> Result<bool> {
    let fix = &lane.fix;
    let done = sqlx::query(
        "insert into fixes (organization, member, device, boot, seq, at, received_at, lat, lon, accuracy_m, \
         speed_mps, heading_deg, battery_pct, corrected_ms) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         on conflict (organization, member, device, boot, seq) do nothing",
    )
    .bind(source.organization.to_string())
    .bind(source.member.to_string())
    .bind(source.device.to_string())
    .bind(i64::from(lane.boot))
    .bind(int(lane.seq))
    .bind(fix.at.as_millis())
    .bind(now.as_millis())
    .bind(fix.point.lat)
    .bind(fix.point.lon)
    .bind(fix.accuracy_m)
    .bind(fix.speed_mps)
    .bind(fix.heading_deg)
    .bind(fix.battery_pct.map(i64::from))
    .bind(corrected_ms)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Where a member was between two instants, in order: fixes that are worse than `accuracy_m` metres are left out. At most
/// `limit` of them.
pub async fn track(
    conn: &mut SqliteConnection,
    (organization, member): (OrganizationId, MemberId),
    (from, until): (Timestamp, Timestamp),
    accuracy_m: f64,
    limit: u32,
) -> Result<Vec<(Timestamp, Point)>> {
    let rows = sqlx::query(
        "select at, lat, lon from fixes where organization = $1 and member = $2 and at between $3 and $4 \
         and coalesce(accuracy_m, 0) <= $5 order by at limit $6",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(from.as_millis())
    .bind(until.as_millis())
    .bind(accuracy_m)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let fix = |row: &SqliteRow| {
        Ok((time(row, "at")?, Point { lat: row.try_get("lat")?, lon: row.try_get("lon")? }))
    };
    rows.iter().map(fix).collect()
}

/// Keeps `fix` as the driver's last one, unless a newer one is known.
pub async fn keep_last(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
    fix: &Fix,
) -> Result<()> {
    sqlx::query(
        "insert into last_fixes (organization, member, at, body) values ($1, $2, $3, $4) \
         on conflict (organization, member) do update set at = excluded.at, body = excluded.body \
         where excluded.at > last_fixes.at",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(fix.at.as_millis())
    .bind(serde_json::to_string(fix)?)
    .execute(conn)
    .await?;
    Ok(())
}

/// The last fix of every driver of every organization.
pub async fn all_last(conn: &mut SqliteConnection) -> Result<Vec<(OrganizationId, MemberId, Fix)>> {
    let rows = sqlx::query("select organization, member, body from last_fixes").fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let fix = serde_json::from_str(row.try_get::<&str, _>("body")?)?;
            Ok((parse(row, "organization")?, parse(row, "member")?, fix))
        })
        .collect()
}
