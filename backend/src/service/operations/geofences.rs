//! Follows drivers through zones and depots.

use std::collections::HashMap;

use sqlx::SqliteConnection;
use uuid::Uuid;
use waybill_domain::{
    Fix, MemberId, Timestamp,
    calls::{GeofenceEvent, GeofencePlace},
    geofence::Watch,
    operations::{Operations, Place},
};

use crate::store::{Result, operations::geofences, positions::Source};

/// Notes what `fixes` of a driver's device show, in the order of their times. Those that are not newer than `last`, the newest
/// fix of the device that was known before, show nothing: what was written stands.
pub async fn follow(
    conn: &mut SqliteConnection,
    operations: &Operations,
    source: Source,
    mut fixes: Vec<Fix>,
    last: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    fixes.retain(|fix| last.is_none_or(|last| fix.at > last));
    if fixes.is_empty() {
        return Ok(());
    }
    fixes.sort_by_key(|fix| fix.at);
    let known: HashMap<(GeofencePlace, Uuid), Watch> = geofences::watches(conn, source)
        .await?
        .into_iter()
        .map(|(kind, id, watch)| ((kind, id), watch))
        .collect();
    for place in operations.places() {
        let key = (place.kind, place.id);
        let before = known.get(&key).copied();
        let near = |fix: &Fix| place.is_near(fix.point);
        if before.is_none() && !fixes.iter().any(near) {
            continue;
        }
        let mut watch = before.unwrap_or_default();
        for fix in &fixes {
            for crossing in watch.step(fix, place.outline.depth_m(fix.point), place.dwell_ms) {
                let event = event(place, source.member, fix, crossing, now);
                geofences::append(conn, source.organization, &event).await?;
            }
        }
        if before != Some(watch) {
            geofences::keep_watch(conn, source, key, &watch).await?;
        }
    }
    Ok(())
}

fn event(
    place: &Place,
    driver: MemberId,
    fix: &Fix,
    crossing: waybill_domain::geofence::Crossing,
    now: Timestamp,
) -> GeofenceEvent {
    GeofenceEvent {
        seq: 0,
        driver,
        kind: place.kind,
        place: place.id,
        name: place.name.clone(),
        event: crossing.kind,
        at: crossing.at,
        recorded_at: now,
        point: fix.point,
    }
}
