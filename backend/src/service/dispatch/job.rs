//! The clockwork: what is due is done, whoever asked for it and however often the server was started meanwhile.

use std::time::Duration;

use waybill_domain::{DeliveryId, OrganizationId, Timestamp};

use super::{offering::advance, stuck};
use crate::{
    App,
    store::{Result, StoreError, dispatch::offers},
};

/// How long nothing is looked at where nothing happens.
const EVERY: Duration = Duration::from_secs(1);
/// How often what takes long is looked at.
const SWEEP_MS: i64 = 60_000;
/// Deliveries in one transaction: many orders at once cost one write to the disk.
const TOGETHER: u32 = 32;

/// Does everything that is due; how much that was.
pub async fn run_due(app: &App) -> Result<usize> {
    let mut done = 0;
    loop {
        let now = app.clock.now();
        let mut snapshot = app.store.snapshot().await?;
        app.fleet.refresh(&mut snapshot).await?;
        let due = offers::due(&mut snapshot, now, TOGETHER).await?;
        drop(snapshot);
        if due.is_empty() {
            return Ok(done);
        }
        done += due.len();
        if let Err(error) = together(app, due.clone(), now).await {
            tracing::warn!(%error, "offers are made one by one");
            one_by_one(app, due, now).await?;
        }
    }
}

async fn together(app: &App, due: Vec<(OrganizationId, DeliveryId)>, now: Timestamp) -> Result<()> {
    let inner = app.clone();
    app.store
        .tx(move |tx| {
            Box::pin(async move {
                for (organization, delivery) in due {
                    // It may have been answered, or done by another, since the list was read.
                    if !offers::is_due(tx.conn(), organization, delivery, now).await? {
                        continue;
                    }
                    advance(tx, &inner, organization, delivery, None, now).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
}

/// What fails alone waits a minute, so that it holds up no other.
async fn one_by_one(app: &App, due: Vec<(OrganizationId, DeliveryId)>, now: Timestamp) -> Result<()> {
    for (organization, delivery) in due {
        let Err(error) = together(app, vec![(organization, delivery)], now).await else { continue };
        tracing::error!(%error, %delivery, "an offer cannot be made");
        let later = now.plus_millis(SWEEP_MS);
        app.store
            .tx(move |tx| {
                Box::pin(async move { offers::put_off(tx.conn(), organization, delivery, later).await })
            })
            .await?;
    }
    Ok(())
}

/// Does what is due until the server stops.
pub async fn keep_dispatching(app: App) {
    let mut swept = None;
    loop {
        if let Err(error) = run_due(&app).await {
            tracing::warn!(%error, "offers could not be made");
        }
        let now = app.clock.now();
        if swept.is_none_or(|last| now.since(last) >= SWEEP_MS) {
            swept = Some(now);
            app.fleet.freshen(&app.positions, now);
            if let Err(error) = stuck::look(&app).await {
                tracing::warn!(%error, "deliveries without a driver could not be looked for");
            }
        }
        tokio::select! {
            () = app.fleet.woken() => {}
            () = tokio::time::sleep(until_due(&app).await) => {}
            () = app.stopping.cancelled() => return,
        }
    }
}

/// How long to sleep: until the next thing is due, and never long, since a test may set the clock.
async fn until_due(app: &App) -> Duration {
    let next = match app.store.snapshot().await {
        Ok(mut snapshot) => offers::next_due(&mut snapshot).await.ok().flatten(),
        Err(_) => None,
    };
    let ms = next.map_or(i64::MAX, |next| next.since(app.clock.now()));
    Duration::from_millis(u64::try_from(ms).unwrap_or(0)).min(EVERY)
}
