//! The virtual clock. Who asks from outside the simulation's thread gets what it said last.

use std::{
    cell::Cell,
    sync::{
        OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

/// When every run begins: 2026-01-05T07:00:00Z, in milliseconds since 1970.
pub const BEGIN_MS: i64 = 1_767_596_400_000;

static START: OnceLock<Instant> = OnceLock::new();
static LAST_MS: AtomicI64 = AtomicI64::new(BEGIN_MS);

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
}

/// Begins to count, on this thread, whose tokio clock is paused.
pub(super) fn begin() {
    START.get_or_init(Instant::now);
    HERE.with(|here| here.set(true));
}

/// Milliseconds since the run began.
pub fn elapsed_ms() -> u64 {
    let since = START.get().map_or(Duration::ZERO, Instant::elapsed);
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// What a clock on the wall says, in milliseconds since 1970; `None` while there is no run.
pub fn wall_ms() -> Option<i64> {
    START.get()?;
    if HERE.try_with(Cell::get).unwrap_or(false) {
        LAST_MS.store(BEGIN_MS + elapsed_ms().cast_signed(), Ordering::Relaxed);
    }
    Some(LAST_MS.load(Ordering::Relaxed))
}

/// `07:12:34.567`, as the history shows it.
pub(super) fn stamp() -> String {
    let ms = elapsed_ms();
    let (s, ms) = (ms / 1_000 + 7 * 3_600, ms % 1_000);
    format!("{:02}:{:02}:{:02}.{ms:03}", s / 3_600, s / 60 % 60, s % 60)
}
