//! A command on its way in, and what became of it.

use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, LaneId, OrganizationId, Timestamp,
    member::Actor,
    proof::Sha256Hash,
    rules::{Context, Disposition, Rejected},
};

/// A command with everything that is known about it.
#[derive(Clone, Debug)]
pub struct Order {
    /// In whose organization.
    pub organization: OrganizationId,
    /// Who, as the server knows them now.
    pub actor: Actor,
    /// Through which lane; `None` for REST.
    pub lane: Option<LaneId>,
    /// The idempotency key.
    pub cmd_id: CommandId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// What.
    pub command: Command,
    /// The revision it was based on; `None` does not ask.
    pub base_rev: Option<u64>,
    /// When it happened.
    pub at: Timestamp,
}

/// What became of a command.
#[derive(Clone, Debug)]
pub struct Done {
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    pub reason: Option<Rejected>,
    /// The delivery after it, where there is one.
    pub delivery: Option<Delivery>,
    /// The same command had come before; this is its answer again.
    pub again: bool,
}

impl Order {
    /// What the rules want to know.
    pub(super) fn context(&self, now: Timestamp) -> Context {
        // Whether a yes is in time is for this clock to say, not for the phone's.
        let at = if self.command == Command::Accept { now } else { self.at };
        Context {
            actor: self.actor,
            organization: self.organization,
            delivery: self.delivery,
            command: self.cmd_id,
            at,
            base_rev: self.base_rev,
        }
    }

    /// Tells this command from another one under the same key.
    pub(super) fn digest(&self) -> Sha256Hash {
        let content = serde_json::json!([self.actor.member, self.delivery, self.command]);
        Sha256Hash::of(content.to_string().as_bytes())
    }
}

impl Done {
    /// The delivery, or the reason why the command was not done.
    pub fn accepted(self) -> Result<(Disposition, Delivery), Rejected> {
        match self.disposition {
            Disposition::Rejected | Disposition::Quarantined | Disposition::Unreadable => {
                Err(self.reason.unwrap_or(Rejected::Unknown))
            }
            Disposition::Applied
            | Disposition::AppliedLate
            | Disposition::NeedsReview
            | Disposition::Duplicate => {
                self.delivery.map(|delivery| (self.disposition, delivery)).ok_or(Rejected::Unknown)
            }
        }
    }
}
