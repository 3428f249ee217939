//! Counts wrong passwords, so that guessing is slow.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use waybill_domain::Timestamp;

/// The time over which wrong passwords are counted, in milliseconds.
const WINDOW_MS: i64 = 15 * 60_000;
/// Above so many keys, those whose time is over are thrown out.
const SWEEP_ABOVE: usize = 10_000;

/// Wrong passwords by key: an e-mail address or a network address.
#[derive(Debug, Default)]
pub struct Attempts(Mutex<HashMap<String, Count>>);

#[derive(Clone, Copy, Debug)]
struct Count {
    since: Timestamp,
    wrong: u32,
}

/// Too many wrong passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Until the count begins anew.
    pub retry_after_s: u64,
}

impl Attempts {
    /// Whether one more try is allowed. It counts as wrong until [`Attempts::forgive`] says that it was right, so that
    /// many tries at once do not slip through.
    pub fn begin(&self, key: &str, max: u32, now: Timestamp) -> Result<(), TooMany> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > SWEEP_ABOVE {
            counts.retain(|_, count| now.since(count.since) < WINDOW_MS);
        }
        let count = counts.entry(key.to_owned()).or_insert(Count { since: now, wrong: 0 });
        let age = now.since(count.since);
        if age >= WINDOW_MS {
            *count = Count { since: now, wrong: 0 };
        }
        if count.wrong >= max {
            let left = u64::try_from((WINDOW_MS - age) / 1000).unwrap_or(0);
            return Err(TooMany { retry_after_s: left.max(1) });
        }
        count.wrong += 1;
        Ok(())
    }

    /// The last try was right and does not count. Those before it do: whoever knows one password may still be guessing
    /// another.
    pub fn forgive(&self, key: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(key) {
            count.wrong = count.wrong.saturating_sub(1);
        }
    }
}
