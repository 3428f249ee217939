//! Stretches of time with both ends.

use serde::{Deserialize, Serialize};

use crate::time::{Timestamp, Window};

/// A stretch of time: from its first moment to before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stretch {
    /// The first moment.
    pub from: Timestamp,
    /// The end, which is not in it.
    pub until: Timestamp,
}

impl Stretch {
    /// From `from` to before `until`; `None` where that is nothing.
    pub fn new(from: Timestamp, until: Timestamp) -> Option<Self> {
        (from < until).then_some(Self { from, until })
    }

    /// Whether `at` is in it.
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }

    /// What is in both.
    pub fn and(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until))
    }

    /// In order, with those that overlap or touch put together.
    pub fn merged(mut all: Vec<Self>) -> Vec<Self> {
        all.sort_unstable();
        let mut merged: Vec<Self> = Vec::with_capacity(all.len());
        for next in all {
            match merged.last_mut() {
                Some(last) if next.from <= last.until => last.until = last.until.max(next.until),
                _ => merged.push(next),
            }
        }
        merged
    }
}

impl From<Stretch> for Window {
    fn from(stretch: Stretch) -> Self {
        Self::new(stretch.from, stretch.until)
    }
}
