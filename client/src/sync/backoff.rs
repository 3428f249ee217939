//! When to try again.

use rand::{Rng, rngs::SmallRng};

const FIRST_MS: u64 = 1_000;
const LONGEST_MS: u64 = 60_000;

/// Waits that double from one second to one minute, each shortened at random by up to a half, so that a thousand phones
/// whose server comes back do not come back at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// One more failure: how long to wait, in milliseconds. At least as long as the server asked for.
    pub fn fail(&mut self, asked_ms: Option<u64>, rng: &mut SmallRng) -> u64 {
        let full = FIRST_MS.saturating_mul(1 << self.failures.min(16)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        let wait = rng.random_range(full / 2..=full);
        asked_ms.map_or(wait, |asked| asked.saturating_add(wait))
    }

    /// It worked.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Whether the last try failed.
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }
}
