//! How offers to each driver ended.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{MemberId, OrganizationId, Timestamp, dispatch::Tally};

use crate::store::{Result, row::count};

/// A driver's tally, and when the driver last declined an offer or let one run out.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
) -> Result<(Tally, Option<Timestamp>)> {
    let row = sqlx::query(
        "select made, accepted, declined_at from driver_tallies where organization = $1 and member = $2",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .fetch_optional(conn)
    .await?;
    row.map_or(Ok((Tally::default(), None)), |row| {
        let number = |column| count(&row, column).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        let declined: Option<i64> = row.try_get("declined_at")?;
        let tally = Tally { made: number("made")?, accepted: number("accepted")? };
        Ok((tally, declined.map(Timestamp::from_millis)))
    })
}

/// Counts an offer that ended at `at`: it was accepted, or it was declined or not answered.
pub async fn ended(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
    accepted: bool,
    at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into driver_tallies (organization, member, made, accepted, declined_at) values ($1, $2, 1, $3, $4) \
         on conflict (organization, member) do update set made = made + 1, accepted = accepted + excluded.accepted, \
         declined_at = coalesce(excluded.declined_at, declined_at)",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(i64::from(accepted))
    .bind((!accepted).then_some(at.as_millis()))
    .execute(conn)
    .await?;
    Ok(())
}
