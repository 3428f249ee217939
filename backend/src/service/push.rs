//! Push: a lane's commands come up.

mod slot;

use std::collections::BTreeMap;

use waybill_domain::{
    Delivery, DeliveryId, Envelope, Timestamp,
    member::Actor,
    protocol::{CommandResult, LaneInfo, Push, PushOutcome, PushReply, Seen},
    rules::{Disposition, Rejected},
};
use waybill_door::{Break, broken};

use super::{lane_order::receive_from_lane, order::Order};
use crate::{
    App,
    api::{ApiError, ApiResult},
    auth::Signed,
    certificate::countersign,
    store::{
        StoreError, Tx,
        lanes::{self, Lane},
        log, members, results,
    },
};
use slot::{Content, Slot};

/// Who sends: the lane, and as what its commands are taken.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) lane: Lane,
    pub(super) actor: Actor,
    /// The member was disabled or the device revoked: what happened is kept, and somebody looks at it.
    pub(super) barred: bool,
}

/// What one slot of a lane leads to.
enum Step {
    /// It has its result.
    Result(CommandResult),
    /// The batch ends here.
    Stop(PushOutcome),
}

/// Takes the commands of one push in, one transaction each. Nothing blocks what is behind it: what cannot be read or
/// believed is kept and answered, and the lane moves on.
pub async fn push(app: &App, signed: &Signed, push: Push) -> ApiResult<PushReply> {
    if signed.lane != Some(push.lane) {
        return Err(wrong_lane());
    }
    let mut snapshot = app.store.snapshot().await?;
    let lane = lanes::get(&mut snapshot, signed.organization, push.lane).await?.ok_or_else(wrong_lane)?;
    if let Some(seen) = &push.seen
        && !known(&mut snapshot, signed, seen).await?
    {
        let title = "this server's log is not the one that the phone knows; pull first";
        return Err(ApiError::new(axum::http::StatusCode::CONFLICT, "epoch_changed", title)
            .detail("Nothing was taken in. The server was restored from a backup."));
    }
    drop(snapshot);
    take_all(app, Sender { lane, actor: signed.actor(), barred: false }, push).await
}

/// The same without a session: the lane's own key has signed everything, and that is enough to hand in what happened.
/// Nothing is given out but what became of it.
pub async fn drain(app: &App, push: Push) -> ApiResult<PushReply> {
    let mut snapshot = app.store.snapshot().await?;
    let lane = lanes::find(&mut snapshot, push.lane).await?.ok_or_else(|| ApiError::unknown("lane"))?;
    let member = members::get(&mut snapshot, lane.organization, lane.member).await?;
    let member = member.ok_or_else(|| ApiError::unknown("lane"))?.member;
    let revoked = lanes::is_revoked(&mut snapshot, lane.member, &lane.device).await?;
    drop(snapshot);
    let voids = push.voids.iter().all(|void| void.verify(&lane.key).is_ok());
    let nothing = push.commands.is_empty() && push.voids.is_empty();
    if nothing || !voids || !push.commands.iter().all(|command| command.verify(&lane.key).is_ok()) {
        let title = "without a session every command must be signed by the lane's key";
        return Err(ApiError::new(axum::http::StatusCode::FORBIDDEN, "bad_signature", title));
    }
    let actor = Actor { member: member.id, role: member.role };
    take_all(app, Sender { lane, actor, barred: member.disabled || revoked }, push).await
}

async fn take_all(app: &App, sender: Sender, push: Push) -> ApiResult<PushReply> {
    let snapshots: BTreeMap<DeliveryId, Delivery> =
        push.snapshots.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let slots = slot::read(push.commands, push.voids, &sender.lane)?;
    let mut results = Vec::with_capacity(slots.len());
    let mut outcome = PushOutcome::Ok;
    let mut last_seq = sender.lane.info.last_seq;
    for slot in slots {
        let (sender, within, now) = (sender.clone(), app.clone(), app.clock.now());
        let snapshot = slot.delivery().and_then(|id| snapshots.get(&id).cloned());
        let (step, last) = app
            .store
            .tx(move |tx| {
                Box::pin(async move {
                    let lane = lanes::find(tx.conn(), sender.lane.info.id).await?;
                    let lane = lane.ok_or_else(|| StoreError::Corrupt("the lane is gone".to_owned()))?;
                    let before = lane.info.last_seq;
                    let sender = Sender { lane, ..sender };
                    let step = take_in(tx, &within, &sender, slot, snapshot, now).await?;
                    let last = match &step {
                        Step::Result(result) => result.seq.max(before),
                        Step::Stop(_) => before,
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

/// Whether what a phone has seen is of this log.
async fn known(conn: &mut sqlx::SqliteConnection, signed: &Signed, seen: &Seen) -> Result<bool, StoreError> {
    let head = log::head(conn, signed.organization).await?;
    if seen.epoch != head.epoch || seen.cursor > head.seq {
        return Ok(false);
    }
    match seen.head {
        Some(hash) => Ok(log::head_at(conn, signed.organization, seen.cursor).await? == hash),
        None => Ok(true),
    }
}

async fn take_in(
    tx: &mut Tx,
    app: &App,
    sender: &Sender,
    slot: Slot,
    snapshot: Option<Delivery>,
    now: Timestamp,
) -> Result<Step, StoreError> {
    let LaneInfo { id, last_seq, last_hash } = sender.lane.info;
    if slot.seq <= last_seq {
        if broken(Break::Dedupe)
            && let Content::Envelope { envelope: Some(envelope), refused: None, .. } = &slot.content
        {
            let order = order(sender, envelope);
            results::forget(tx.conn(), order.organization, order.cmd_id).await?;
            receive_from_lane(tx, app, &order, sender.barred, snapshot, now).await?;
        }
        let stored = lanes::stored(tx.conn(), id, slot.seq).await?;
        return Ok(match stored.filter(|(hash, _)| *hash == slot.hash || broken(Break::Fork)) {
            Some((_, result)) => Step::Result(result),
            None => Step::Stop(PushOutcome::Fork),
        });
    }
    if slot.seq > last_seq + 1 {
        return Ok(Step::Stop(PushOutcome::Gap));
    }
    if slot.prev_hash().is_some_and(|prev| prev != last_hash) && !broken(Break::Fork) {
        return Ok(Step::Stop(PushOutcome::Fork));
    }
    let answer =
        |disposition, reason| CommandResult { seq: slot.seq, cmd_id: slot.cmd_id, disposition, reason };
    let result = match &slot.content {
        Content::Void(void) => {
            let result = answer(Disposition::Unreadable, None);
            lanes::advance_void(tx.conn(), id, void, slot.hash, &result, now).await?;
            return Ok(Step::Result(result));
        }
        Content::Envelope { refused: Some(error), .. } => {
            answer(Disposition::Quarantined, Some(Rejected::Invalid { errors: vec![error.clone()] }))
        }
        Content::Envelope { envelope: None, .. } => answer(Disposition::Unreadable, None),
        Content::Envelope { envelope: Some(envelope), .. } => {
            let order = order(sender, envelope);
            let organization = sender.lane.organization;
            lanes::commit_blobs(tx.conn(), organization, id, slot.seq, &envelope.blobs).await?;
            let done = receive_from_lane(tx, app, &order, sender.barred, snapshot, now).await?;
            answer(done.disposition, done.reason)
        }
    };
    if let Content::Envelope { signed, .. } = &slot.content {
        lanes::advance(tx.conn(), id, signed, &result, now).await?;
        countersign(tx, &app.issuer, &sender.lane, signed, &result, now).await?;
    }
    Ok(Step::Result(result))
}

fn order(sender: &Sender, envelope: &Envelope) -> Order {
    Order {
        organization: sender.lane.organization,
        actor: sender.actor,
        lane: Some(sender.lane.info.id),
        cmd_id: envelope.cmd_id,
        delivery: envelope.delivery_id,
        command: envelope.command.clone(),
        base_rev: Some(envelope.base_rev),
        at: envelope.occurred_at,
    }
}
