//! Folds events into a delivery.

use crate::{
    command::{Patch, StopPatch},
    custody::{Holder, Transfer},
    delivery::{Delivery, State},
    dispatch::Offer,
    event::EventBody,
    id::MemberId,
    money::Money,
    stop::Stop,
    time::Timestamp,
};

/// The delivery after `event`, which happened at `at`. An event about nothing that is known changes nothing.
pub fn evolve(current: Option<Delivery>, event: &EventBody, at: Timestamp) -> Option<Delivery> {
    let mut delivery = match (current, event) {
        (None, EventBody::Created(delivery)) => (**delivery).clone(),
        (None, _) => return None,
        (Some(mut delivery), event) => {
            change(&mut delivery, event, at);
            // Whatever moves it on answers the offer.
            delivery.offer = delivery.offer.filter(|_| delivery.state == State::Offered);
            delivery
        }
    };
    delivery.rev += 1;
    Some(delivery)
}

fn change(delivery: &mut Delivery, event: &EventBody, at: Timestamp) {
    match event {
        EventBody::Created(_) | EventBody::Noted { .. } | EventBody::FactNoted { .. } => {}
        EventBody::Edited(patch) => edit(delivery, patch),
        EventBody::Assigned { driver } => {
            change_driver(delivery, *driver);
            delivery.state = State::Assigned;
            delivery.times.assigned = Some(at);
        }
        EventBody::Offered { driver, until } => {
            change_driver(delivery, *driver);
            delivery.state = State::Offered;
            delivery.offer = Some(Offer { asked_at: at, until: *until });
        }
        EventBody::Unassigned | EventBody::Declined { .. } | EventBody::OfferEnded { .. } => {
            retire_driver(delivery);
            delivery.state = State::Unassigned;
        }
        EventBody::Accepted => step(delivery, State::Accepted, at),
        EventBody::Cancelled { reason } => {
            drop_transfer(delivery);
            delivery.cancel_reason.clone_from(reason);
            delivery.state = State::Cancelled;
            delivery.times.cancelled = Some(at);
        }
        EventBody::Moved { rank, pickup_rank } => {
            delivery.rank = *rank;
            delivery.pickup_rank = pickup_rank.or(delivery.pickup_rank);
        }
        EventBody::PreparationChanged { preparation } => delivery.preparation = *preparation,
        EventBody::ArrivedAtPickup => step(delivery, State::ArrivedAtPickup, at),
        EventBody::PickedUp => step(delivery, State::PickedUp, at),
        EventBody::OutForDelivery => step(delivery, State::OutForDelivery, at),
        EventBody::Arrived => step(delivery, State::Arrived, at),
        EventBody::Completed { outcome, parcels } => {
            step(delivery, State::Completed, at);
            drop_transfer(delivery);
            delivery.outcome = Some(*outcome);
            delivery.parcels.clone_from(parcels);
        }
        EventBody::CustodyChanged { parcels, to, .. } => {
            for parcel in parcels {
                match to {
                    Holder::Sender => delivery.custody.remove(parcel),
                    held => delivery.custody.insert(*parcel, *held),
                };
            }
        }
        EventBody::TransferAsked { to } => {
            drop_transfer(delivery);
            delivery.transfer = Some(Transfer { to: *to, asked_at: at, given_at: None, taken_at: None });
        }
        EventBody::TransferCalledOff { .. } => drop_transfer(delivery),
        EventBody::HandoverGiven { to } if delivery.driver != Some(*to) => {
            let asked = delivery.transfer.filter(|transfer| transfer.to == *to);
            if asked.is_none() {
                drop_transfer(delivery);
            }
            let asked = asked.unwrap_or(Transfer { to: *to, asked_at: at, given_at: None, taken_at: None });
            delivery.transfer = Some(Transfer { given_at: Some(at), ..asked });
        }
        EventBody::HandoverGiven { .. } => {}
        EventBody::HandoverTaken { by } => {
            if let Some(transfer) = delivery.transfer.as_mut().filter(|transfer| transfer.to == *by) {
                transfer.taken_at = Some(at);
            }
        }
        EventBody::Transferred { to } => transferred(delivery, *to, at),
        EventBody::ProofAdded(proof) => delivery.proofs.push((**proof).clone()),
        EventBody::CashCollected { amount } => {
            delivery.cash_collected = match delivery.cash_collected {
                Some(before) => Money::sum([before, *amount]).or(Some(before)),
                None => Some(*amount),
            };
        }
        EventBody::ProofReceived { sha256 } => {
            delivery.received.insert(*sha256);
        }
        EventBody::ExceptionOpened(exception) => delivery.exceptions.push(exception.clone()),
        EventBody::ExceptionResolved { exception, .. } => {
            delivery.exceptions.retain(|open| open.id != *exception)
        }
    }
}

fn change_driver(delivery: &mut Delivery, driver: MemberId) {
    retire_driver(delivery);
    delivery.driver = Some(driver);
    delivery.former_drivers.retain(|former| *former != driver);
}

/// Whoever was about to take the goods over may have them all the same: their word must not be a stranger's.
fn drop_transfer(delivery: &mut Delivery) {
    if let Some(transfer) = delivery.transfer.take() {
        delivery.former_drivers.retain(|former| *former != transfer.to);
        delivery.former_drivers.push(transfer.to);
    }
}

/// The goods are in another van, which has not set off with them yet.
fn transferred(delivery: &mut Delivery, driver: MemberId, at: Timestamp) {
    let (accepted, picked_up) = (delivery.times.accepted, delivery.times.picked_up);
    change_driver(delivery, driver);
    delivery.transfer = None;
    delivery.times.assigned = Some(at);
    delivery.times.accepted = accepted;
    delivery.times.out_for_delivery = None;
    delivery.times.arrived = None;
    step(delivery, State::PickedUp, picked_up.unwrap_or(at));
}

fn retire_driver(delivery: &mut Delivery) {
    if let Some(driver) = delivery.driver.take() {
        delivery.former_drivers.retain(|former| *former != driver);
        delivery.former_drivers.push(driver);
    }
    delivery.assign_epoch += 1;
    // A place in another driver's route says nothing in this one's.
    delivery.pickup_rank = None;
    delivery.times.assigned = None;
    delivery.times.accepted = None;
}

fn step(delivery: &mut Delivery, state: State, at: Timestamp) {
    delivery.state = state;
    let times = &mut delivery.times;
    let slot = match state {
        State::Accepted => &mut times.accepted,
        State::ArrivedAtPickup => &mut times.arrived_at_pickup,
        State::PickedUp => &mut times.picked_up,
        State::OutForDelivery => &mut times.out_for_delivery,
        State::Arrived => &mut times.arrived,
        State::Completed => &mut times.completed,
        State::Unassigned | State::Offered | State::Assigned | State::Cancelled => return,
    };
    *slot = Some(at);
}

fn edit(delivery: &mut Delivery, patch: &Patch) {
    if let Some(stop) = &patch.pickup {
        edit_stop(&mut delivery.pickup, stop);
    }
    if let Some(stop) = &patch.dropoff {
        edit_stop(&mut delivery.dropoff, stop);
    }
    if let Some(parcels) = &patch.parcels {
        delivery.parcels.clone_from(parcels);
    }
    if let Some(handling) = &patch.handling {
        delivery.handling.clone_from(handling);
    }
}

fn edit_stop(stop: &mut Stop, patch: &StopPatch) {
    fn set<T: Clone>(slot: &mut T, value: &Option<T>) {
        if let Some(value) = value {
            slot.clone_from(value);
        }
    }
    set(&mut stop.address, &patch.address);
    set(&mut stop.unit, &patch.unit);
    set(&mut stop.point, &patch.point);
    set(&mut stop.contact, &patch.contact);
    set(&mut stop.window, &patch.window);
    set(&mut stop.notes, &patch.notes);
    set(&mut stop.requirements, &patch.requirements);
}
