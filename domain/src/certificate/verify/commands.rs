//! The signed commands: each is the lane's own word, in order, received when the receipt says.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;

use super::{finding::Finding, issuers::Issuers, note::Note};
use crate::{
    certificate::{
        bundle::SignedCommand,
        statements::{CommandState, Enrolment, Receipt, Seal, SealedCommand},
        strict::strict,
    },
    command::{Envelope, SignedEnvelope},
    id::{CommandId, LaneId},
    proof::Sha256Hash,
};

/// A device that is ahead by less than this is as good as right, in milliseconds.
const AHEAD_MS: i64 = 5 * 60_000;
/// A phone may be off for so long and still bring its day's work, in milliseconds.
const BEHIND_MS: i64 = 31 * 86_400_000;

/// A command that was checked.
pub(super) struct Checked {
    /// Where in the bundle.
    pub(super) at: String,
    /// Its place.
    pub(super) sealed: SealedCommand,
    /// `None` where it was erased.
    pub(super) envelope: Option<Envelope>,
    /// `None` where it came in before there were receipts.
    pub(super) receipt: Option<Receipt>,
}

/// All commands of a bundle.
pub(super) struct Commands(pub(super) Vec<Checked>);

impl Commands {
    /// Reads and checks them.
    pub(super) fn read(
        given: &[SignedCommand],
        seal: &Seal,
        issuers: &Issuers,
        enrolments: &[Enrolment],
        notes: &mut Vec<Note>,
    ) -> Result<Self, Finding> {
        Finding::same("commands", "how many there are", &seal.commands.len(), &given.len())?;
        let mut all = Vec::with_capacity(given.len());
        for (i, (given, sealed)) in given.iter().zip(&seal.commands).enumerate() {
            let at = format!("commands[{i}]");
            let lane = enrolments.iter().find(|enrolment| enrolment.lane == sealed.lane);
            let lane =
                lane.ok_or_else(|| Finding::new(&at, "the lane", "one with an enrolment", sealed.lane))?;
            let envelope = envelope(&at, given, sealed, lane, seal)?;
            let receipt = match &given.receipt {
                Some(signed) => {
                    Some(receipt(&at, issuers.receipt(&format!("{at}.receipt"), signed)?, sealed, seal)?)
                }
                None => {
                    notes.push(Note::NoReceipt { at: at.clone() });
                    None
                }
            };
            if let (Some(envelope), Some(receipt)) = (&envelope, &receipt) {
                Finding::same(format!("{at}.receipt"), "the command", &envelope.cmd_id, &receipt.cmd_id)?;
                notes.extend(clocks(&at, envelope, receipt));
            } else if envelope.is_none() {
                notes.push(Note::Erased { at: format!("{at}.envelope") });
            }
            all.push(Checked { at, sealed: *sealed, envelope, receipt });
        }
        chained(&all)?;
        Ok(Self(all))
    }

    /// The command of this lane with this id.
    pub(super) fn find(&self, lane: LaneId, id: CommandId) -> Option<&Checked> {
        self.0.iter().filter(|command| command.sealed.lane == lane).find(|command| {
            let known = command.envelope.as_ref().map(|envelope| envelope.cmd_id);
            known.or(command.receipt.as_ref().map(|receipt| receipt.cmd_id)) == Some(id)
        })
    }
}

fn envelope(
    at: &str,
    given: &SignedCommand,
    sealed: &SealedCommand,
    lane: &Enrolment,
    seal: &Seal,
) -> Result<Option<Envelope>, Finding> {
    let at = format!("{at}.envelope");
    let text = match (&given.envelope, sealed.state) {
        (Some(text), CommandState::Included) => text,
        (None, CommandState::Erased) => return Ok(None),
        (Some(_), CommandState::Erased) => {
            return Err(Finding::new(at, "the text", "none, it was erased", "a text"));
        }
        (None, CommandState::Included) => return Err(Finding::new(at, "the text", "the envelope", "none")),
    };
    let signed =
        SignedEnvelope { seq: sealed.seq, envelope: text.clone(), signature: given.signature.clone() };
    Finding::same(&at, "the hash", &sealed.hash, &signed.hash())?;
    let key = VerifyingKey::from_bytes(&lane.public_key.0);
    if !key.is_ok_and(|key| signed.verify(&key).is_ok()) {
        let expected =
            format!("one by {}'s key {} over exactly this text", lane.member.name, lane.public_key);
        return Err(Finding::new(at, "the signature is wrong", expected, &given.signature));
    }
    let envelope: Envelope = strict(text).map_err(|why| Finding::unreadable(&at, why))?;
    Finding::same(&at, "the lane", &sealed.lane, &envelope.lane)?;
    Finding::same(&at, "the place in the lane", &sealed.seq, &envelope.seq)?;
    Finding::same(&at, "the delivery", &seal.delivery_id, &envelope.delivery_id)?;
    if envelope.blobs != envelope.command.blobs() {
        return Err(Finding::new(at, "the list of files", "those of the command's proof", "others"));
    }
    Ok(Some(envelope))
}

fn receipt(at: &str, receipt: Receipt, sealed: &SealedCommand, seal: &Seal) -> Result<Receipt, Finding> {
    let at = format!("{at}.receipt");
    Finding::same(&at, "the organization", &seal.organization.id, &receipt.organization)?;
    Finding::same(&at, "the lane", &sealed.lane, &receipt.lane)?;
    Finding::same(&at, "the place in the lane", &sealed.seq, &receipt.seq)?;
    Finding::same(&at, "the envelope's hash", &sealed.hash, &receipt.envelope)?;
    Ok(receipt)
}

fn clocks(at: &str, envelope: &Envelope, receipt: &Receipt) -> Option<Note> {
    let (occurred_at, received_at) = (envelope.occurred_at, receipt.received_at);
    let late = received_at.since(occurred_at);
    let odd = !(-AHEAD_MS..=BEHIND_MS).contains(&late);
    odd.then(|| Note::Clocks { at: at.to_owned(), occurred_at, received_at })
}

/// Commands that follow each other in a lane must name each other.
fn chained(all: &[Checked]) -> Result<(), Finding> {
    let mut places = BTreeMap::<(LaneId, u64), Sha256Hash>::new();
    for command in all {
        let SealedCommand { lane, seq, hash, .. } = command.sealed;
        if places.insert((lane, seq), hash).is_some() {
            return Err(Finding::new(
                &command.at,
                "the place in the lane",
                "one that is free",
                format!("{seq} again"),
            ));
        }
    }
    for command in all {
        let SealedCommand { lane, seq, .. } = command.sealed;
        let before = seq.checked_sub(1).and_then(|before| match before {
            0 => Some(&Sha256Hash::ZERO),
            _ => places.get(&(lane, before)),
        });
        if let (Some(before), Some(envelope)) = (before, &command.envelope) {
            let at = format!("{}.envelope", command.at);
            Finding::same(at, "the hash of the envelope before it", before, &envelope.prev_hash)?;
        }
    }
    Ok(())
}
