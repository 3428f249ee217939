//! What all jobs share.

use waybill_domain::Delivery;

use super::{Backlog, Finish, fixes};
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError, blobs, gps,
        meta::{self, Key},
        outbox, sending,
    },
    wire::WireError,
};

/// What a job changed that others should know.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// What the screen shows may have changed.
    pub(crate) changed: bool,
    /// Deliveries that are new in this member's hands.
    pub(crate) assigned: Vec<Delivery>,
    /// A pull got to its end.
    pub(crate) pulled: bool,
    /// There is more of the same to do.
    pub(crate) more: bool,
}

/// How the schedule sees an error.
pub(crate) fn finish(error: &ClientError) -> Finish {
    match error {
        ClientError::Wire(WireError::SignInNeeded) => Finish::SignInNeeded,
        ClientError::Wire(error) => {
            Finish::Failed { offline: error.is_offline(), retry_after_ms: error.retry_after_ms() }
        }
        _ => Finish::Failed { offline: false, retry_after_ms: None },
    }
}

/// What waits in the lane.
pub(crate) async fn backlog(lane: &Lane) -> Result<Backlog, StoreError> {
    let now = lane.now();
    lane.store
        .read(move |c| {
            Box::pin(async move {
                let known =
                    meta::some(c, &[Key::PushedSeq, Key::Cursor, Key::Forked, Key::SendAgain]).await?;
                let pushed: u64 = known.get(Key::PushedSeq)?.unwrap_or(0);
                let (_, upload) = blobs::backlog(c, pushed).await?;
                Ok(Backlog {
                    to_push: sending::count_to_push(c, pushed).await?,
                    unsettled: outbox::count(c).await?.all(),
                    upload_in_ms: upload
                        .map(|at| at.since(now))
                        .map(|wait| if wait > blobs::RETRY_MAX_MS { 0 } else { wait })
                        .map(|wait| u64::try_from(wait).unwrap_or(0)),
                    fixes: gps::count(c).await? + usize::from(fixes::untold(c).await?.is_some()),
                    cursor: known.get(Key::Cursor)?.unwrap_or(0),
                    forked: known.get::<serde_json::Value>(Key::Forked)?.is_some()
                        || known.get::<bool>(Key::SendAgain)?.unwrap_or(false),
                })
            })
        })
        .await
}
