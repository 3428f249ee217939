//! Everybody and everything of one run.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use waybill_domain::{Member, OrganizationId};

use super::{body::Gates, dice::Dice, history::History, ledger::Ledger, net::Net};

/// Everybody's password.
pub(super) const PASSWORD: &str = "steering-wheel";

/// One fleet.
#[derive(Clone, Debug)]
pub(super) struct Fleet {
    pub(super) name: &'static str,
    pub(super) organization: OrganizationId,
    pub(super) admin: Member,
    pub(super) drivers: Vec<Member>,
}

/// What all share.
pub(super) struct World {
    pub(super) net: Arc<Net>,
    pub(super) gates: Arc<Gates>,
    pub(super) history: Arc<History>,
    pub(super) dice: Dice,
    pub(super) ledger: Ledger,
    pub(super) folder: PathBuf,
    /// How long the day is, in milliseconds.
    pub(super) day_ms: u64,
    evening: AtomicBool,
}

impl World {
    pub(super) fn new(
        net: Arc<Net>,
        gates: Arc<Gates>,
        dice: Dice,
        folder: PathBuf,
        day: Duration,
    ) -> Arc<Self> {
        let history = Arc::clone(&net.history);
        let day_ms = u64::try_from(day.as_millis()).unwrap_or(u64::MAX);
        let (ledger, evening) = (Ledger::default(), AtomicBool::new(false));
        Arc::new(Self { net, gates, history, dice, ledger, folder, day_ms, evening })
    }

    /// The day is over: nobody begins anything.
    pub(super) fn is_evening(&self) -> bool {
        self.evening.load(Ordering::Relaxed)
    }

    /// Ends the day.
    pub(super) fn end_the_day(&self) {
        self.evening.store(true, Ordering::Relaxed);
    }
}
