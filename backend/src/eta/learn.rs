//! Learns from the log, from where it stopped the last time.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use waybill_domain::{DeliveryId, OrganizationId, eta::TravelSource, route::Task};
use waybill_routing::eta::{Key, Learned, Leg, Place};

use super::{
    known::{hours_of, learned_of},
    legs,
    lessons::{Lesson, Trails, driver_of},
};
use crate::{
    App,
    config::TravelBy,
    service::routes::working,
    store::{Result, StoreError, deliveries, learned, log, organizations},
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
    let source = app.travel.source();
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
    let mut taught = (*learned_of(app, organization).await?).clone();
    // What ways take is learned as a share of what the map says, and maps differ.
    let other = before.is_some_and(|before| before != source.as_str());
    // A map that is missing for a moment is no other map.
    let lost = other && source == TravelSource::StraightLine && app.config.travel != TravelBy::Straight;
    let afresh = other && !lost;
    if afresh {
        taught.forget_ways();
    }
    let mut changed = BTreeSet::new();
    for event in &events {
        let Some(delivery) = about.get(&event.delivery_id) else { continue };
        match trails.follow(event, delivery) {
            Some(Lesson::Visit(visit)) => {
                let parts = taught.visited(&visit, hours);
                changed.extend(parts.into_iter().map(|part| (Some(visit.task), part)));
            }
            Some(Lesson::Drive(_)) if lost => {}
            Some(Lesson::Drive(drive)) => {
                let mode = modes.get(&drive.driver).copied().unwrap_or_default();
                let asked = legs::table(app, mode, &[drive.from], &[drive.to]).await;
                let asked = asked.ok().filter(|table| table.source() == source);
                let Some(leg) = asked.and_then(|table| table.leg(0, 0)) else { continue };
                let leg = Leg {
                    driver: drive.driver,
                    to: Place(drive.to),
                    from_ms: drive.began.as_millis(),
                    until_ms: drive.ended.as_millis(),
                    modelled_s: leg.seconds,
                };
                changed.extend(taught.drove(&leg, hours).into_iter().map(|part| (None, part)));
            }
            None => {}
        }
    }
    let taught = Arc::new(taught);
    write(
        app,
        organization,
        taught.clone(),
        Lessons { source: (!lost).then_some(source), afresh, changed, trails, last },
    )
    .await?;
    app.arrivals.keep(organization, taught);
    Ok(events.len())
}

/// What came of reading a piece of a log.
struct Lessons {
    /// Whose ways were taken; `None`: no ways were.
    source: Option<TravelSource>,
    /// What was learned of ways before is not worth anything any more.
    afresh: bool,
    changed: BTreeSet<(Option<Task>, Key)>,
    trails: Trails,
    /// How far the log was read.
    last: u64,
}

/// Writes what changed in one transaction.
async fn write(
    app: &App,
    organization: OrganizationId,
    taught: Arc<Learned>,
    Lessons { source, afresh, changed, trails, last }: Lessons,
) -> Result<()> {
    let work = app.store.tx(move |tx| {
        Box::pin(async move {
            let conn = tx.conn();
            if afresh {
                learned::forget_ways(conn, organization).await?;
            }
            learned::save(conn, organization, &taught, &changed).await?;
            learned::save_trails(conn, organization, &trails.0).await?;
            learned::set_learned_to(conn, organization, last, source).await?;
            Ok::<_, StoreError>(())
        })
    });
    work.await
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
