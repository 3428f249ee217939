//! Processor time of this thread: a machine that is busy with other things takes none of it away.

use std::time::Duration;

/// How much this thread has computed.
pub(crate) fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}
