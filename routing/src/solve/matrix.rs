//! Travel between places.

use serde::{Deserialize, Serialize};

/// How long and how far it is from each place to each other. A place is its row's number; from a place to itself is 0.
/// Vehicles that go by the same roads share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    /// How many places there are.
    pub places: usize,
    /// Driving time in seconds, row by row: `from * places + to`.
    pub seconds: Vec<u32>,
    /// Distance in meters, row by row.
    pub meters: Vec<u32>,
}

impl Matrix {
    /// Driving time from one place to another, in seconds.
    #[must_use]
    pub fn seconds(&self, from: usize, to: usize) -> i64 {
        i64::from(self.seconds[from * self.places + to])
    }

    /// Distance from one place to another, in meters.
    #[must_use]
    pub fn meters(&self, from: usize, to: usize) -> i64 {
        i64::from(self.meters[from * self.places + to])
    }
}
