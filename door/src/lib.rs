//! The seam between the product and its simulation.
//!
//! A simulation runs phones and server in one thread, on a virtual clock, and the same seed must give the same run. Work
//! that other threads finish (SQLite's, the file system's) would end at a moment that nobody can repeat. So while a
//! simulation runs, such work is waited for on the spot ([`settle`]), every transaction asks the simulation whether its
//! phone or server lives to see the next moment ([`Gate`]), and one protection may be switched off ([`Break`]), to prove
//! that the checks notice.
//!
//! The switch can only be thrown by a program that calls [`simulate`]. In a release build there is no switch: all of this
//! is compiled away.

mod broken;
mod gate;
mod spot;

use std::sync::{Arc, OnceLock};

pub use broken::Break;
pub use gate::{Fate, Gate, Moment, die, pass};
pub use spot::{Hold, on_the_spot, settle, wait};

struct Simulation {
    gate: Arc<dyn Gate>,
    broken: Option<Break>,
}

static SIMULATION: OnceLock<Simulation> = OnceLock::new();

/// Why a simulation cannot begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHere {
    /// A release build has no seam.
    ReleaseBuild,
    /// One simulation a process: a second one would not start from the same state.
    Again,
}

impl std::fmt::Display for NotHere {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ReleaseBuild => "a release build cannot be simulated; use a debug build",
            Self::Again => "this process has run a simulation already",
        })
    }
}

impl std::error::Error for NotHere {}

/// Makes this process a simulation: from now on, for good.
pub fn simulate(gate: Arc<dyn Gate>, broken: Option<Break>) -> Result<(), NotHere> {
    if cfg!(not(debug_assertions)) {
        return Err(NotHere::ReleaseBuild);
    }
    SIMULATION.set(Simulation { gate, broken }).map_err(|_| NotHere::Again)
}

/// Whether this process is a simulation.
pub fn simulated() -> bool {
    cfg!(debug_assertions) && SIMULATION.get().is_some()
}

/// Whether this protection is switched off.
pub fn broken(protection: Break) -> bool {
    cfg!(debug_assertions) && SIMULATION.get().is_some_and(|run| run.broken == Some(protection))
}
