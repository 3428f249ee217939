//! Chance, all of it from the seed.

use std::{
    ops::RangeInclusive,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};

/// Dice that many throw, one after the other.
#[derive(Debug)]
pub(super) struct Dice(Mutex<SmallRng>);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(Mutex::new(SmallRng::seed_from_u64(seed)))
    }

    fn with<T>(&self, throw: impl FnOnce(&mut SmallRng) -> T) -> T {
        throw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// True once in `1 / p`.
    pub(super) fn chance(&self, p: f64) -> bool {
        self.with(|rng| rng.random_bool(p))
    }

    /// A number of the range.
    pub(super) fn number(&self, range: RangeInclusive<u64>) -> u64 {
        self.with(|rng| rng.random_range(range))
    }

    /// A time in milliseconds of the range.
    pub(super) fn millis(&self, range: RangeInclusive<u64>) -> Duration {
        Duration::from_millis(self.number(range))
    }

    /// One of `some`.
    pub(super) fn pick<'a, T>(&self, some: &'a [T]) -> Option<&'a T> {
        let n = some.len().checked_sub(1)?;
        some.get(usize::try_from(self.number(0..=n as u64)).unwrap_or(0))
    }

    /// The index of one of `weights`, each as likely as it is heavy.
    pub(super) fn weighted(&self, weights: &[u64]) -> usize {
        let total: u64 = weights.iter().sum();
        let mut at = self.number(0..=total.saturating_sub(1));
        for (i, weight) in weights.iter().enumerate() {
            match at.checked_sub(*weight) {
                Some(rest) => at = rest,
                None => return i,
            }
        }
        0
    }
}
