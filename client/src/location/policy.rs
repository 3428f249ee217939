//! Sampling by what the driver is doing. Off duty, nothing is collected.

use waybill_domain::{Fix, Point, calls::driver::Shift};

/// What is known when a fix comes in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation<'a> {
    /// On or off duty.
    pub shift: Shift,
    /// The last fix that was kept.
    pub last: Option<Fix>,
    /// Where the open stops are.
    pub stops: &'a [Point],
}

/// What to do with a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Worth keeping.
    Yes,
    /// Says nothing new.
    No,
    /// Must not be collected.
    OffDuty,
}

/// Within this of an open stop, arrival and waiting are watched closely.
const NEAR_M: f64 = 200.0;
/// Faster than a walk.
const MOVING_MPS: f32 = 1.5;
/// A fix this vague is only kept where there is nothing better.
const VAGUE_M: f32 = 100.0;

/// Whether `fix` is kept. Moving: every 5 s or 100 m, near a stop every 3 s or 10 m. Standing: every minute, near a stop
/// every 20 s, and sooner only for a move beyond the fix's own error.
pub fn decide(fix: &Fix, situation: &Situation<'_>) -> Keep {
    if situation.shift != Shift::On {
        return Keep::OffDuty;
    }
    let Some(last) = situation.last else { return Keep::Yes };
    let elapsed_ms = fix.at.since(last.at);
    if elapsed_ms <= 0 {
        // Older than what is kept, or the clock was set back: only a jump of more than a minute is news.
        return if elapsed_ms < -60_000 { Keep::Yes } else { Keep::No };
    }
    let accuracy = fix.accuracy_m.unwrap_or(10.0);
    let better_before = last.accuracy_m.is_none_or(|before| before < VAGUE_M);
    if accuracy > VAGUE_M && better_before && elapsed_ms < 120_000 {
        return Keep::No;
    }
    let moved_m = fix.point.distance_m(last.point);
    let speed = fix.speed_mps.unwrap_or((moved_m / (elapsed_ms as f64 / 1_000.0)) as f32);
    let near = situation.stops.iter().any(|stop| stop.distance_m(fix.point) <= NEAR_M);
    let error_m = f64::from(accuracy);
    let (every_ms, every_m) = match (near, speed >= MOVING_MPS) {
        (true, true) => (3_000, 10.0),
        (true, false) => (20_000, 10.0 + error_m),
        (false, true) => (5_000, 100.0),
        (false, false) => (60_000, 30.0 + error_m),
    };
    if elapsed_ms >= every_ms || moved_m >= every_m { Keep::Yes } else { Keep::No }
}
