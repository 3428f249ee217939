//! Acting from a browser: first the bytes, then the command that commits to them. Nothing counts as done before the
//! server has all of it, and whatever fails leaves the draft as it was.

use waybill_domain::{
    Command,
    calls::{
        ActOnDelivery, GetDelivery,
        driver::{Act, MyDelivery, WaitingItem, WaitingWhat},
    },
    proof::BlobRef,
};

use super::{drafts, flight, upload};
use crate::bridge::{CallError, calls, format::now, ids};

/// Sends the files of the command, then the command.
pub(super) async fn act(ask: &Act) -> Result<MyDelivery, CallError> {
    let blobs = ask.command.blobs();
    let cmd_id = ids::command();
    let what = WaitingWhat::Command {
        id: cmd_id,
        name: ask.command.name().to_owned(),
        outcome: match &ask.command {
            Command::Completed(completion) => Some(completion.outcome),
            Command::AttemptFailed(failure) => Some(failure.reason),
            _ => None,
        },
    };
    begin(ask, &blobs, &what).await;
    let sent = send(ask, &blobs, cmd_id).await;
    for blob in &blobs {
        flight::end(&file(blob), sent.is_ok());
    }
    flight::end(&what, sent.is_ok());
    let delivery = sent?;
    let ends = matches!(ask.command, Command::Completed(_) | Command::AttemptFailed(_));
    if ends {
        // Discarding a draft cannot fail.
        let _ = drafts::save(ask.delivery, None);
        for blob in &blobs {
            drafts::forget(blob.sha256).await;
        }
    }
    let draft = drafts::load(ask.delivery).filter(|_| !ends);
    Ok(MyDelivery { delivery, pending: 0, draft, revoked: false })
}

async fn send(
    ask: &Act,
    blobs: &[BlobRef],
    cmd_id: waybill_domain::CommandId,
) -> Result<waybill_domain::Delivery, CallError> {
    for blob in blobs {
        let bytes = drafts::bytes(blob.sha256).await?;
        upload::upload(blob, &bytes, |sent| flight::progress(&file(blob), sent)).await?;
    }
    let command = ActOnDelivery {
        id: Some(ask.delivery),
        cmd_id,
        base_rev: None,
        occurred_at: Some(now()),
        command: ask.command.clone(),
    };
    calls::call(&command).await.map(|acted| acted.delivery)
}

async fn begin(ask: &Act, blobs: &[BlobRef], what: &WaitingWhat) {
    if blobs.is_empty() {
        return;
    }
    // The address is only for the person who looks at what is under way.
    let detail = calls::call(&GetDelivery { id: ask.delivery }).await.ok();
    let address = detail.map(|detail| detail.delivery.dropoff.address).unwrap_or_default();
    let item = |what: WaitingWhat, size: u64| WaitingItem {
        what,
        delivery: ask.delivery,
        address: address.clone(),
        at: now(),
        size,
        sent: 0,
        attempts: 1,
        last_error: String::new(),
    };
    let files = blobs.iter().map(|blob| item(file(blob), blob.size));
    let command = item(
        what.clone(),
        serde_json::to_value(&ask.command).map_or(0, |value| value.to_string().len() as u64),
    );
    flight::begin(files.chain(std::iter::once(command)).collect());
}

fn file(blob: &BlobRef) -> WaitingWhat {
    WaitingWhat::Blob { sha256: blob.sha256, kind: blob.kind }
}
