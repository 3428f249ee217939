//! A phone's clocks, set by the test.

use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use waybill_client::clock::{BootTime, Clock, SystemClock};
use waybill_domain::Timestamp;

/// The device's clocks, with the wall clock off by as much as the test says, and a boot that the test begins anew. All
/// clones are the same clock.
#[derive(Clone, Debug, Default)]
pub struct TestClock(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    system: SystemClock,
    off_ms: AtomicI64,
    boots: AtomicU64,
    booted_at: AtomicU64,
}

impl TestClock {
    /// From now on the wall clock is off by so many milliseconds.
    pub fn set_off_by(&self, ms: i64) {
        self.0.off_ms.store(ms, Ordering::SeqCst);
    }

    /// The device starts again: another boot, counted from 0.
    pub fn reboot(&self) {
        self.0.boots.fetch_add(1, Ordering::SeqCst);
        self.0.booted_at.store(self.0.system.boot().mono_ms, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.system.now().plus_millis(self.0.off_ms.load(Ordering::SeqCst))
    }

    fn boot(&self) -> BootTime {
        let system = self.0.system.boot();
        let boots = self.0.boots.load(Ordering::SeqCst);
        let since = self.0.booted_at.load(Ordering::SeqCst);
        BootTime {
            boot_id: format!("{}-{boots}", system.boot_id),
            mono_ms: system.mono_ms.saturating_sub(since),
        }
    }
}
