//! Waiting, in futures and in effects.

pub use gloo::timers::callback::{Interval, Timeout};

/// Waits `ms` milliseconds.
pub async fn sleep(ms: u32) {
    gloo::timers::future::TimeoutFuture::new(ms).await;
}
