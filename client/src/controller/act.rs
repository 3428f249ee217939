//! Acting: one local transaction, with or without a network.

use std::sync::Arc;

use sqlx::SqliteConnection;
use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, Delivery, Envelope,
    calls::driver::{Act, MyDelivery},
    command::{Class, SignedEnvelope},
    problem::FieldError,
    proof::Sha256Hash,
    protocol::{ENVELOPE_MAX, VERSION},
    rules::{self, Context, Rejected},
};
use waybill_door::settle;

use super::Controller;
use crate::{
    ClientError,
    lane::{Lane, no_key},
    shell::{News, Shell},
    store::{
        StoreError, blobs, drafts,
        meta::{self, Key},
        outbox,
    },
    view,
};

impl<S: Shell> Controller<S> {
    /// Checks the command by the rules, seals it and queues it.
    pub async fn act(&self, ask: Act) -> Result<MyDelivery, ClientError> {
        let running = self.running()?;
        let lane = &running.lane;
        lane.unlock().await?;
        let turn = lane.turn.lock().await;
        let queued = match queue(lane, &ask, self.geo(&running)).await {
            Err(ClientError::Store(StoreError::Full)) if lane.store.make_room().await => {
                queue(lane, &ask, self.geo(&running)).await
            }
            queued => queued,
        };
        drop(turn);
        let (mine, unused) = queued?;
        lane.store.stay_small().await;
        for path in unused {
            let _ = settle(tokio::fs::remove_file(lane.folder.file(&path))).await;
        }
        self.look_ahead(&running).await?;
        self.hub.shell.emit(News::Changed);
        running.kick();
        Ok(mine)
    }
}

async fn queue(
    lane: &Arc<Lane>,
    ask: &Act,
    geo: Option<waybill_domain::Fix>,
) -> Result<(MyDelivery, Vec<String>), ClientError> {
    let (lane, ask) = (Arc::clone(lane), ask.clone());
    let door = Arc::clone(&lane);
    door.store
        .tx(move |c| {
            Box::pin(async move {
                let (actor, organization) = (lane.actor(), lane.session().organization.id);
                let current = view::my_delivery(c, ask.delivery, actor, organization).await?;
                let current = current.map(|mine| mine.delivery);
                let command_id = CommandId(Uuid::now_v7());
                let context = Context {
                    actor,
                    organization,
                    delivery: ask.delivery,
                    command: command_id,
                    at: lane.now(),
                    base_rev: current.as_ref().map(|delivery| delivery.rev),
                };
                check(current.as_ref(), &ask.command, &context)?;
                files_are_here(c, &lane, &ask.command).await?;
                let (seq, prev_hash) = outbox::next(c).await?;
                let boot = lane.clock.boot();
                let envelope = Envelope {
                    cmd_id: command_id,
                    lane: lane.id(),
                    seq,
                    v: VERSION,
                    blobs: ask.command.blobs(),
                    delivery_id: ask.delivery,
                    base_rev: current.as_ref().map_or(0, |delivery| delivery.rev),
                    assign_epoch: current.as_ref().map_or(0, |delivery| delivery.assign_epoch),
                    occurred_at: context.at,
                    mono_ms: boot.mono_ms,
                    boot_id: boot.boot_id,
                    geo,
                    prev_hash,
                    server_head: meta::get(c, Key::Head).await?.unwrap_or(Sha256Hash::ZERO),
                    command: ask.command,
                };
                let unused = append(c, &lane, &envelope).await?;
                let mine = view::my_delivery(c, ask.delivery, actor, organization).await?;
                Ok((mine.ok_or(Rejected::Unknown)?, unused))
            })
        })
        .await
}

/// The same check as the server's, so that the driver hears at once what is missing. A fact in the driver's own hands
/// that only the office's change of mind stands against has happened all the same, and the server will record it.
fn check(current: Option<&Delivery>, command: &Command, context: &Context) -> Result<(), Rejected> {
    match rules::apply(current, command, context) {
        Ok(_) => Ok(()),
        Err(Rejected::Cancelled | Rejected::NotYours { .. })
            if command.class() == Class::Fact
                && current.is_some_and(|delivery| delivery.was_ever_of(context.actor.member)) =>
        {
            Ok(())
        }
        Err(rejected) => Err(rejected),
    }
}

/// A command may only commit to bytes that this device holds.
async fn files_are_here(
    conn: &mut SqliteConnection,
    lane: &Lane,
    command: &Command,
) -> Result<(), ClientError> {
    for (i, blob) in command.blobs().iter().enumerate() {
        let known = blobs::get(conn, blob.sha256).await?.filter(|known| known.blob == *blob);
        if !known.is_some_and(|known| lane.folder.holds(&known.path, blob.size)) {
            let field = format!("evidence[{i}]");
            let error = FieldError::new(field, "must be a photo or signature kept on this device");
            return Err(Rejected::Invalid { errors: vec![error] }.into());
        }
    }
    Ok(())
}

async fn append(
    conn: &mut SqliteConnection,
    lane: &Lane,
    envelope: &Envelope,
) -> Result<Vec<String>, ClientError> {
    let key = lane.key().ok_or_else(no_key)?;
    let sealed = SignedEnvelope::seal(envelope, &key).map_err(|e| StoreError::unreadable("envelope", e))?;
    if sealed.envelope.len() > ENVELOPE_MAX {
        return Err(ClientError::input("command", format!("must be at most {ENVELOPE_MAX} bytes")));
    }
    outbox::append(conn, envelope, &sealed, lane.now()).await?;
    for blob in &envelope.blobs {
        blobs::commit(conn, blob.sha256, envelope.seq).await?;
    }
    if !matches!(envelope.command, Command::Completed(_) | Command::AttemptFailed(_)) {
        return Ok(Vec::new());
    }
    drafts::remove(conn, envelope.delivery_id).await?;
    Ok(blobs::drop_unused(conn, envelope.delivery_id).await?)
}
