//! What drivers' phones say about whether they work.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{MemberId, OrganizationId, Timestamp, calls::driver::Shift};

use crate::store::{Result, row::time};

/// What a driver's phone said last, and since when it holds.
pub async fn get(
    conn: &mut SqliteConnection,
    (organization, member): (OrganizationId, MemberId),
) -> Result<Option<(Shift, Timestamp)>> {
    let row = sqlx::query("select shift, told_at from driver_shifts where organization = $1 and member = $2")
        .bind(organization.to_string())
        .bind(member.to_string())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Shift::from_name(row.try_get("shift")?).zip(Some(time(&row, "told_at")?)))
}

/// Keeps what a phone says now; the same again changes nothing, so that it is known since when it holds.
pub async fn tell(
    conn: &mut SqliteConnection,
    (organization, member): (OrganizationId, MemberId),
    shift: Shift,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into driver_shifts (organization, member, shift, told_at) values ($1, $2, $3, $4) \
         on conflict (organization, member) do update \
         set shift = excluded.shift, told_at = excluded.told_at where excluded.shift <> driver_shifts.shift",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(shift.as_str())
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}
