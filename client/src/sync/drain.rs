//! Lanes of others on this device: what they left behind is handed in by their own signature while somebody else is
//! signed in, or nobody.

use std::{sync::Arc, time::Duration};

use super::{
    batch::Batch,
    push::{drain, take_in},
};
use crate::{ClientError, lane::Lane, wire::WireError};

/// How often lanes that could not be drained are tried again, at first.
const FIRST: Duration = Duration::from_secs(5);
/// And at most.
const LONGEST: Duration = Duration::from_secs(300);

/// Hands in what these lanes left behind, until nothing is left or nothing more can be done without signing in.
pub(crate) async fn drain_left_behind(mut lanes: Vec<Arc<Lane>>) {
    let mut pause = FIRST;
    while !lanes.is_empty() {
        let mut left = Vec::new();
        for lane in lanes {
            match drain_all(&lane).await {
                Ok(()) => {}
                // Only the member can help.
                Err(ClientError::Wire(WireError::SignInNeeded)) => {
                    tracing::info!(lane = %lane.id(), "a lane that was left behind waits for its member");
                }
                Err(error) if error.retry_helps() => {
                    tracing::info!(lane = %lane.id(), %error, "a lane that was left behind waits");
                    left.push(lane);
                }
                Err(error) => tracing::warn!(lane = %lane.id(), %error, "a lane cannot be drained"),
            }
        }
        lanes = left;
        if !lanes.is_empty() {
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST);
        }
    }
}

async fn drain_all(lane: &Lane) -> Result<(), ClientError> {
    while let Some(batch) = Batch::next(lane, false).await? {
        let answer = match drain(lane, batch.body.clone()).await {
            Ok(answer) => answer,
            Err(error) => {
                batch.note_failure(lane, &error).await?;
                return Err(error.into());
            }
        };
        let forked = answer.outcome == waybill_domain::protocol::PushOutcome::Fork;
        take_in(lane, answer, &batch).await?;
        if forked {
            // Another lane is opened by a session.
            return Err(WireError::SignInNeeded.into());
        }
    }
    Ok(())
}
