//! Plans of routes.

use sqlx::{Row as _, SqliteConnection};
use waybill_domain::{
    OrganizationId, PlanId, Timestamp,
    plan::{PlanSummary, RoutePlan},
};

use super::error::Result;

/// A plan as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// As its readers get it.
    pub plan: RoutePlan,
    /// What it was made from, as JSON.
    pub basis: Option<String>,
}

/// Writes a plan with what it was made from.
pub async fn save(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    plan: &RoutePlan,
    basis: Option<&str>,
) -> Result<()> {
    sqlx::query(
        "insert into route_plans (organization, id, state, made_at, body, basis) values ($1, $2, $3, $4, $5, $6) \
         on conflict (organization, id) do update set state = $3, body = $5, basis = $6",
    )
    .bind(organization.to_string())
    .bind(plan.id.to_string())
    .bind(plan.state.as_str())
    .bind(plan.made_at.as_millis())
    .bind(serde_json::to_string(plan)?)
    .bind(basis)
    .execute(conn)
    .await?;
    Ok(())
}

/// One plan of this organization.
pub async fn get(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    id: PlanId,
) -> Result<Option<Kept>> {
    let row = sqlx::query("select body, basis from route_plans where organization = $1 and id = $2")
        .bind(organization.to_string())
        .bind(id.to_string())
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Kept { plan: serde_json::from_str(row.try_get("body")?)?, basis: row.try_get("basis")? })
    })
    .transpose()
}

/// The latest plans of this organization, the newest first.
pub async fn latest(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    most: u32,
) -> Result<Vec<PlanSummary>> {
    // The ids begin with the time at which they were made.
    let rows = sqlx::query("select body from route_plans where organization = $1 order by id desc limit $2")
        .bind(organization.to_string())
        .bind(most)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(serde_json::from_str(row.try_get("body")?)?)).collect()
}

/// Removes all plans that were made before `before`.
pub async fn forget(conn: &mut SqliteConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from route_plans where made_at < $1").bind(before.as_millis()).execute(conn).await?;
    Ok(())
}
