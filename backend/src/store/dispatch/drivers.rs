//! What dispatch has to know about drivers at once: profile, tally, and what they have to do.

use std::collections::HashMap;

use serde::Deserialize;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{
    DeliveryId, MemberId, OrganizationId, State, Timestamp,
    calls::driver::Shift,
    dispatch::{Load, Profile, Tally},
    parcel::Parcel,
};

use crate::store::{
    Result, StoreError,
    row::{count, parse},
};

/// A driver who may work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Vehicle, capacity, skills and so on.
    pub profile: Profile,
    /// How offers ended.
    pub tally: Tally,
    /// When the driver last declined an offer, or let one run out.
    pub declined_at: Option<Timestamp>,
    /// What the driver's phone said last about the driver's work, and since when.
    pub told: Option<(Shift, Timestamp)>,
    /// Deliveries that the driver has and that are not over.
    pub active: u32,
    /// What they take up.
    pub carried: Load,
    /// The delivery that the driver is being asked about.
    pub asked: Option<DeliveryId>,
}

/// Only what is needed of a delivery: reading the whole costs ten times as much.
#[derive(Deserialize)]
struct Goods {
    parcels: Vec<Parcel>,
}

/// Those of `drivers` who are drivers of this organization and not disabled.
pub async fn facts(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    drivers: &[MemberId],
) -> Result<HashMap<MemberId, Facts>> {
    let mut all = HashMap::with_capacity(drivers.len());
    if drivers.is_empty() {
        return Ok(all);
    }
    for row in &these(PEOPLE, organization, drivers).build().fetch_all(&mut *conn).await? {
        all.insert(parse(row, "id")?, person(row)?);
    }
    let mut query = QueryBuilder::<Sqlite>::new("select id, driver, state, body from deliveries");
    query.push(" where not final and organization = ").push_bind(organization.to_string());
    query.push(" and driver in ");
    for row in &list(query, drivers).build().fetch_all(conn).await? {
        if let Some(facts) = all.get_mut(&parse(row, "driver")?) {
            add(facts, row)?;
        }
    }
    Ok(all)
}

/// The same of everybody.
pub async fn all(conn: &mut SqliteConnection) -> Result<HashMap<(OrganizationId, MemberId), Facts>> {
    let mut all = HashMap::new();
    let mut query = QueryBuilder::<Sqlite>::new(PEOPLE);
    query.push(" where m.role = 'driver' and not m.disabled");
    for row in &query.build().fetch_all(&mut *conn).await? {
        all.insert((parse(row, "organization")?, parse(row, "id")?), person(row)?);
    }
    let rows = sqlx::query(
        "select id, organization, driver, state, body from deliveries where not final and driver is not null",
    )
    .fetch_all(conn)
    .await?;
    for row in &rows {
        if let Some(facts) = all.get_mut(&(parse(row, "organization")?, parse(row, "driver")?)) {
            add(facts, row)?;
        }
    }
    Ok(all)
}

const PEOPLE: &str = "select m.id, m.organization, p.body, t.made, t.accepted, t.declined_at, \
    s.shift, s.told_at from members m \
    left join driver_profiles p on p.organization = m.organization and p.member = m.id \
    left join driver_tallies t on t.organization = m.organization and t.member = m.id \
    left join driver_shifts s on s.organization = m.organization and s.member = m.id";

/// The question `select` for `drivers`. The `+` keeps SQLite from going through everybody in the organization, which it does
/// for more than ten ids or so: it has no statistics, and takes all indexes for equally good.
fn these<'q>(select: &str, organization: OrganizationId, drivers: &[MemberId]) -> QueryBuilder<'q, Sqlite> {
    let mut query = QueryBuilder::<Sqlite>::new(select);
    query.push(" where +m.organization = ").push_bind(organization.to_string());
    query.push(" and m.role = 'driver' and not m.disabled and m.id in ");
    list(query, drivers)
}

fn list<'q>(mut query: QueryBuilder<'q, Sqlite>, drivers: &[MemberId]) -> QueryBuilder<'q, Sqlite> {
    query.push("(");
    let mut ids = query.separated(", ");
    for driver in drivers {
        ids.push_bind(driver.to_string());
    }
    query.push(")");
    query
}

fn person(row: &SqliteRow) -> Result<Facts> {
    let body: Option<&str> = row.try_get("body")?;
    let profile = body.map(serde_json::from_str).transpose()?.unwrap_or_default();
    let counted = row.try_get::<Option<i64>, _>("made")?.is_some();
    let number = |column| count(row, column).map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let tally = match counted {
        true => Tally { made: number("made")?, accepted: number("accepted")? },
        false => Tally::default(),
    };
    let declined_at = row.try_get::<Option<i64>, _>("declined_at")?.map(Timestamp::from_millis);
    let shift: Option<&str> = row.try_get("shift")?;
    let since = row.try_get::<Option<i64>, _>("told_at")?.map(Timestamp::from_millis);
    let told = shift.and_then(Shift::from_name).zip(since);
    Ok(Facts { profile, tally, declined_at, told, ..Facts::default() })
}

/// A delivery of theirs. One that they are asked about takes room, since they may say yes.
fn add(facts: &mut Facts, row: &SqliteRow) -> Result<()> {
    let state: &str = row.try_get("state")?;
    let state = State::from_name(state).ok_or_else(|| StoreError::Corrupt(format!("state: {state}")))?;
    let goods: Goods = serde_json::from_str(row.try_get("body")?)?;
    facts.carried = facts.carried.plus(Load::of(&goods.parcels));
    if state == State::Offered {
        facts.asked = Some(parse(row, "id")?);
    } else if state.is_active() {
        facts.active += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn a_few_drivers_are_found_by_their_ids_however_many_there_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&folder.path().join("db"), 1, std::sync::Arc::new(|_| ())).await;
        let mut snapshot = store.expect("a store").snapshot().await.expect("a snapshot");
        for count in [1, 12, 768] {
            let drivers: Vec<MemberId> = (0..count).map(|k| MemberId(Uuid::from_u128(k))).collect();
            let mut plan =
                these(&format!("explain query plan {PEOPLE}"), OrganizationId(Uuid::nil()), &drivers);
            let rows = plan.build().fetch_all(&mut *snapshot).await.expect("a plan");
            let steps: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
            assert!(steps[0].contains("(id=?)"), "{count}: {steps:#?}");
        }
    }
}
