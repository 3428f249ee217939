//! What drivers' phones say about whether they work.

use sqlx::SqliteConnection;
use waybill_domain::{MemberId, OrganizationId, Timestamp, calls::driver::Shift};

use crate::store::Result;

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
