//! How long to go on, and who hears about it.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// How good the best plan is so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rounds of the search so far.
    pub iterations: u64,
    /// Orders in no route.
    pub unserved: usize,
    /// Drivers with stops.
    pub drivers: usize,
    /// What is weighed (seconds or meters), over all routes.
    pub cost: i64,
}

/// Lets a search go on, and hears of each better plan. The search asks often, so answer quickly.
pub trait Control {
    /// How much of the allowed effort is spent, after so many iterations: from 0 to 1, and at 1 the search ends with the
    /// best plan so far. Cancel by answering 1.
    fn spent(&mut self, iterations: u64) -> f64;

    /// A better plan was found.
    fn improved(&mut self, _progress: &Progress) {}
}

/// So many iterations: the same seed then gives the same plan.
#[derive(Clone, Copy, Debug)]
pub struct Iterations(pub u64);

impl Control for Iterations {
    fn spent(&mut self, iterations: u64) -> f64 {
        if self.0 == 0 { 1.0 } else { iterations as f64 / self.0 as f64 }
    }
}

/// So much time, unless cancelled before. The caller says how much has gone by.
pub struct Timed<'a, E, P> {
    limit: Duration,
    elapsed: E,
    cancel: &'a AtomicBool,
    progress: P,
}

impl<'a, E: FnMut() -> Duration, P: FnMut(&Progress)> Timed<'a, E, P> {
    /// Ends when `elapsed()` reaches `limit` or `cancel` is set; `progress` hears of each better plan.
    pub fn new(limit: Duration, elapsed: E, cancel: &'a AtomicBool, progress: P) -> Self {
        Self { limit, elapsed, cancel, progress }
    }
}

impl<E: FnMut() -> Duration, P: FnMut(&Progress)> Control for Timed<'_, E, P> {
    fn spent(&mut self, _iterations: u64) -> f64 {
        if self.cancel.load(Ordering::Relaxed) {
            return 1.0;
        }
        (self.elapsed)().as_secs_f64() / self.limit.as_secs_f64().max(f64::MIN_POSITIVE)
    }

    fn improved(&mut self, progress: &Progress) {
        (self.progress)(progress);
    }
}
