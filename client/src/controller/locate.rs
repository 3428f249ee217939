//! Fixes: kept by what the driver is doing, and never off duty.

use std::sync::{PoisonError, atomic::Ordering};

use waybill_domain::{
    Fix, Point,
    calls::driver::{ReportFix, SetShift, Shift},
    geo::LaneFix,
};

use super::{Controller, Running};
use crate::{
    ClientError,
    location::{Keep, Situation, decide},
    shell::Shell,
    store::{
        gps,
        meta::{self, Key},
    },
    sync::Input,
};

/// A fix older than this says nothing about where a command was given, in milliseconds.
const FRESH_MS: i64 = 10 * 60_000;

impl<S: Shell> Controller<S> {
    /// Takes a fix in; most are not worth keeping.
    pub async fn report_fix(&self, ask: ReportFix) -> Result<(), ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        let fix = sane(ask.fix)?;
        let (shift, pulls) = {
            let progress = self.hub.progress();
            (progress.status.shift, progress.pulls)
        };
        let stops = running.stops(pulls).await?;
        // A fix that is not worth keeping may still show that the driver has arrived.
        if shift == Shift::On && running.come_near(Some(&fix), &stops) {
            self.tell_approach(&running).await?;
        }
        let last = *running.last_fix.lock().unwrap_or_else(PoisonError::into_inner);
        if decide(&fix, &Situation { shift, last, stops: &stops.all }) != Keep::Yes {
            return Ok(());
        }
        *running.last_fix.lock().unwrap_or_else(PoisonError::into_inner) = Some(fix);
        let boot = self.registry().starts;
        let seq = self.fix_seq.fetch_add(1, Ordering::Relaxed);
        lane.store
            .tx(move |c| {
                Box::pin(async move {
                    meta::set(c, Key::LastFix, &fix).await?;
                    gps::keep(c, &LaneFix { boot, seq, fix }).await
                })
            })
            .await?;
        let _ = running.inbox.send(Input::Wake);
        Ok(())
    }

    /// Goes on duty, off duty, on a break.
    pub async fn set_shift(&self, ask: SetShift) -> Result<(), ClientError> {
        let running = self.running()?;
        if ask.shift == Shift::Off {
            *running.last_fix.lock().unwrap_or_else(PoisonError::into_inner) = None;
            *running.approach.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        running
            .lane
            .store
            .tx(move |c| {
                Box::pin(async move {
                    if ask.shift == Shift::Off {
                        meta::clear(c, Key::LastFix).await?;
                        meta::clear(c, Key::Approach).await?;
                    }
                    meta::set(c, Key::Shift, &ask.shift).await
                })
            })
            .await?;
        let _ = running.inbox.send(Input::Wake);
        Ok(self.hub.restate(&running.lane, |_| {}).await?)
    }

    /// Where the driver is, if that is known and fresh.
    pub(super) fn geo(&self, running: &Running) -> Option<Fix> {
        let last = *running.last_fix.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|fix| running.lane.now().since(fix.at).abs() <= FRESH_MS)
    }
}

/// Numbers that JSON cannot carry come from broken receivers.
fn sane(fix: Fix) -> Result<Fix, ClientError> {
    Point::new(fix.point.lat, fix.point.lon).map_err(|e| ClientError::input("point", e.to_string()))?;
    let finite = |value: Option<f32>| value.filter(|value| value.is_finite());
    Ok(Fix {
        accuracy_m: finite(fix.accuracy_m).filter(|m| *m >= 0.0),
        speed_mps: finite(fix.speed_mps).filter(|speed| *speed >= 0.0),
        heading_deg: finite(fix.heading_deg).map(|degrees| degrees.rem_euclid(360.0)),
        battery_pct: fix.battery_pct.map(|percent| percent.min(100)),
        ..fix
    })
}
