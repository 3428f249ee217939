//! What dispatch knows about drivers.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{MemberId, OrganizationId, dispatch::Profile};

use crate::store::{Result, row::parse};

/// The driver's profile; the default where there is none.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
) -> Result<Profile> {
    let row = sqlx::query("select body from driver_profiles where organization = $1 and member = $2")
        .bind(organization.to_string())
        .bind(member.to_string())
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok(Profile::default()), |row| Ok(serde_json::from_str(row.try_get("body")?)?))
}

/// All profiles of an organization's drivers.
pub async fn all(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<Vec<(MemberId, Profile)>> {
    let rows = sqlx::query("select member, body from driver_profiles where organization = $1")
        .bind(organization.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((parse(row, "member")?, serde_json::from_str(row.try_get("body")?)?))).collect()
}

/// Keeps it.
pub async fn put(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    member: MemberId,
    profile: &Profile,
) -> Result<()> {
    sqlx::query(
        "insert into driver_profiles (organization, member, body) values ($1, $2, $3) \
         on conflict (organization, member) do update set body = excluded.body",
    )
    .bind(organization.to_string())
    .bind(member.to_string())
    .bind(serde_json::to_string(profile)?)
    .execute(conn)
    .await?;
    Ok(())
}
