//! What a fleet's own days have taught, and how far its log was read for it.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use waybill_domain::{MemberId, OrganizationId, Point, eta::TravelSource, route::Task};
use waybill_routing::eta::{Key, Learned, Model, Recent, Running};

use super::{
    error::{Result, StoreError},
    row::{count, int, parse, time},
};
use crate::eta::Trail;

const DEVIATION: &str = "deviation";
const SPEED: &str = "speed";
const RECENT: &str = "recent";

/// Everything that a fleet has learned.
pub async fn all(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<Learned> {
    let rows = sqlx::query("select model, part, n, mean, at from learned where organization = $1")
        .bind(organization.to_string())
        .fetch_all(conn)
        .await?;
    let mut learned = Learned::default();
    for row in &rows {
        let part: String = row.try_get("part")?;
        let kept = Running { n: row.try_get("n")?, mean: row.try_get("mean")? };
        let name: String = row.try_get("model")?;
        let model = match name.as_str() {
            RECENT => {
                learned.recent = Recent { mean: kept.mean, variance: kept.n, at: row.try_get("at")? };
                continue;
            }
            SPEED => &mut learned.speed,
            "pickup" => &mut learned.pickup,
            "dropoff" => &mut learned.dropoff,
            _ => return Err(StoreError::Corrupt(format!("learned.model: {name}"))),
        };
        if part == DEVIATION {
            model.restore_deviation(kept);
        } else {
            let key: Key =
                part.parse().map_err(|error| StoreError::Corrupt(format!("learned.part: {error}")))?;
            model.restore(key, kept);
        }
    }
    Ok(learned)
}

/// Writes the parts that changed: of the model of stops of this kind, or of the speed.
pub async fn save(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    learned: &Learned,
    changed: &BTreeSet<(Option<Task>, Key)>,
) -> Result<()> {
    let model = |task: Option<Task>| -> (&str, &Model) {
        task.map_or((SPEED, &learned.speed), |task| (task.as_str(), learned.stop(task)))
    };
    for (task, key) in changed {
        let (name, model) = model(*task);
        put(conn, organization, (name, &key.to_string()), model.kept(*key), 0).await?;
    }
    for task in changed.iter().map(|(task, _)| *task).collect::<BTreeSet<_>>() {
        let (name, model) = model(task);
        put(conn, organization, (name, DEVIATION), model.deviation(), 0).await?;
    }
    let recent = learned.recent;
    put(conn, organization, (RECENT, "all"), Running { n: recent.variance, mean: recent.mean }, recent.at)
        .await
}

async fn put(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    (model, part): (&str, &str),
    kept: Running,
    at: i64,
) -> Result<()> {
    sqlx::query(
        "insert into learned (organization, model, part, n, mean, at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (organization, model, part) do update set n = $4, mean = $5, at = $6",
    )
    .bind(organization.to_string())
    .bind(model)
    .bind(part)
    .bind(kept.n)
    .bind(kept.mean)
    .bind(at)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes what was learned of ways.
pub async fn forget_ways(conn: &mut SqliteConnection, organization: OrganizationId) -> Result<()> {
    sqlx::query("delete from learned where organization = $1 and model in ($2, $3)")
        .bind(organization.to_string())
        .bind(SPEED)
        .bind(RECENT)
        .execute(conn)
        .await?;
    Ok(())
}

/// The sequence up to which the log has been learned from, and whose ways that was measured against, where it was noted.
pub async fn learned_to(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<(u64, Option<String>)> {
    let row = sqlx::query("select seq, source from learned_to where organization = $1")
        .bind(organization.to_string())
        .fetch_optional(conn)
        .await?;
    row.map_or(Ok((0, None)), |row| Ok((count(&row, "seq")?, row.try_get("source")?)))
}

/// Notes how far the log has been learned from, and whose ways that was measured against; `None`: as before.
pub async fn set_learned_to(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    seq: u64,
    source: Option<TravelSource>,
) -> Result<()> {
    sqlx::query(
        "insert into learned_to (organization, seq, source) values ($1, $2, $3) \
         on conflict (organization) do update set seq = $2, source = coalesce($3, source)",
    )
    .bind(organization.to_string())
    .bind(int(seq))
    .bind(source.map(TravelSource::as_str))
    .execute(conn)
    .await?;
    Ok(())
}

/// Where and when every driver last finished a stop.
pub async fn trails(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
) -> Result<BTreeMap<MemberId, Trail>> {
    let rows = sqlx::query("select driver, at, lat, lon from learned_trails where organization = $1")
        .bind(organization.to_string())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok((parse(row, "driver")?, trail_of(row)?))).collect()
}

/// Where and when one driver last finished a stop.
pub async fn trail(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    driver: MemberId,
) -> Result<Option<Trail>> {
    let row = sqlx::query("select at, lat, lon from learned_trails where organization = $1 and driver = $2")
        .bind(organization.to_string())
        .bind(driver.to_string())
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(trail_of).transpose()
}

/// Writes where drivers last finished something.
pub async fn save_trails(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    trails: &BTreeMap<MemberId, Trail>,
) -> Result<()> {
    for (driver, trail) in trails {
        sqlx::query(
            "insert into learned_trails (organization, driver, at, lat, lon) values ($1, $2, $3, $4, $5) \
             on conflict (organization, driver) do update set at = $3, lat = $4, lon = $5 where at <> $3",
        )
        .bind(organization.to_string())
        .bind(driver.to_string())
        .bind(trail.at.as_millis())
        .bind(trail.point.lat)
        .bind(trail.point.lon)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

fn trail_of(row: &SqliteRow) -> Result<Trail> {
    let point = Point { lat: row.try_get("lat")?, lon: row.try_get("lon")? };
    Ok(Trail { at: time(row, "at")?, point })
}
