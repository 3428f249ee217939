//! What the server does with a command: an intent may be rejected, a fact never is.

use serde::{Deserialize, Serialize};

use crate::{
    command::{Class, Command},
    delivery::{Delivery, State},
    event::EventBody,
    exception::{Exception, ExceptionKind},
    id::ExceptionId,
    rules::{
        apply::{Context, apply, effects, with_proof},
        custody,
        rejected::Rejected,
    },
};

/// What became of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// Done.
    Applied,
    /// A fact that came after the delivery had moved on; recorded.
    AppliedLate,
    /// A fact that a dispatcher must look at; recorded.
    NeedsReview,
    /// Known already; the first answer stands.
    Duplicate,
    /// An intent that may not be done.
    Rejected,
    /// A fact about a delivery that is not this member's to know about; kept aside.
    Quarantined,
    /// Bytes that could not be decoded; kept as they are.
    Unreadable,
}

impl Disposition {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::AppliedLate => "applied_late",
            Self::NeedsReview => "needs_review",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
            Self::Quarantined => "quarantined",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What became of a command, why, and the events to append.
#[derive(Clone, Debug, PartialEq)]
pub struct Reception {
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    pub reason: Option<Rejected>,
    /// To be appended to the log, in this order.
    pub events: Vec<EventBody>,
}

/// Takes `command` in. Facts always leave a trace, unless the delivery was never this member's.
pub fn receive(current: Option<&Delivery>, command: &Command, context: &Context) -> Reception {
    match apply(current, command, context) {
        Ok(events) => accepted(command, context, events),
        Err(reason) => refuse(current, command, context, reason),
    }
}

/// What becomes of a command against which `reason` stands, such as one that only the server can know.
pub fn refuse(
    current: Option<&Delivery>,
    command: &Command,
    context: &Context,
    reason: Rejected,
) -> Reception {
    match command.class() {
        Class::Intent => {
            Reception { disposition: Disposition::Rejected, reason: Some(reason), events: Vec::new() }
        }
        Class::Fact => match current.filter(|delivery| may_know(delivery, context)) {
            Some(delivery) => recover(delivery, command, context, reason),
            None => Reception {
                disposition: Disposition::Quarantined,
                reason: Some(Rejected::Unknown),
                events: Vec::new(),
            },
        },
    }
}

fn may_know(delivery: &Delivery, context: &Context) -> bool {
    context.actor.role.is_dispatch() || delivery.was_ever_of(context.actor.member)
}

fn accepted(command: &Command, context: &Context, mut events: Vec<EventBody>) -> Reception {
    let requirements: Vec<_> = command
        .evidence()
        .map_or(&[][..], |evidence| &evidence.overrides)
        .iter()
        .map(|o| o.requirement)
        .collect();
    if !requirements.is_empty() {
        events.push(opened(ExceptionKind::RequirementOverridden { requirements }, context));
    }
    Reception { disposition: Disposition::Applied, reason: None, events }
}

/// A fact that the rules stand against: it is recorded all the same, and as truthfully as possible.
fn recover(delivery: &Delivery, command: &Command, context: &Context, reason: Rejected) -> Reception {
    let noted = || {
        let note = EventBody::FactNoted { name: command.name().to_owned(), reason: reason.code().to_owned() };
        let mut events = vec![note];
        if let Some(evidence) = command.evidence() {
            events = with_proof(events, evidence, context);
        }
        events.extend(custody::moves(delivery, command, context));
        events
    };
    let ends = matches!(command, Command::Completed(_) | Command::AttemptFailed(_));
    let (disposition, exception, mut events) = match &reason {
        Rejected::MissingProof { requirements } => (
            Disposition::NeedsReview,
            Some(ExceptionKind::ProofMissing { requirements: requirements.clone() }),
            effects(Some(delivery), command, context),
        ),
        Rejected::Cancelled if ends => (
            Disposition::AppliedLate,
            Some(ExceptionKind::WorkedAfterCancel),
            effects(Some(delivery), command, context),
        ),
        Rejected::Cancelled if matches!(command, Command::PickedUp { .. }) => {
            (Disposition::AppliedLate, Some(ExceptionKind::WorkedAfterCancel), noted())
        }
        Rejected::AlreadyCompleted if ends => {
            let kind = if delivery.driver == Some(context.actor.member) {
                ExceptionKind::CompletedTwice
            } else {
                ExceptionKind::WorkedAfterReassign
            };
            (Disposition::NeedsReview, Some(kind), noted())
        }
        Rejected::NotYours { .. }
        | Rejected::IllegalTransition { state: State::Unassigned | State::Offered } => {
            (Disposition::NeedsReview, Some(ExceptionKind::WorkedAfterReassign), noted())
        }
        Rejected::Invalid { .. } => (Disposition::NeedsReview, Some(ExceptionKind::Contradiction), noted()),
        _ => (Disposition::AppliedLate, None, noted()),
    };
    events.extend(exception.map(|kind| opened(kind, context)));
    Reception { disposition, reason: Some(reason), events }
}

fn opened(kind: ExceptionKind, context: &Context) -> EventBody {
    EventBody::ExceptionOpened(Exception {
        id: ExceptionId(context.command.0),
        kind,
        command: context.command,
        by: context.actor.member,
        at: context.at,
    })
}
