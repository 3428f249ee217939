//! Waiting for a condition.

use std::{future::Future, time::Duration};

/// How often a condition is looked at.
const EVERY: Duration = Duration::from_millis(20);
/// Longer than anything takes that is not broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Looks until `condition` gives a value; `what` says what was waited for where it never does.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(what: &str, condition: impl Fn() -> F) -> T {
    let looking = async {
        loop {
            if let Some(value) = condition().await {
                return value;
            }
            tokio::time::sleep(EVERY).await;
        }
    };
    let found = tokio::time::timeout(PATIENCE, looking).await;
    found.unwrap_or_else(|_| panic!("waited in vain for: {what}"))
}
