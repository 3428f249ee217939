//! Who is in which zone or depot.

use sqlx::{Row as _, SqliteConnection, sqlite::SqliteRow};
use uuid::Uuid;
use waybill_domain::{
    OrganizationId, Point, Timestamp,
    calls::{GeofenceEvent, GeofencePlace, ListGeofenceEvents},
    geofence::{CrossingKind, Watch},
};

use crate::store::{
    Result, StoreError,
    positions::Source,
    row::{count, int, parse, time},
};

/// When the newest fix of a device was taken, of those that came before.
pub async fn last_fix(conn: &mut SqliteConnection, source: Source) -> Result<Option<Timestamp>> {
    let at: Option<i64> = sqlx::query_scalar(
        "select at from device_fixes where organization = $1 and member = $2 and device = $3",
    )
    .bind(source.organization.to_string())
    .bind(source.member.to_string())
    .bind(source.device.to_string())
    .fetch_optional(conn)
    .await?;
    Ok(at.map(Timestamp::from_millis))
}

/// Keeps the time of a device's fix, unless a newer one is known.
pub async fn keep_last(conn: &mut SqliteConnection, source: Source, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into device_fixes (organization, member, device, at) values ($1, $2, $3, $4) \
         on conflict (organization, member, device) do update set at = max(at, excluded.at)",
    )
    .bind(source.organization.to_string())
    .bind(source.member.to_string())
    .bind(source.device.to_string())
    .bind(at.as_millis())
    .execute(conn)
    .await?;
    Ok(())
}

/// What a device has shown of its member and the places near by.
pub async fn watches(
    conn: &mut SqliteConnection,
    source: Source,
) -> Result<Vec<(GeofencePlace, Uuid, Watch)>> {
    let rows = sqlx::query(
        "select kind, place, state from geofence_watches \
         where organization = $1 and member = $2 and device = $3",
    )
    .bind(source.organization.to_string())
    .bind(source.member.to_string())
    .bind(source.device.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((place_kind(row)?, parse(row, "place")?, serde_json::from_str(row.try_get("state")?)?)))
        .collect()
}

/// Keeps what a device has shown of its member and a place; what says nothing is not kept.
pub async fn keep_watch(
    conn: &mut SqliteConnection,
    source: Source,
    (kind, place): (GeofencePlace, Uuid),
    watch: &Watch,
) -> Result<()> {
    let says_nothing = watch.inside_since.is_none() && watch.doubt_since.is_none();
    let query = if says_nothing {
        sqlx::query(
            "delete from geofence_watches \
             where organization = $1 and member = $2 and device = $3 and kind = $4 and place = $5",
        )
    } else {
        sqlx::query(
            "insert into geofence_watches (organization, member, device, kind, place, state) \
             values ($1, $2, $3, $4, $5, $6) \
             on conflict (organization, member, device, kind, place) do update set state = excluded.state",
        )
    };
    let query = query
        .bind(source.organization.to_string())
        .bind(source.member.to_string())
        .bind(source.device.to_string())
        .bind(kind_name(kind))
        .bind(place.to_string());
    let query = if says_nothing { query } else { query.bind(serde_json::to_string(watch)?) };
    query.execute(conn).await?;
    Ok(())
}

/// Forgets who is at a place, which is no more.
pub async fn forget(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    (kind, place): (GeofencePlace, Uuid),
) -> Result<()> {
    sqlx::query("delete from geofence_watches where organization = $1 and kind = $2 and place = $3")
        .bind(organization.to_string())
        .bind(kind_name(kind))
        .bind(place.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// Appends an event; its `seq` is given here.
pub async fn append(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    event: &GeofenceEvent,
) -> Result<()> {
    sqlx::query(
        "insert into geofence_events (organization, seq, member, kind, place, name, event, at, recorded_at, lat, lon) \
         select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 \
         from geofence_events where organization = $1",
    )
    .bind(organization.to_string())
    .bind(event.driver.to_string())
    .bind(kind_name(event.kind))
    .bind(event.place.to_string())
    .bind(&event.name)
    .bind(event.event.as_str())
    .bind(event.at.as_millis())
    .bind(event.recorded_at.as_millis())
    .bind(event.point.lat)
    .bind(event.point.lon)
    .execute(conn)
    .await?;
    Ok(())
}

/// Events of an organization, newest first.
pub async fn list(
    conn: &mut SqliteConnection,
    organization: OrganizationId,
    filter: &ListGeofenceEvents,
    limit: u32,
) -> Result<Vec<GeofenceEvent>> {
    let rows = sqlx::query(
        "select seq, member, kind, place, name, event, at, recorded_at, lat, lon from geofence_events \
         where organization = $1 and ($2 = '' or member = $2) and ($3 = '' or place = $3) and seq < $4 \
         order by seq desc limit $5",
    )
    .bind(organization.to_string())
    .bind(filter.driver.map(|id| id.to_string()).unwrap_or_default())
    .bind(filter.place.map(|id| id.to_string()).unwrap_or_default())
    .bind(int(filter.before.unwrap_or(u64::MAX)))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &SqliteRow) -> Result<GeofenceEvent> {
    let event: String = row.try_get("event")?;
    Ok(GeofenceEvent {
        seq: count(row, "seq")?,
        driver: parse(row, "member")?,
        kind: place_kind(row)?,
        place: parse(row, "place")?,
        name: row.try_get("name")?,
        event: CrossingKind::from_name(&event)
            .ok_or_else(|| StoreError::Corrupt(format!("event: {event}")))?,
        at: time(row, "at")?,
        recorded_at: time(row, "recorded_at")?,
        point: Point { lat: row.try_get("lat")?, lon: row.try_get("lon")? },
    })
}

fn kind_name(kind: GeofencePlace) -> &'static str {
    match kind {
        GeofencePlace::Zone => "zone",
        GeofencePlace::Depot => "depot",
    }
}

fn place_kind(row: &SqliteRow) -> Result<GeofencePlace> {
    let kind: String = row.try_get("kind")?;
    match kind.as_str() {
        "zone" => Ok(GeofencePlace::Zone),
        "depot" => Ok(GeofencePlace::Depot),
        _ => Err(StoreError::Corrupt(format!("kind: {kind}"))),
    }
}
