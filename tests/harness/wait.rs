//! Waiting for a condition.

use std::{future::Future, time::Duration};

/// How often a condition is looked at.
const EVERY: Duration = Duration::from_millis(50);
/// After this long a condition that has not come is a failure. Generous: machines are slow, conditions are not timings.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Looks until `condition` gives a value; `None` where it never does.
pub async fn for_value<T, F, Fut>(mut condition: F) -> Option<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    let looking = async {
        loop {
            if let Some(value) = condition().await {
                return value;
            }
            tokio::time::sleep(EVERY).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.ok()
}

/// Looks until `condition` gives a value.
///
/// # Panics
/// Where it never does; `what` says what was waited for.
pub async fn until<T, F, Fut>(what: &str, condition: F) -> T
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    match for_value(condition).await {
        Some(value) => value,
        None => panic!("waited in vain for: {what}"),
    }
}
