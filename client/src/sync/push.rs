//! Commands go up.

use waybill_domain::protocol::{Push, PushOutcome, PushReply};
use waybill_door::{Break, broken};

use super::{batch::Batch, job::Report, pull, succession};
use crate::{
    ClientError,
    lane::Lane,
    store::{
        StoreError,
        meta::{self, Key},
        sending,
        succession::Why,
        taken, wedged,
    },
    wire::{self, WireError, WireRequest},
};

/// How often the server must refuse an envelope that was sent alone before it is set aside.
const REFUSALS: u32 = 3;

/// Sends the next batch and takes the answers in.
pub(super) async fn push(lane: &Lane) -> Result<Report, ClientError> {
    if is_set(lane, Key::Forked).await? {
        return succession::succeed(lane).await;
    }
    if is_set(lane, Key::SendAgain).await? {
        send_again(lane).await?;
    }
    loop {
        let Some(batch) = Batch::next(lane, true).await? else { return Ok(Report::default()) };
        if broken(Break::Ack) {
            let last = batch.last;
            lane.store.tx(move |c| Box::pin(async move { sending::forget(c, last).await })).await?;
        }
        let error = match send(lane, batch.body.clone()).await {
            Ok(answer) => return take_in(lane, answer, &batch).await,
            Err(error) => error,
        };
        batch.note_failure(lane, &error).await?;
        match told(&error) {
            Told::OtherLog => return pull::pull(lane).await,
            Told::OtherLane => {
                lane.give_up(Why::OtherLane).await?;
                return Ok(Report { changed: true, ..Report::default() });
            }
            Told::BadSnapshots => {
                lane.store.tx(|c| Box::pin(async move { meta::clear(c, Key::Restored).await })).await?;
            }
            // The fault is in one of them: half as many, until it is found.
            Told::Refused if batch.len() > 1 => lane.push_less(batch.len()),
            Told::Refused => return refused(lane, &batch, error).await,
            Told::Nothing => return Err(error.into()),
        }
    }
}

/// What a refusal of a whole push says.
enum Told {
    /// The server's log is not the one that was pulled.
    OtherLog,
    /// The session is of another lane.
    OtherLane,
    /// It cannot read what was sent along.
    BadSnapshots,
    /// Something in it is not right.
    Refused,
    /// Nothing about what was sent.
    Nothing,
}

fn told(error: &WireError) -> Told {
    let WireError::Problem(refused) = error else { return Told::Nothing };
    let problem = &refused.problem;
    match (problem.status, problem.code.as_str()) {
        (409, "epoch_changed") => Told::OtherLog,
        (403, "wrong_lane") => Told::OtherLane,
        (422, _) if problem.errors.iter().any(|error| error.field.starts_with("snapshots")) => {
            Told::BadSnapshots
        }
        (400 | 413 | 422, _) => Told::Refused,
        _ => Told::Nothing,
    }
}

async fn is_set(lane: &Lane, key: Key) -> Result<bool, StoreError> {
    let value = lane
        .store
        .read(move |c| Box::pin(async move { meta::get::<serde_json::Value>(c, key).await }))
        .await?;
    Ok(value.is_some_and(|value| value != serde_json::Value::Bool(false)))
}

/// A restored server gets what former lanes had sent once more.
async fn send_again(lane: &Lane) -> Result<(), ClientError> {
    let key = lane.unlock().await?;
    let _turn = lane.turn.lock().await;
    let now = lane.now();
    lane.store
        .tx(move |c| {
            Box::pin(async move {
                taken::send_again(c, &key, now).await?;
                meta::clear(c, Key::SendAgain).await
            })
        })
        .await?;
    Ok(())
}

pub(super) async fn set_aside(
    lane: &Lane,
    broken: Vec<(u64, waybill_domain::proof::Sha256Hash, String)>,
) -> Result<(), ClientError> {
    let key = lane.unlock().await?;
    lane.store
        .tx(move |c| {
            Box::pin(async move {
                for (seq, hash, reason) in broken {
                    tracing::error!(seq, reason, "a command cannot be sent and is set aside");
                    wedged::wedge(c, seq, hash, &reason, &key).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    Ok(())
}

/// The server does not want this one. After a few times it is set aside, and what is behind it goes.
async fn refused(lane: &Lane, batch: &Batch, error: WireError) -> Result<Report, ClientError> {
    let Some(envelope) = batch.body.commands.first() else { return Err(error.into()) };
    let (seq, hash) = (envelope.seq, envelope.hash());
    let refusals =
        lane.store.tx(move |c| Box::pin(async move { sending::note_refusal(c, seq).await })).await?;
    if refusals < REFUSALS {
        return Err(error.into());
    }
    set_aside(lane, vec![(seq, hash, format!("the server refuses it: {error}"))]).await?;
    Ok(Report { changed: true, ..Report::default() })
}

async fn send(lane: &Lane, body: Push) -> Result<PushReply, WireError> {
    let reply = lane.account.send(WireRequest::json("POST", "/api/v1/sync/push", &body)?).await;
    let reply = match reply {
        // What happened is handed in all the same, by the lane's own signature.
        Err(WireError::SignInNeeded) => return drain(lane, body).await,
        reply => reply?,
    };
    wire::json(&reply)
}

/// Hands in without a session; where the server does not take it, signing in helps.
pub(super) async fn drain(lane: &Lane, body: Push) -> Result<PushReply, WireError> {
    let body = Push { seen: None, ..body };
    let reply = lane.account.send_bare(WireRequest::json("POST", "/api/v1/sync/drain", &body)?).await?;
    match wire::json(&reply) {
        Err(WireError::Problem(refused)) if matches!(refused.problem.status, 401 | 403..=405) => {
            Err(WireError::SignInNeeded)
        }
        answer => answer,
    }
}

pub(super) async fn take_in(lane: &Lane, answer: PushReply, batch: &Batch) -> Result<Report, ClientError> {
    let (outcome, last_seq, first, pushed) = (answer.outcome, answer.last_seq, batch.first, batch.pushed);
    let nothing = answer.results.is_empty();
    let stuck = outcome != PushOutcome::Fork && last_seq >= batch.last && nothing;
    lane.store
        .tx(move |c| {
            Box::pin(async move {
                sending::keep_results(c, &answer.results).await?;
                match outcome {
                    PushOutcome::Ok => meta::set(c, Key::PushedSeq, &last_seq).await?,
                    PushOutcome::Gap => {
                        meta::set(c, Key::PushedSeq, &last_seq).await?;
                        if last_seq < pushed {
                            meta::set(c, Key::Restored, &true).await?;
                        }
                        if !sending::has(c, last_seq + 1).await? {
                            meta::set(c, Key::Forked, &Why::Unfillable).await?;
                        }
                    }
                    PushOutcome::Fork => meta::set(c, Key::Forked, &Why::Copied).await?,
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
    match outcome {
        PushOutcome::Ok | PushOutcome::Gap if stuck => {
            Err(WireError::Unreadable("a push was answered without results".to_owned()).into())
        }
        PushOutcome::Gap if nothing && last_seq + 1 == first => {
            Err(WireError::Unreadable("the server asks for what it was just sent".to_owned()).into())
        }
        PushOutcome::Fork | PushOutcome::Gap | PushOutcome::Ok => {
            lane.push_more();
            Ok(Report { changed: true, ..Report::default() })
        }
    }
}
