//! Fixes come in.

use waybill_domain::{
    geo::LaneFix,
    protocol::{DriverPosition, FixReceipt},
};

use crate::{
    App,
    service::operations,
    store::{
        Result, StoreError,
        operations::geofences,
        positions::{Source, insert, keep_last},
    },
};

/// How far ahead of the server's clock a fix may be, in minutes: phones' clocks are a little off.
const AHEAD_MIN: i64 = 5;

/// Stores `fixes`, each at its own time, and moves the driver's marker to the newest. What is too far ahead of the clock
/// is refused and counted, so that one phone with a wrong clock cannot pin its marker into the future.
pub async fn take_fixes(app: &App, source: Source, fixes: Vec<LaneFix>) -> Result<FixReceipt> {
    let now = app.clock.now();
    let latest = now.plus_minutes(AHEAD_MIN);
    let sent = fixes.len();
    let good: Vec<LaneFix> =
        fixes.into_iter().filter(|lane| lane.fix.at <= latest).map(without_nonsense).collect();
    let refused = sent - good.len();
    let newest = good.iter().map(|lane| lane.fix).max_by_key(|fix| fix.at);
    let within = app.clone();
    let stored = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                let mut new = Vec::with_capacity(good.len());
                for lane in &good {
                    if insert(tx.conn(), source, lane, now).await? {
                        new.push(lane.fix);
                    }
                }
                let stored = new.len();
                let (organization, member) = (source.organization, source.member);
                let places = within.operated.of(tx.conn(), organization).await?;
                if !places.places().is_empty() {
                    let last = geofences::last_fix(tx.conn(), organization, member).await?;
                    operations::follow(tx.conn(), &places, (organization, member), new, last, now).await?;
                }
                if let Some(fix) = newest {
                    keep_last(tx.conn(), source.organization, source.member, &fix).await?;
                }
                Ok::<_, StoreError>(stored)
            })
        })
        .await?;
    if let Some(fix) = newest
        && app.positions.offer(source.organization, source.member, fix)
    {
        app.fleet.moved(source.organization, source.member, &fix, now);
        app.arrivals.moved((source.organization, source.member), now);
        app.hub.moved(source.organization, DriverPosition { member: source.member, fix });
    }
    Ok(FixReceipt { stored, duplicates: sent - refused - stored, refused })
}

/// Phones say "unknown" by a negative number.
fn without_nonsense(mut lane: LaneFix) -> LaneFix {
    let fix = &mut lane.fix;
    fix.accuracy_m = fix.accuracy_m.filter(|metres| *metres >= 0.0);
    fix.speed_mps = fix.speed_mps.filter(|speed| *speed >= 0.0);
    fix.heading_deg = fix.heading_deg.filter(|degrees| (0.0..=360.0).contains(degrees));
    fix.battery_pct = fix.battery_pct.filter(|percent| *percent <= 100);
    lane
}
