//! Commands go up.

use waybill_domain::{
    command::SignedEnvelope,
    protocol::{Push, PushOutcome, PushReply},
};
use waybill_door::{Break, broken};

use super::job::Report;
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        meta::{self, Key},
        outbox,
    },
    wire::{self, WireError, WireRequest},
};

/// Bytes of envelopes in one push, so that a batch fits through a bad line in one piece.
const BATCH_BYTES: usize = 512 * 1024;

/// Sends the next batch and takes the answers in.
pub(super) async fn push(lane: &Lane) -> Result<Report, ClientError> {
    let limit = lane.push_limit();
    let batch = lane
        .store
        .read(move |c| {
            Box::pin(async move {
                let pushed: u64 = meta::get(c, Key::PushedSeq).await?.unwrap_or(0);
                outbox::to_push(c, pushed, limit).await
            })
        })
        .await?;
    let batch = within(batch, BATCH_BYTES);
    let (Some(first), Some(last)) = (batch.first().map(|e| e.seq), batch.last().map(|e| e.seq)) else {
        return Ok(Report::default());
    };
    if broken(Break::Ack) {
        lane.store.tx(move |c| Box::pin(async move { outbox::forget(c, last).await })).await?;
    }
    let body = Push::new(lane.id, batch);
    let answer = match send(lane, &body).await {
        Ok(answer) => answer,
        Err(error) => {
            if error.status() == Some(413) {
                lane.push_less();
            }
            let words = error.to_string();
            lane.store
                .tx(move |c| Box::pin(async move { outbox::note_failure(c, first, last, &words).await }))
                .await?;
            return Err(error.into());
        }
    };
    take_in(lane, answer, last).await
}

async fn send(lane: &Lane, body: &Push) -> Result<PushReply, WireError> {
    let reply = lane.account.send(WireRequest::json("POST", "/api/v1/sync/push", body)?).await?;
    wire::json(&reply)
}

async fn take_in(lane: &Lane, answer: PushReply, last: u64) -> Result<Report, ClientError> {
    let outcome = answer.outcome;
    let stuck = outcome != PushOutcome::Fork && answer.last_seq >= last && answer.results.is_empty();
    lane.store
        .tx(move |c| {
            Box::pin(async move {
                outbox::keep_results(c, &answer.results).await?;
                match answer.outcome {
                    PushOutcome::Ok | PushOutcome::Gap => {
                        meta::set(c, Key::PushedSeq, &answer.last_seq).await?;
                    }
                    PushOutcome::Fork => meta::set(c, Key::Forked, &true).await?,
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    match outcome {
        PushOutcome::Fork => {
            tracing::error!(
                "the server knows other commands under this lane's numbers; signing in again is needed"
            );
            Ok(Report { changed: true, ..Report::default() })
        }
        PushOutcome::Ok | PushOutcome::Gap if stuck => {
            Err(WireError::Unreadable("a push was answered without results".to_owned()).into())
        }
        PushOutcome::Gap => {
            Err(WireError::Unreadable("the server misses an earlier command".to_owned()).into())
        }
        PushOutcome::Ok => Ok(Report { changed: true, ..Report::default() }),
    }
}

/// The longest beginning of `batch` within `bytes`, but at least one.
fn within(batch: Vec<SignedEnvelope>, bytes: usize) -> Vec<SignedEnvelope> {
    let mut total = 0;
    let fits = |envelope: &SignedEnvelope| {
        let first = total == 0;
        total += envelope.envelope.len();
        first || total <= bytes
    };
    batch.into_iter().take_while(fits).collect()
}
