//! Fixes come in.

use waybill_domain::{
    Timestamp,
    calls::driver::Shift,
    geo::LaneFix,
    protocol::{DriverPosition, FixReceipt},
};

use crate::{
    App,
    service::operations,
    store::{
        Result, StoreError,
        dispatch::shifts,
        operations::geofences,
        positions::{Source, insert, keep_last},
    },
};

/// How far ahead of the server's clock a fix may be, in minutes: phones' clocks are a little off.
const AHEAD_MIN: i64 = 5;

/// What a device sends.
pub struct Sent {
    /// The fixes, in any order.
    pub fixes: Vec<LaneFix>,
    /// What time it was by the device's clock when it sent them, where it says so.
    pub at: Option<Timestamp>,
    /// Whether the driver works, where the device says so.
    pub shift: Option<Shift>,
}

impl From<Vec<LaneFix>> for Sent {
    fn from(fixes: Vec<LaneFix>) -> Self {
        Self { fixes, at: None, shift: None }
    }
}

/// Stores what was sent, each fix at its own time, and moves the driver's marker to the newest. A device whose own clock is
/// wrong as it sends has the times of its fixes put right by the difference, and each is marked so. What is too far ahead of
/// the clock even then is refused and counted, so that no phone can pin its marker into the future.
pub async fn take_fixes(app: &App, source: Source, sent: impl Into<Sent>) -> Result<FixReceipt> {
    let now = app.clock.now();
    let latest = now.plus_minutes(AHEAD_MIN);
    let Sent { fixes, at, shift } = sent.into();
    let off_ms = at.map(|at| now.since(at)).filter(|off| off.abs() > AHEAD_MIN * 60_000);
    let sent = fixes.len();
    let good: Vec<LaneFix> = fixes
        .into_iter()
        .map(|lane| put_right(lane, off_ms))
        .filter(|lane| lane.fix.at <= latest)
        .map(without_nonsense)
        .collect();
    let refused = sent - good.len();
    let newest = good.iter().map(|lane| lane.fix).max_by_key(|fix| fix.at);
    let within = app.clone();
    let stored = app
        .store
        .tx(move |tx| {
            Box::pin(async move {
                if let Some(shift) = shift {
                    shifts::tell(tx.conn(), (source.organization, source.member), shift, now).await?;
                }
                let mut new = Vec::with_capacity(good.len());
                for lane in &good {
                    if insert(tx.conn(), source, lane, off_ms, now).await? {
                        new.push(lane.fix);
                    }
                }
                let stored = new.len();
                let places = within.operated.of(tx.conn(), source.organization).await?;
                if !places.places().is_empty() {
                    let last = geofences::last_fix(tx.conn(), source).await?;
                    operations::follow(tx.conn(), &places, source, new, last, now).await?;
                }
                if let Some(fix) = newest {
                    geofences::keep_last(tx.conn(), source, fix.at).await?;
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
    if shift.is_some() {
        app.fleet.touch(source.organization, source.member);
    }
    Ok(FixReceipt { stored, duplicates: sent - refused - stored, refused })
}

/// At its own time by a clock that goes right, `off_ms` later than the device's.
fn put_right(mut lane: LaneFix, off_ms: Option<i64>) -> LaneFix {
    lane.fix.at = lane.fix.at.plus_millis(off_ms.unwrap_or(0));
    lane
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
