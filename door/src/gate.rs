//! Who lives to see the next moment.

use std::{future::pending, path::Path, time::Duration};

use crate::SIMULATION;

/// A moment of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// It is about to begin.
    Begin,
    /// All its work is done, nothing is committed.
    Worked,
    /// It is committed, nobody knows yet.
    Committed,
}

/// What becomes of whoever stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Goes on.
    Go,
    /// Goes on after a while of virtual time; only asked for at [`Moment::Begin`].
    Wait(Duration),
    /// Is dead: never goes on, and neither does anything else of it that comes to a gate.
    Die,
}

/// Decides at every moment of every transaction.
pub trait Gate: Send + Sync {
    /// What becomes of the transaction `what` (the path of its code) on the database at `file`.
    fn pass(&self, file: &Path, what: &'static str, moment: Moment) -> Fate;
}

/// Asks the gate, if there is one.
pub fn pass(file: &Path, what: &'static str, moment: Moment) -> Fate {
    if cfg!(debug_assertions) {
        SIMULATION.get().map_or(Fate::Go, |run| run.gate.pass(file, what, moment))
    } else {
        Fate::Go
    }
}

/// What a killed process does from then on.
pub async fn die<T>() -> T {
    pending().await
}
