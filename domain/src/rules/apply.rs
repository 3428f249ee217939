//! What a command does.

use crate::{
    command::Command,
    custody::Receiver,
    delivery::{Delivery, Milestones, State},
    event::EventBody,
    id::{CommandId, DeliveryId, OrganizationId},
    member::Actor,
    proof::{Evidence, Proof},
    rules::{
        custody,
        evolve::evolve,
        guard::{self, guard},
        rejected::Rejected,
        settle,
    },
    time::Timestamp,
};

/// Everything about a command that is not in it.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// In which organization.
    pub organization: OrganizationId,
    /// About which delivery.
    pub delivery: DeliveryId,
    /// The command's id.
    pub command: CommandId,
    /// When it happened.
    pub at: Timestamp,
    /// The revision an edit was based on; `None` does not ask.
    pub base_rev: Option<u64>,
}

/// What `command` does to `current`, or why it may not.
pub fn apply(
    current: Option<&Delivery>,
    command: &Command,
    context: &Context,
) -> Result<Vec<EventBody>, Rejected> {
    guard(current, command, context)?;
    Ok(effects(current, command, context))
}

/// What `command` does where nothing stands against it.
pub(crate) fn effects(current: Option<&Delivery>, command: &Command, context: &Context) -> Vec<EventBody> {
    let Some(delivery) = current else { return direct(None, command, context) };
    let member = context.actor.member;
    // Whoever works with goods that they said they took over has them, whether or not the other driver was heard yet.
    let proven = delivery.is_taken_by(member) && guard::target(command).is_some();
    let mut events = if proven { custody::transferred(delivery, member) } else { Vec::new() };
    let delivery = events.iter().try_fold(delivery.clone(), |d, event| evolve(Some(d), event, context.at));
    events.extend(direct(delivery.as_ref(), command, context));
    events.extend(delivery.map_or_else(Vec::new, |delivery| custody::moves(&delivery, command, context)));
    events
}

fn direct(current: Option<&Delivery>, command: &Command, context: &Context) -> Vec<EventBody> {
    match command {
        Command::Create(new) => vec![EventBody::Created(Box::new(created(new, context)))],
        Command::Edit(patch) => vec![EventBody::Edited(patch.clone())],
        Command::Assign { driver } => vec![EventBody::Assigned { driver: *driver }],
        Command::Unassign => vec![EventBody::Unassigned],
        Command::Accept => vec![EventBody::Accepted],
        Command::Decline { reason } => {
            vec![EventBody::Declined { driver: context.actor.member, reason: reason.clone() }]
        }
        Command::Cancel { reason } => vec![EventBody::Cancelled { reason: reason.clone() }],
        Command::Move { rank, pickup_rank } => {
            vec![EventBody::Moved { rank: *rank, pickup_rank: *pickup_rank }]
        }
        Command::Prepare { preparation } => vec![EventBody::PreparationChanged { preparation: *preparation }],
        Command::ResolveException { exception, note } => {
            vec![EventBody::ExceptionResolved { exception: *exception, note: note.clone() }]
        }
        Command::Transfer { to } => vec![EventBody::TransferAsked { to: *to }],
        Command::CallOffTransfer => {
            let transfer = current.and_then(|delivery| delivery.transfer);
            transfer.map(|transfer| EventBody::TransferCalledOff { to: transfer.to }).into_iter().collect()
        }
        Command::HandedOver { to, evidence } => {
            let events = current.map_or_else(Vec::new, |delivery| handed_over(delivery, *to));
            with_proof(events, evidence, context)
        }
        Command::TakenOver { evidence } => {
            let events = current.map_or_else(Vec::new, |delivery| taken_over(delivery, context));
            with_proof(events, evidence, context)
        }
        Command::ArrivedAtPickup => vec![EventBody::ArrivedAtPickup],
        Command::PickedUp { evidence } => with_proof(vec![EventBody::PickedUp], evidence, context),
        Command::OutForDelivery => vec![EventBody::OutForDelivery],
        Command::Arrived => vec![EventBody::Arrived],
        Command::Completed(completion) => {
            let parcels = current.map_or(&[][..], |delivery| &delivery.parcels);
            let (outcome, parcels) = settle::delivered(parcels, completion);
            with_proof(vec![EventBody::Completed { outcome, parcels }], &completion.evidence, context)
        }
        Command::AttemptFailed(failure) => {
            let parcels = current.map_or(&[][..], |delivery| &delivery.parcels);
            let parcels = settle::failed(parcels, failure.reason);
            with_proof(
                vec![EventBody::Completed { outcome: failure.reason, parcels }],
                &failure.evidence,
                context,
            )
        }
        Command::CashCollected { amount } => vec![EventBody::CashCollected { amount: *amount }],
        Command::ProofCaptured { evidence } => with_proof(Vec::new(), evidence, context),
        Command::Noted { text } => vec![EventBody::Noted { text: text.clone() }],
    }
}

fn handed_over(delivery: &Delivery, to: Receiver) -> Vec<EventBody> {
    let Receiver::Driver { member } = to else { return Vec::new() };
    let mut events = vec![EventBody::HandoverGiven { to: member }];
    if delivery.is_taken_by(member) {
        events.extend(custody::transferred(delivery, member));
    }
    events
}

fn taken_over(delivery: &Delivery, context: &Context) -> Vec<EventBody> {
    let mut events = vec![EventBody::HandoverTaken { by: context.actor.member }];
    if let Some(transfer) = delivery.transfer.filter(|transfer| transfer.given_at.is_some()) {
        events.extend(custody::transferred(delivery, transfer.to));
    }
    events
}

/// The proof a command carries, whatever else becomes of the command.
pub(crate) fn with_proof(
    mut events: Vec<EventBody>,
    evidence: &Evidence,
    context: &Context,
) -> Vec<EventBody> {
    if *evidence != Evidence::default() {
        events.push(EventBody::ProofAdded(Box::new(Proof {
            command: context.command,
            by: context.actor.member,
            at: context.at,
            evidence: evidence.clone(),
        })));
    }
    if let Some(amount) = evidence.cash {
        events.push(EventBody::CashCollected { amount });
    }
    events
}

fn created(new: &crate::command::NewDelivery, context: &Context) -> Delivery {
    let own = (!context.actor.role.is_dispatch()).then_some(context.actor.member);
    let driver = if context.actor.role == crate::member::Role::Driver { own } else { new.driver };
    let state = match (driver, own) {
        (Some(driver), Some(member)) if driver == member => State::Accepted,
        (Some(_), _) => State::Assigned,
        (None, _) => State::Unassigned,
    };
    let assigned = driver.map(|_| context.at);
    Delivery {
        id: context.delivery,
        organization: context.organization,
        code: if new.code.is_empty() { short_code(context.delivery) } else { new.code.clone() },
        rev: 0,
        assign_epoch: u32::from(driver.is_some()),
        kind: new.kind,
        state,
        preparation: new.preparation,
        outcome: None,
        pickup: new.pickup.clone(),
        dropoff: new.dropoff.clone(),
        parcels: new.parcels.clone(),
        merchant: new.merchant.clone(),
        handling: new.handling.clone(),
        driver,
        offer: None,
        former_drivers: Vec::new(),
        custody: Default::default(),
        transfer: None,
        rank: new.dropoff.window.until.unwrap_or(context.at).as_millis() as f64,
        pickup_rank: None,
        attempt: new.attempt,
        follows: new.follows,
        cancel_reason: String::new(),
        times: Milestones {
            created: Some(context.at),
            assigned,
            accepted: assigned.filter(|_| state == State::Accepted),
            ..Milestones::default()
        },
        proofs: Vec::new(),
        received: Default::default(),
        cash_collected: None,
        exceptions: Vec::new(),
    }
}

/// `WB-` and five letters or digits that cannot be mistaken for each other (Crockford's alphabet), from the random
/// end of the id.
fn short_code(id: DeliveryId) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let tail = id.as_bytes().iter().rev().take(4).fold(0_u32, |acc, byte| (acc << 8) | u32::from(*byte));
    let letters = (0..5).map(|i| char::from(ALPHABET[(tail >> (5 * i)) as usize & 31]));
    format!("WB-{}", letters.collect::<String>())
}
