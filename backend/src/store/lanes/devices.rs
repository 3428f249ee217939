//! Devices that were lost or taken away. From then on they only get rid of what they hold.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{LaneId, MemberId, Timestamp};

use crate::store::error::Result;

/// Whether this member's device was revoked.
pub async fn is_revoked(conn: &mut SqliteConnection, member: MemberId, device: &str) -> Result<bool> {
    let row =
        sqlx::query("select revoked_at is not null as revoked from devices where id = $1 and member = $2")
            .bind(device)
            .bind(member.to_string())
            .fetch_optional(conn)
            .await?;
    row.map_or(Ok(false), |row| Ok(row.try_get("revoked")?))
}

/// Revokes the device of a lane and ends the sessions that its member has there.
pub async fn revoke(conn: &mut SqliteConnection, lane: LaneId, now: Timestamp) -> Result<()> {
    sqlx::query(
        "update devices set revoked_at = coalesce(revoked_at, $2) \
         where (id, member) in (select device, member from lanes where id = $1)",
    )
    .bind(lane.to_string())
    .bind(now.as_millis())
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update sessions set ended_at = $2 where ended_at is null and lane in \
         (select other.id from lanes this join lanes other \
          on other.device = this.device and other.member = this.member where this.id = $1)",
    )
    .bind(lane.to_string())
    .bind(now.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets the device of a lane sign in again.
pub async fn allow(conn: &mut SqliteConnection, lane: LaneId) -> Result<()> {
    sqlx::query(
        "update devices set revoked_at = null \
         where (id, member) in (select device, member from lanes where id = $1)",
    )
    .bind(lane.to_string())
    .execute(conn)
    .await?;
    Ok(())
}
