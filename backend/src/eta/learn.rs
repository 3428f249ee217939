//! Learns from the log, from where it stopped the last time.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use waybill_domain::{DeliveryId, OrganizationId};

use super::{
    known::{hours_of, learned_of},
    lessons::Lessons,
    trails::{Lesson, Trails, driver_of},
};
use crate::{
    App,
    service::routes::working,
    store::{Result, deliveries, learned, log, organizations},
};

/// How often the log is read.
const EVERY: Duration = Duration::from_secs(30);
/// Events in one go.
const BATCH: u32 = 500;

/// Learns from what every fleet's log has gained; how many events that were.
///
/// # Errors
/// Where the database fails. What was not learned is learned the next time.
pub async fn learn(app: &App) -> Result<usize> {
    let mut snapshot = app.store.snapshot().await?;
    let all = organizations::all(&mut snapshot).await?;
    drop(snapshot);
    let mut count = 0;
    let mut failed = None;
    for organization in all {
        // One fleet that cannot be read is no reason to learn nothing of the others.
        match learn_all(app, organization.id).await {
            Ok(read) => count += read,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(count), Err)
}

async fn learn_all(app: &App, organization: OrganizationId) -> Result<usize> {
    let mut count = 0;
    loop {
        let read = learn_batch(app, organization).await?;
        count += read;
        if read < BATCH as usize {
            return Ok(count);
        }
    }
}

async fn learn_batch(app: &App, organization: OrganizationId) -> Result<usize> {
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    let (from, before) = learned::learned_to(conn, organization).await?;
    let events = log::after(conn, organization, from, BATCH).await?;
    let Some(last) = events.last().map(|event| event.seq) else { return Ok(0) };
    let hours = hours_of(conn, organization, app.clock.now()).await?;
    let mut trails = Trails(learned::trails(conn, organization).await?);
    let ids: BTreeSet<DeliveryId> = events.iter().map(|event| event.delivery_id).collect();
    let mut about = BTreeMap::new();
    for id in ids {
        if let Some(delivery) = deliveries::get(conn, organization, id).await? {
            about.insert(id, delivery);
        }
    }
    let mut modes = BTreeMap::new();
    for driver in events.iter().filter_map(driver_of).collect::<BTreeSet<_>>() {
        let working = working(app, conn, organization, driver, app.clock.now()).await?;
        modes.insert(driver, working.mode);
    }
    drop(snapshot);
    let taught = (*learned_of(app, organization).await?).clone();
    let mut lessons = Lessons::new(app, organization, taught, hours, before.as_deref());
    for event in &events {
        let Some(delivery) = about.get(&event.delivery_id) else { continue };
        match trails.follow(event, delivery) {
            Some(Lesson::Visit(visit)) => lessons.visited(&visit),
            Some(Lesson::Drive(drive)) => {
                let mode = modes.get(&drive.driver).copied().unwrap_or_default();
                lessons.drove(&drive, mode).await?;
            }
            None => {}
        }
    }
    let taught = lessons.keep(trails, last).await?;
    app.arrivals.keep(organization, taught);
    Ok(events.len())
}

/// Learns every half minute until the server stops.
pub async fn keep_learning(app: App) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.stopping.cancelled() => return,
        }
        if let Err(error) = learn(&app).await {
            tracing::warn!(%error, "nothing could be learned from the log");
        }
    }
}
