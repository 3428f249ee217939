//! What stands in one place of a lane, looked at before the transaction.

use uuid::Uuid;
use waybill_domain::{
    CommandId, DeliveryId, Envelope,
    command::SignedEnvelope,
    problem::FieldError,
    proof::Sha256Hash,
    protocol::{ENVELOPE_MAX, PUSH_MAX, SignedVoid, VERSION},
};

use crate::{
    api::{ApiError, ApiResult},
    store::lanes::Lane,
};

/// One place of a lane.
pub(super) struct Slot {
    pub(super) seq: u64,
    /// Of the envelope, sent or not.
    pub(super) hash: Sha256Hash,
    /// Zeros where it is not known.
    pub(super) cmd_id: CommandId,
    pub(super) content: Content,
}

pub(super) enum Content {
    /// An envelope.
    Envelope {
        signed: SignedEnvelope,
        /// `None` where it cannot be read.
        envelope: Option<Box<Envelope>>,
        /// Why it must not be done, whatever it says.
        refused: Option<FieldError>,
    },
    /// The phone could not send it.
    Void(SignedVoid),
}

impl Slot {
    /// About which delivery it is, as far as that can be read.
    pub(super) fn delivery(&self) -> Option<DeliveryId> {
        self.envelope().map(|envelope| envelope.delivery_id)
    }

    /// The hash that it says comes before it.
    pub(super) fn prev_hash(&self) -> Option<Sha256Hash> {
        self.envelope().map(|envelope| envelope.prev_hash)
    }

    fn envelope(&self) -> Option<&Envelope> {
        match &self.content {
            Content::Envelope { envelope, .. } => envelope.as_deref(),
            Content::Void(_) => None,
        }
    }
}

/// Everything that was sent, in the order of the lane.
pub(super) fn read(
    commands: Vec<SignedEnvelope>,
    voids: Vec<SignedVoid>,
    lane: &Lane,
) -> ApiResult<Vec<Slot>> {
    if commands.len() + voids.len() > PUSH_MAX {
        return Err(ApiError::field("commands", format!("must be at most {PUSH_MAX} commands")));
    }
    if let Some(i) = commands.iter().position(|command| command.envelope.len() > ENVELOPE_MAX) {
        let rule = format!("must be at most {ENVELOPE_MAX} bytes");
        return Err(ApiError::field(format!("commands[{i}].envelope"), rule));
    }
    let mut slots: Vec<Slot> = commands.into_iter().map(|command| of_envelope(command, lane)).collect();
    for (i, void) in voids.into_iter().enumerate() {
        slots.push(of_void(i, void, lane)?);
    }
    slots.sort_by_key(|slot| slot.seq);
    Ok(slots)
}

fn of_envelope(signed: SignedEnvelope, lane: &Lane) -> Slot {
    let header = signed.header().ok().filter(|header| header.seq == signed.seq);
    let envelope = signed.open().ok().filter(|e| e.seq == signed.seq && e.v <= VERSION);
    let refused = if signed.verify(&lane.key).is_err() {
        Some(FieldError::new("signature", "must be made by the lane's key over these bytes"))
    } else if envelope.as_ref().is_some_and(|envelope| envelope.lane != lane.info.id) {
        Some(FieldError::new("lane", "must be the lane that sends it"))
    } else {
        None
    };
    Slot {
        seq: signed.seq,
        hash: signed.hash(),
        cmd_id: header.map_or(CommandId(Uuid::nil()), |header| header.cmd_id),
        content: Content::Envelope { signed, envelope: envelope.map(Box::new), refused },
    }
}

/// A void is made of a few ids by the phone itself: one that is not right says nothing and takes no place.
fn of_void(i: usize, signed: SignedVoid, lane: &Lane) -> ApiResult<Slot> {
    if signed.verify(&lane.key).is_err() {
        let rule = "must be made by the lane's key over these bytes";
        return Err(ApiError::field(format!("voids[{i}].signature"), rule));
    }
    let void = signed.open().ok().filter(|void| void.seq == signed.seq && void.lane == lane.info.id);
    let Some(void) = void else {
        return Err(ApiError::field(format!("voids[{i}].void"), "must be a void of this lane and sequence"));
    };
    Ok(Slot {
        seq: void.seq,
        hash: void.hash,
        cmd_id: void.cmd_id.unwrap_or(CommandId(Uuid::nil())),
        content: Content::Void(signed),
    })
}
