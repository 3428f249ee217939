//! Push: a lane's commands come up.

use uuid::Uuid;
use waybill_domain::{
    CommandId, Envelope, Timestamp,
    command::SignedEnvelope,
    member::Actor,
    problem::FieldError,
    proof::Sha256Hash,
    protocol::{CommandResult, ENVELOPE_MAX, LaneInfo, PUSH_MAX, Push, PushOutcome, PushReply, VERSION},
    rules::{Disposition, Rejected},
};

use super::{order::Order, receive::receive};
use crate::{
    App,
    api::{ApiError, ApiResult},
    auth::Signed,
    certificate::{Issuer, countersign},
    store::{
        StoreError, Tx,
        lanes::{self, Lane},
    },
};

/// What one envelope leads to.
enum Step {
    /// It has its result.
    Result(CommandResult),
    /// The batch ends here.
    Stop(PushOutcome),
}

/// An envelope that was looked at before the transaction.
struct Looked {
    signed: SignedEnvelope,
    /// `None` where it cannot be read.
    envelope: Option<Envelope>,
    cmd_id: CommandId,
    /// Why it must not be done, whatever it says.
    refused: Option<FieldError>,
}

/// Takes the commands of one push in, one transaction each. Nothing blocks what is behind it: what cannot be read or
/// believed is kept and answered, and the lane moves on.
pub async fn push(app: &App, signed: &Signed, push: Push) -> ApiResult<PushReply> {
    if signed.lane != Some(push.lane) {
        return Err(wrong_lane());
    }
    well_formed(&push)?;
    let mut snapshot = app.store.snapshot().await?;
    let lane = lanes::get(&mut snapshot, signed.organization, push.lane).await?.ok_or_else(wrong_lane)?;
    drop(snapshot);
    let mut results = Vec::with_capacity(push.commands.len());
    let mut outcome = PushOutcome::Ok;
    let mut last_seq = lane.info.last_seq;
    for command in push.commands {
        let looked = look(command, &lane);
        let (organization, actor, lane_id, now) =
            (signed.organization, signed.actor(), lane.info.id, app.clock.now());
        let issuer = app.issuer.clone();
        let (step, last) = app
            .store
            .tx(move |tx| {
                Box::pin(async move {
                    let lane = lanes::get(tx.conn(), organization, lane_id).await?;
                    let lane = lane.ok_or_else(|| StoreError::Corrupt("the lane is gone".to_owned()))?;
                    let step = take_in(tx, &issuer, &lane, actor, looked, now).await?;
                    let last = match &step {
                        Step::Result(result) => result.seq.max(lane.info.last_seq),
                        Step::Stop(_) => lane.info.last_seq,
                    };
                    Ok::<_, StoreError>((step, last))
                })
            })
            .await?;
        last_seq = last;
        match step {
            Step::Result(result) => results.push(result),
            Step::Stop(why) => {
                outcome = why;
                break;
            }
        }
    }
    Ok(PushReply { outcome, last_seq, results })
}

pub(super) fn wrong_lane() -> ApiError {
    let title = "this session belongs to another lane";
    ApiError::new(axum::http::StatusCode::FORBIDDEN, "wrong_lane", title)
}

fn well_formed(push: &Push) -> ApiResult<()> {
    if push.commands.len() > PUSH_MAX {
        return Err(ApiError::field("commands", format!("must be at most {PUSH_MAX} commands")));
    }
    match push.commands.iter().position(|command| command.envelope.len() > ENVELOPE_MAX) {
        Some(i) => {
            let rule = format!("must be at most {ENVELOPE_MAX} bytes");
            Err(ApiError::field(format!("commands[{i}].envelope"), rule))
        }
        None => Ok(()),
    }
}

fn look(signed: SignedEnvelope, lane: &Lane) -> Looked {
    let header = signed.header().ok().filter(|header| header.seq == signed.seq);
    let envelope = signed.open().ok().filter(|e| e.seq == signed.seq && e.v <= VERSION);
    let refused = if signed.verify(&lane.key).is_err() {
        Some(FieldError::new("signature", "must be made by the lane's key over these bytes"))
    } else if envelope.as_ref().is_some_and(|envelope| envelope.lane != lane.info.id) {
        Some(FieldError::new("lane", "must be the lane that sends it"))
    } else {
        None
    };
    let cmd_id = header.map_or(CommandId(Uuid::nil()), |header| header.cmd_id);
    Looked { signed, envelope, cmd_id, refused }
}

async fn take_in(
    tx: &mut Tx,
    issuer: &Issuer,
    lane: &Lane,
    actor: Actor,
    looked: Looked,
    now: Timestamp,
) -> Result<Step, StoreError> {
    let LaneInfo { id, last_seq, last_hash } = lane.info;
    let seq = looked.signed.seq;
    if seq <= last_seq {
        let stored = lanes::stored(tx.conn(), id, seq).await?;
        return Ok(match stored.filter(|(hash, _)| *hash == looked.signed.hash()) {
            Some((_, result)) => Step::Result(result),
            None => Step::Stop(PushOutcome::Fork),
        });
    }
    if seq > last_seq + 1 {
        return Ok(Step::Stop(PushOutcome::Gap));
    }
    if looked.envelope.as_ref().is_some_and(|envelope| !follows(envelope, last_hash)) {
        return Ok(Step::Stop(PushOutcome::Fork));
    }
    let result = judge(tx, lane, actor, &looked, now).await?;
    lanes::advance(tx.conn(), id, &looked.signed, &result, now).await?;
    countersign(tx, issuer, lane, &looked.signed, &result, now).await?;
    Ok(Step::Result(result))
}

fn follows(envelope: &Envelope, last_hash: Sha256Hash) -> bool {
    envelope.prev_hash == last_hash
}

async fn judge(
    tx: &mut Tx,
    lane: &Lane,
    actor: Actor,
    looked: &Looked,
    now: Timestamp,
) -> Result<CommandResult, StoreError> {
    let answer = |disposition, reason| CommandResult {
        seq: looked.signed.seq,
        cmd_id: looked.cmd_id,
        disposition,
        reason,
    };
    if let Some(error) = &looked.refused {
        let reason = Rejected::Invalid { errors: vec![error.clone()] };
        return Ok(answer(Disposition::Quarantined, Some(reason)));
    }
    let Some(envelope) = &looked.envelope else {
        return Ok(answer(Disposition::Unreadable, None));
    };
    let order = Order {
        organization: lane.organization,
        actor,
        lane: Some(lane.info.id),
        cmd_id: envelope.cmd_id,
        delivery: envelope.delivery_id,
        command: envelope.command.clone(),
        base_rev: Some(envelope.base_rev),
        at: envelope.occurred_at,
    };
    let done = receive(tx, &order, now).await?;
    Ok(answer(done.disposition, done.reason))
}
