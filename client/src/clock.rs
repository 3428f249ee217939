//! Clocks. The wall clock informs; order comes from sequences. The boot clock counts sleep, so that the time between two
//! commands is known even where the wall clock is wrong.

use std::time::{SystemTime, UNIX_EPOCH};

use waybill_domain::Timestamp;

/// A moment by the device's own running time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootTime {
    /// Which run of the clock; another one after a reboot.
    pub boot_id: String,
    /// Milliseconds since then, sleep included.
    pub mono_ms: u64,
}

/// Where the time comes from.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock.
    fn now(&self) -> Timestamp;
    /// The boot clock.
    fn boot(&self) -> BootTime;
}

/// The device's clocks.
#[derive(Debug)]
pub struct SystemClock {
    boot_id: String,
    #[cfg(not(unix))]
    started: std::time::Instant,
}

impl SystemClock {
    /// Reads the boot's id once. Where the system does not tell it, every start of the app counts as a boot.
    pub fn new() -> Self {
        let kernel = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
        let boot_id = kernel
            .map(|id| id.trim().to_owned())
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| uuid::Uuid::new_v4().to_string());
        Self {
            boot_id,
            #[cfg(not(unix))]
            started: std::time::Instant::now(),
        }
    }

    #[cfg(unix)]
    fn mono_ms(&self) -> u64 {
        // On Apple's systems CLOCK_MONOTONIC counts sleep; on Linux only CLOCK_BOOTTIME does.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let id = rustix::time::ClockId::Boottime;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let id = rustix::time::ClockId::Monotonic;
        let time = rustix::time::clock_gettime(id);
        u64::try_from(time.tv_sec).unwrap_or(0) * 1_000 + u64::try_from(time.tv_nsec).unwrap_or(0) / 1_000_000
    }

    #[cfg(not(unix))]
    fn mono_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Timestamp::from_millis(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
    }

    fn boot(&self) -> BootTime {
        BootTime { boot_id: self.boot_id.clone(), mono_ms: self.mono_ms() }
    }
}
