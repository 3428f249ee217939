//! Computes times where something changed.

use std::{collections::HashMap, time::Duration};

use futures::{StreamExt as _, stream};
use waybill_domain::{
    DeliveryId, Timestamp,
    eta::{Delay, Eta, Etas, TravelSource},
    route::Task,
};
use waybill_routing::eta::{Expected, Stage, estimate};

use super::{
    arrivals::Who,
    known::{hours_of, learned_of},
    legs,
    trip::{self, Ahead},
};
use crate::{
    App,
    service::routes::working,
    store::{Result, deliveries, learned},
};

/// Times that nothing has changed are computed anew all the same after so many seconds: time itself has gone by.
const AGE_S: i64 = 30;
/// How many drivers at once.
const TOGETHER: usize = 4;

/// Computes the times of all drivers for whom something has changed, and tells those who listen; how many.
///
/// # Errors
/// Where the database fails; what was not computed is noted again.
pub async fn catch_up(app: &App) -> Result<usize> {
    let now = app.clock.now();
    app.arrivals.age(now.plus_millis(-AGE_S * 1_000));
    let every = i64::try_from(app.config.eta_seconds).unwrap_or(i64::MAX).saturating_mul(1_000);
    let (due, _) = app.arrivals.take_old(now.plus_millis(-every));
    let count = due.len();
    let done: Vec<_> = stream::iter(due)
        .map(|who| async move { (who, compute(app, who).await) })
        .buffer_unordered(TOGETHER)
        .collect()
        .await;
    let mut failed = None;
    for (who, result) in done {
        if let Err(error) = result {
            app.arrivals.moved(who, now);
            failed = Some(error);
        }
    }
    failed.map_or(Ok(count), Err)
}

async fn compute(app: &App, who: Who) -> Result<()> {
    let (organization, driver) = who;
    let now = app.clock.now();
    let learned = learned_of(app, organization).await?;
    let mut snapshot = app.store.snapshot().await?;
    let open = deliveries::open_of_driver(&mut snapshot, organization, driver).await?;
    let hours = hours_of(&mut snapshot, organization, now).await?;
    let trail = learned::trail(&mut snapshot, organization, driver).await?;
    let is_last = trail.is_some_and(|trail| app.arrivals.is_last(who, trail));
    let working = working(app, &mut snapshot, organization, driver, now).await?;
    drop(snapshot);
    let mut ways = app.arrivals.legs(who);
    let ahead = trip::ahead(app, who, &open, trail, &working.breaks, hours);
    let mut etas = HashMap::new();
    if let Some(mut ahead) = ahead {
        // Where something was finished since, the way that is being driven began elsewhere.
        ahead.set_off = ahead.set_off.filter(|_| is_last);
        match legs::between(app, working.mode, &ahead.ways(), &mut ways).await {
            Ok((found, source)) => {
                ahead.fill_in(&found, &learned);
                let expected = estimate(&ahead.trip, &learned);
                etas = told(&ahead, &expected, source, now);
            }
            Err(error) => tracing::warn!(%error, "no travel times for a route"),
        }
    }
    for (delivery, etas) in app.arrivals.put(who, etas, ways, (now, !open.is_empty())) {
        app.hub.expected(organization, driver, delivery, etas);
    }
    Ok(())
}

fn told(
    ahead: &Ahead,
    expected: &[Expected],
    source: TravelSource,
    now: Timestamp,
) -> HashMap<DeliveryId, Etas> {
    let mut all: HashMap<DeliveryId, Etas> = HashMap::new();
    for ((stage, &(delivery, task)), expected) in ahead.trip.stages.iter().zip(&ahead.stops).zip(expected) {
        let etas = all.entry(delivery).or_default();
        if stage.reached.is_none() {
            let [at, from, until] = [expected.at, expected.from, expected.until].map(Timestamp::from_millis);
            let eta = Some(Eta { at, from, until, source, computed_at: now });
            match task {
                Task::Pickup => etas.pickup = eta,
                Task::Dropoff => etas.dropoff = eta,
            }
        }
        etas.delay = delay(stage, task, expected).or(etas.delay);
    }
    all.retain(|_, etas| !etas.is_empty());
    all
}

/// The alarm of a stop that is still to be reached: what is late already is late for all to see.
fn delay(stage: &Stage, task: Task, expected: &Expected) -> Option<Delay> {
    let reason = expected.late.filter(|_| stage.reached.is_none())?;
    let due = Timestamp::from_millis(stage.due?);
    Some(Delay { task, due, expected: Timestamp::from_millis(expected.at), reason })
}

/// Computes times whenever something has changed, until the server stops.
pub async fn keep_estimating(app: App) {
    if let Err(error) = note_all(&app).await {
        tracing::warn!(%error, "the routes could not be read");
    }
    let mut waiting = Duration::from_secs(1);
    loop {
        tokio::select! {
            () = tokio::time::sleep(waiting) => {}
            () = app.arrivals.woken() => {}
            () = app.stopping.cancelled() => return,
        }
        waiting = match catch_up(&app).await {
            Ok(_) => Duration::from_secs(1),
            Err(error) => {
                tracing::warn!(%error, "times of arrival could not be computed");
                Duration::from_secs(5)
            }
        };
    }
}

/// After a start all times are old.
async fn note_all(app: &App) -> Result<()> {
    let mut snapshot = app.store.snapshot().await?;
    for who in deliveries::busy_drivers(&mut snapshot).await? {
        app.arrivals.moved(who, Timestamp::from_millis(0));
    }
    Ok(())
}
