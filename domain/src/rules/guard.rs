//! Whether a command may be done: by this role, in this state, with this proof.

use crate::{
    command::{Class, Command, Completion},
    custody::{Holder, Receiver},
    delivery::{Delivery, State},
    dispatch::TooLate,
    id::MemberId,
    member::Role,
    parcel::ParcelOutcome,
    problem::FieldError,
    rules::{apply::Context, rejected::Rejected, settle},
    validate,
};

pub(crate) fn guard(
    current: Option<&Delivery>,
    command: &Command,
    context: &Context,
) -> Result<(), Rejected> {
    may(command, context.actor.role)?;
    let Some(delivery) = current else {
        return match command {
            Command::Create(new) => valid(validate::new_delivery(new)),
            _ => Err(Rejected::Unknown),
        };
    };
    if matches!(command, Command::Create(_)) {
        return Err(Rejected::Exists);
    }
    if !context.actor.role.is_dispatch() && !is_theirs(delivery, command, context.actor.member) {
        return Err(Rejected::NotYours { offer: None });
    }
    match command.class() {
        Class::Intent => intent(delivery, command, context),
        Class::Fact => fact(delivery, command, context),
    }
}

/// Whether a driver may speak about the delivery: who has it; who is about to take it over, about that, and about
/// everything once they have said that they did; and who had it, to confirm to whom it went.
fn is_theirs(delivery: &Delivery, command: &Command, member: MemberId) -> bool {
    delivery.driver == Some(member)
        || match command {
            Command::TakenOver { .. } | Command::CallOffTransfer => delivery.is_transferred_to(member),
            Command::HandedOver { to: Receiver::Driver { member: receiver }, .. } => {
                delivery.driver == Some(*receiver) && delivery.former_drivers.contains(&member)
            }
            _ => command.class() == Class::Fact && delivery.is_taken_by(member),
        }
}

/// What a role may ever do.
fn may(command: &Command, role: Role) -> Result<(), Rejected> {
    let allowed = match role {
        Role::Admin | Role::Dispatcher => !matches!(command, Command::Accept | Command::Decline { .. }),
        Role::Driver => !matches!(
            command,
            Command::Assign { .. }
                | Command::Unassign
                | Command::Cancel { .. }
                | Command::Prepare { .. }
                | Command::ResolveException { .. }
        ),
        Role::Merchant => false,
        Role::Customer => false,
    };
    if allowed { Ok(()) } else { Err(Rejected::Forbidden) }
}

fn intent(delivery: &Delivery, command: &Command, context: &Context) -> Result<(), Rejected> {
    let state = delivery.state;
    let illegal = Err(Rejected::IllegalTransition { state });
    match command {
        Command::ResolveException { exception, .. } => {
            if delivery.exceptions.iter().any(|open| open.id == *exception) {
                Ok(())
            } else {
                Err(Rejected::Unknown)
            }
        }
        _ if state == State::Cancelled => Err(Rejected::Cancelled),
        _ if state == State::Completed => Err(Rejected::AlreadyCompleted),
        Command::Edit(patch) => {
            if let Some(based_on) = context.base_rev.filter(|rev| *rev != delivery.rev) {
                return Err(Rejected::StaleRevision { current: delivery.rev, based_on });
            }
            valid(validate::edit(delivery, patch))
        }
        Command::Assign { driver } => {
            if state.is_in_custody() {
                Err(Rejected::InCustody)
            } else if delivery.driver == Some(*driver) && state != State::Offered {
                Err(Rejected::AlreadyPast { state })
            } else {
                Ok(())
            }
        }
        Command::Unassign if state.is_in_custody() => Err(Rejected::InCustody),
        Command::Unassign => {
            if delivery.driver.is_some() {
                Ok(())
            } else {
                illegal
            }
        }
        Command::Accept if delivery.offer.is_some_and(|offer| offer.is_over(context.at)) => {
            Err(Rejected::NotYours { offer: Some(TooLate::RanOut) })
        }
        Command::Accept => match state {
            State::Offered | State::Assigned => Ok(()),
            State::Unassigned => illegal,
            _ => Err(Rejected::AlreadyPast { state }),
        },
        Command::Decline { .. } => {
            if matches!(state, State::Offered | State::Assigned | State::Accepted) {
                Ok(())
            } else {
                illegal
            }
        }
        Command::Cancel { reason } => valid(validate::reason(reason)),
        Command::Move { rank, pickup_rank } => {
            let ranks = [("rank", Some(*rank)), ("pickup_rank", *pickup_rank)];
            let wrong = ranks.into_iter().filter(|(_, rank)| rank.is_some_and(|rank| !rank.is_finite()));
            valid(wrong.map(|(field, _)| FieldError::new(field, "must be a finite number")).collect())
        }
        Command::Prepare { .. } => Ok(()),
        Command::Transfer { to } => {
            let moves_on = delivery.driver != Some(*to) && !delivery.is_transferred_to(*to);
            match (state.is_in_custody(), moves_on) {
                (true, true) => Ok(()),
                (true, false) => Err(Rejected::AlreadyPast { state }),
                (false, _) => illegal,
            }
        }
        Command::CallOffTransfer if delivery.transfer.is_some() => Ok(()),
        Command::CallOffTransfer
        | Command::Create(_)
        | Command::ArrivedAtPickup
        | Command::PickedUp { .. }
        | Command::OutForDelivery
        | Command::Arrived
        | Command::Completed(_)
        | Command::AttemptFailed(_)
        | Command::HandedOver { .. }
        | Command::TakenOver { .. }
        | Command::CashCollected { .. }
        | Command::ProofCaptured { .. }
        | Command::Noted { .. } => illegal,
    }
}

fn fact(delivery: &Delivery, command: &Command, context: &Context) -> Result<(), Rejected> {
    let state = delivery.state;
    match command {
        Command::HandedOver { to, .. } => return handed_over(delivery, *to, context),
        Command::TakenOver { .. } => return taken_over(delivery, context),
        _ => {}
    }
    let Some(target) = target(command) else {
        return Ok(());
    };
    match state {
        State::Cancelled => return Err(Rejected::Cancelled),
        State::Completed => return Err(Rejected::AlreadyCompleted),
        State::Unassigned | State::Offered if delivery.driver.is_none() => {
            return Err(Rejected::IllegalTransition { state });
        }
        _ if state >= target => return Err(Rejected::AlreadyPast { state }),
        _ => {}
    }
    match command {
        Command::Completed(completion) => proof(delivery, completion),
        Command::AttemptFailed(failure) if failure.reason.is_delivered() => Err(Rejected::Invalid {
            errors: vec![FieldError::new("reason", "must be one of the failed outcomes")],
        }),
        _ => Ok(()),
    }
}

fn handed_over(delivery: &Delivery, to: Receiver, context: &Context) -> Result<(), Rejected> {
    let state = delivery.state;
    match to {
        // Goods come back after a failed attempt or a cancellation too.
        Receiver::Sender => {
            let own = delivery.driver.unwrap_or(context.actor.member);
            let holds = delivery.held_by(Holder::driver(own)).next().is_some();
            if holds { Ok(()) } else { Err(Rejected::IllegalTransition { state }) }
        }
        Receiver::Driver { .. } if state == State::Cancelled => Err(Rejected::Cancelled),
        Receiver::Driver { member } if delivery.driver == Some(member) => {
            // Only whoever had it before them can still confirm that it went there.
            if delivery.former_drivers.contains(&context.actor.member) {
                Ok(())
            } else {
                Err(Rejected::AlreadyPast { state })
            }
        }
        Receiver::Driver { .. } if state == State::Completed => Err(Rejected::AlreadyCompleted),
        Receiver::Driver { .. } if delivery.driver.is_none() => Err(Rejected::IllegalTransition { state }),
        Receiver::Driver { .. } => Ok(()),
    }
}

fn taken_over(delivery: &Delivery, context: &Context) -> Result<(), Rejected> {
    let state = delivery.state;
    match state {
        State::Cancelled => Err(Rejected::Cancelled),
        State::Completed => Err(Rejected::AlreadyCompleted),
        _ if delivery.is_taken_by(context.actor.member) => Err(Rejected::AlreadyPast { state }),
        _ if delivery.is_transferred_to(context.actor.member) => Ok(()),
        _ if delivery.driver == Some(context.actor.member) => Err(Rejected::AlreadyPast { state }),
        _ => Err(Rejected::IllegalTransition { state }),
    }
}

/// The state a fact leads to; `None` where it leaves the state alone.
pub(super) fn target(command: &Command) -> Option<State> {
    match command {
        Command::ArrivedAtPickup => Some(State::ArrivedAtPickup),
        Command::PickedUp { .. } => Some(State::PickedUp),
        Command::OutForDelivery => Some(State::OutForDelivery),
        Command::Arrived => Some(State::Arrived),
        Command::Completed(_) | Command::AttemptFailed(_) => Some(State::Completed),
        Command::CashCollected { .. }
        | Command::ProofCaptured { .. }
        | Command::Noted { .. }
        | Command::HandedOver { .. }
        | Command::TakenOver { .. }
        | Command::Transfer { .. }
        | Command::CallOffTransfer
        | Command::Create(_)
        | Command::Edit(_)
        | Command::Assign { .. }
        | Command::Unassign
        | Command::Accept
        | Command::Decline { .. }
        | Command::Cancel { .. }
        | Command::Move { .. }
        | Command::Prepare { .. }
        | Command::ResolveException { .. } => None,
    }
}

fn proof(delivery: &Delivery, completion: &Completion) -> Result<(), Rejected> {
    if !completion.outcome.is_delivered() {
        let error =
            FieldError::new("outcome", "must be one of the delivered outcomes; a failure is attempt_failed");
        return Err(Rejected::Invalid { errors: vec![error] });
    }
    let demand = delivery.demand(|parcel| settle::outcome_of(parcel, completion) == ParcelOutcome::Delivered);
    let requirements = demand.missing(&completion.evidence);
    if requirements.is_empty() { Ok(()) } else { Err(Rejected::MissingProof { requirements }) }
}

fn valid(errors: Vec<FieldError>) -> Result<(), Rejected> {
    if errors.is_empty() { Ok(()) } else { Err(Rejected::Invalid { errors }) }
}
