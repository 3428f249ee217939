//! The slice of the log: its links lead to the heads that the seal and the receipts name.

use std::collections::BTreeMap;

use super::{commands::Commands, finding::Finding, note::Note};
use crate::{
    certificate::{
        bundle::{Entry, Run},
        statements::{Seal, SealedEvent},
        strict::strict,
    },
    chain::{self, EventHeader},
    event::EventBody,
    proof::{BlobRef, Sha256Hash},
};

/// Checks every event and every receipt's head; returns the files that commands and events commit to.
pub(super) fn check(
    runs: &[Run],
    seal: &Seal,
    commands: &Commands,
    notes: &mut Vec<Note>,
) -> Result<BTreeMap<Sha256Hash, BlobRef>, Finding> {
    let given = runs.iter().map(|run| run.events.len()).sum::<usize>();
    Finding::same("log", "how many events there are", &seal.events.len(), &given)?;
    let mut committed: BTreeMap<_, _> = commands
        .0
        .iter()
        .filter_map(|command| command.envelope.as_ref())
        .flat_map(|envelope| envelope.blobs.iter().map(|blob| (blob.sha256, blob.clone())))
        .collect();
    let (mut sealed, mut unsigned) = (seal.events.iter(), Vec::new());
    for (i, run) in runs.iter().enumerate() {
        let (mut head, mut last) = (Sha256Hash::from(run.prev), None);
        for (j, entry) in run.events.iter().enumerate() {
            let at = format!("log[{i}].events[{j}]");
            let sealed = sealed.next().ok_or_else(|| Finding::new(&at, "the event", "none", "one"))?;
            let header: EventHeader =
                strict(&entry.header).map_err(|why| Finding::unreadable(format!("{at}.header"), why))?;
            let body = payload(&at, entry, &header, sealed)?;
            head = chain::link(
                head,
                seal.organization.id,
                header.seq,
                entry.header.as_bytes(),
                entry.payload_hash.into(),
            );
            Finding::same(&at, "the link", &sealed.hash, &head)?;
            Finding::same(&at, "the place in the log", &sealed.seq, &header.seq)?;
            Finding::same(&at, "the delivery", &seal.delivery_id, &header.delivery_id)?;
            if let Some(last) = last {
                Finding::same(&at, "the place after the one before", &(last + 1), &header.seq)?;
            }
            last = Some(header.seq);
            signer(&at, &header, body.as_ref(), commands)?;
            if header.actor.is_some() && header.lane.is_none() {
                unsigned.push(header.seq);
            }
            if let Some(EventBody::ProofAdded(proof)) = &body {
                committed.extend(proof.evidence.blobs().map(|blob| (blob.sha256, blob.clone())));
            }
            if body.is_none() {
                notes.push(Note::Erased { at: format!("{at}.payload") });
            }
        }
    }
    if !unsigned.is_empty() {
        notes.push(Note::Unsigned { events: unsigned });
    }
    heads(seal, commands)?;
    Ok(committed)
}

/// The payload is what the chain covers, or was erased, and the seal says so.
fn payload(
    at: &str,
    entry: &Entry,
    header: &EventHeader,
    sealed: &SealedEvent,
) -> Result<Option<EventBody>, Finding> {
    let at = format!("{at}.payload");
    let (text, salt) = match (&entry.payload, &entry.salt) {
        (Some(text), Some(salt)) if !sealed.erased => (text, salt),
        (None, None) if sealed.erased => return Ok(None),
        _ => {
            let expected = if sealed.erased { "neither, they were erased" } else { "both" };
            let found =
                [entry.payload.is_some(), entry.salt.is_some()].iter().filter(|there| **there).count();
            return Err(Finding::new(at, "the payload and its salt", expected, format!("{found} of 2")));
        }
    };
    let expected = Sha256Hash::from(entry.payload_hash);
    Finding::same(&at, "the salted hash", &expected, &chain::payload_hash(&salt.0, text.as_bytes()))?;
    let kind = serde_json::Value::from(header.kind.as_str());
    let whole = if text == "null" {
        format!("{{\"type\":{kind}}}")
    } else {
        format!("{{\"type\":{kind},\"data\":{text}}}")
    };
    strict(&whole).map(Some).map_err(|why| Finding::unreadable(at, why))
}

/// What came through a lane must be in the bundle with the lane's signature, and commit to the same files.
fn signer(
    at: &str,
    header: &EventHeader,
    body: Option<&EventBody>,
    commands: &Commands,
) -> Result<(), Finding> {
    let (Some(lane), Some(id)) = (header.lane, header.command) else {
        return Ok(());
    };
    let Some(command) = commands.find(lane, id) else {
        // Nothing is left that could tell which command an erased one without a receipt was.
        let could_be = commands.0.iter().any(|command| {
            command.sealed.lane == lane && command.envelope.is_none() && command.receipt.is_none()
        });
        let expected = format!("{id} among the commands");
        return if could_be {
            Ok(())
        } else {
            Err(Finding::new(at, "the command behind it", expected, "nothing"))
        };
    };
    if let (Some(EventBody::ProofAdded(proof)), Some(envelope)) = (body, &command.envelope)
        && let Some(other) = proof.evidence.blobs().find(|blob| !envelope.blobs.contains(blob))
    {
        let expected = format!("a file of {}", command.at);
        return Err(Finding::new(at, "the proof", expected, other.sha256));
    }
    Ok(())
}

/// The head that a receipt names is that of the event it names, where that event is about this delivery.
fn heads(seal: &Seal, commands: &Commands) -> Result<(), Finding> {
    for command in &commands.0 {
        let Some(receipt) = &command.receipt else { continue };
        if let Some(event) = seal.events.iter().find(|event| event.seq == receipt.log.seq)
            && receipt.log.epoch == seal.log.epoch
        {
            let at = format!("{}.receipt", command.at);
            Finding::same(at, "the head of the log", &event.hash, &receipt.log.hash)?;
        }
    }
    Ok(())
}
