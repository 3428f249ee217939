//! Which parcels change hands by a command.

use std::collections::BTreeMap;

use crate::{
    command::Command,
    custody::{Holder, Receiver},
    delivery::Delivery,
    event::EventBody,
    id::{MemberId, ParcelId},
    parcel::ParcelOutcome,
    rules::{apply::Context, settle},
};

/// The parcels that change hands by `command`, as events. A driver can hand over what is in their own hands, or what
/// was taken along without a word at the pickup; what another driver signed for stays with that driver.
pub(crate) fn moves(delivery: &Delivery, command: &Command, context: &Context) -> Vec<EventBody> {
    let driver = acting_driver(delivery, context);
    let own = Holder::driver(driver);
    match command {
        Command::PickedUp { .. } => to(delivery, own, |_, holder| holder == Holder::Sender),
        Command::Completed(completion) if completion.outcome.is_delivered() => {
            to(delivery, Holder::Recipient, |parcel, holder| {
                let handed_over = delivery.parcels.iter().any(|known| {
                    known.id == parcel && settle::outcome_of(known, completion) == ParcelOutcome::Delivered
                });
                handed_over && (holder == Holder::Sender || holder == own)
            })
        }
        Command::HandedOver { to: Receiver::Sender, .. } => {
            to(delivery, Holder::Sender, |_, holder| holder == own)
        }
        _ => Vec::new(),
    }
}

/// The goods of the present driver go to `member`, who is the driver from now on.
pub(crate) fn transferred(delivery: &Delivery, member: MemberId) -> Vec<EventBody> {
    let from = delivery.driver.map(Holder::driver);
    let mut events =
        to(delivery, Holder::driver(member), |_, holder| holder == Holder::Sender || Some(holder) == from);
    events.push(EventBody::Transferred { to: member });
    events
}

/// Who holds the goods where this command is true: a dispatcher speaks for the driver.
fn acting_driver(delivery: &Delivery, context: &Context) -> MemberId {
    let spoken_for = delivery.driver.filter(|_| context.actor.role.is_dispatch());
    spoken_for.unwrap_or(context.actor.member)
}

fn to(delivery: &Delivery, to: Holder, which: impl Fn(ParcelId, Holder) -> bool) -> Vec<EventBody> {
    let mut by_holder = BTreeMap::<Holder, Vec<ParcelId>>::new();
    for parcel in &delivery.parcels {
        let from = delivery.holder(parcel.id);
        if from != to && which(parcel.id, from) {
            by_holder.entry(from).or_default().push(parcel.id);
        }
    }
    let moved = |(from, parcels)| EventBody::CustodyChanged { parcels, from, to };
    by_holder.into_iter().map(moved).collect()
}
