//! Who holds the goods: always exactly one, along a chain without gaps, and nobody who did not sign for it.

use proptest::prelude::*;
use waybill_domain::{
    Command, Delivery, EventBody, Outcome, State,
    command::{Completion, Failure, ParcelResult},
    custody::{Holder, Receiver},
    member::Actor,
    parcel::ParcelOutcome,
    proof::Evidence,
    rules::{Disposition, evolve},
};

use crate::fixtures::*;

/// Does one command after the other and gives back the delivery and what became of the last one.
fn play(mut delivery: Delivery, script: &[(Actor, Command)]) -> (Delivery, Disposition) {
    let mut last = Disposition::Applied;
    for (n, (actor, command)) in script.iter().enumerate() {
        let (after, reception) = step(Some(delivery), *actor, command, 50 + n as u128);
        delivery = after.expect("it exists");
        last = reception.disposition;
    }
    (delivery, last)
}

fn holders(delivery: &Delivery) -> Vec<Holder> {
    delivery.parcels.iter().map(|parcel| delivery.holder(parcel.id)).collect()
}

fn back() -> Command {
    Command::HandedOver { to: Receiver::Sender, evidence: Evidence::default() }
}

fn ask() -> (Actor, Command) {
    (dispatcher(), Command::Transfer { to: other().member })
}

#[test]
fn goods_go_from_the_sender_to_the_driver_to_the_recipient() {
    let mine = Holder::driver(driver().member);
    assert_eq!(holders(&delivery_in(State::ArrivedAtPickup)), [Holder::Sender; 2]);
    assert_eq!(holders(&delivery_in(State::Arrived)), [mine; 2]);
    assert_eq!(holders(&delivery_in(State::Completed)), [Holder::Recipient; 2]);
}

#[test]
fn a_refused_parcel_stays_with_the_driver_until_it_is_brought_back() {
    let delivery = delivery_in(State::Arrived);
    let refused = ParcelResult { parcel: delivery.parcels[1].id, outcome: ParcelOutcome::Refused };
    let evidence = Evidence { cash: Some(waybill_domain::Money::eur(1_000)), ..Evidence::default() };
    let completion = Completion { outcome: Outcome::DeliveredToRecipient, parcels: vec![refused], evidence };
    let (delivery, _) = play(delivery, &[(driver(), Command::Completed(Box::new(completion)))]);
    assert_eq!(holders(&delivery), [Holder::Recipient, Holder::driver(driver().member)]);
    let (delivery, disposition) = play(delivery, &[(driver(), back())]);
    assert_eq!(disposition, Disposition::Applied);
    assert_eq!(holders(&delivery), [Holder::Recipient, Holder::Sender]);
}

#[test]
fn the_driver_stays_responsible_until_both_have_confirmed_a_transfer() {
    let mine = Holder::driver(driver().member);
    let give = (driver(), handed_over(other().member));
    let take = (other(), taken_over());
    for confirmations in [[give.clone(), take.clone()], [take, give]] {
        let (delivery, _) = play(delivery_in(State::OutForDelivery), &[ask(), confirmations[0].clone()]);
        assert_eq!((delivery.driver, holders(&delivery)), (Some(driver().member), vec![mine; 2]));
        let (delivery, disposition) = play(delivery, &confirmations[1..]);
        assert_eq!(disposition, Disposition::Applied);
        assert_eq!(delivery.driver, Some(other().member));
        assert_eq!(holders(&delivery), [Holder::driver(other().member); 2]);
        assert_eq!(delivery.state, State::PickedUp, "the new driver has yet to set off");
        assert!(delivery.transfer.is_none() && delivery.was_ever_of(driver().member));
    }
}

#[test]
fn work_of_the_taker_stands_though_the_giver_is_heard_of_later() {
    let script = [
        ask(),
        (other(), taken_over()),
        (other(), Command::OutForDelivery),
        (other(), completed()),
        (driver(), handed_over(other().member)),
    ];
    let (delivery, disposition) = play(delivery_in(State::PickedUp), &script);
    assert_eq!(disposition, Disposition::Applied);
    assert_eq!((delivery.state, delivery.driver), (State::Completed, Some(other().member)));
    assert!(delivery.exceptions.is_empty(), "{:?}", delivery.exceptions);
    assert_eq!(holders(&delivery), [Holder::Recipient; 2]);
}

#[test]
fn a_driver_can_hand_over_without_being_asked_to() {
    let script = [(driver(), handed_over(other().member)), (other(), taken_over())];
    let (delivery, _) = play(delivery_in(State::PickedUp), &script);
    assert_eq!(holders(&delivery), [Holder::driver(other().member); 2]);
}

#[test]
fn taking_over_after_it_was_called_off_is_for_a_person_to_look_at() {
    let script = [ask(), (dispatcher(), Command::CallOffTransfer), (other(), taken_over())];
    let (delivery, disposition) = play(delivery_in(State::PickedUp), &script);
    assert_eq!(disposition, Disposition::NeedsReview);
    assert_eq!(delivery.exceptions.len(), 1);
    assert_eq!(delivery.driver, Some(driver().member));
}

#[test]
fn whoever_picked_up_holds_the_goods_though_it_was_given_to_another() {
    let script = [(dispatcher(), Command::Assign { driver: other().member }), (driver(), picked_up())];
    let (delivery, disposition) = play(delivery_in(State::ArrivedAtPickup), &script);
    assert_eq!(disposition, Disposition::NeedsReview);
    assert_eq!(delivery.driver, Some(other().member));
    assert_eq!(holders(&delivery), [Holder::driver(driver().member); 2]);
}

fn commands() -> impl Strategy<Value = Vec<(Actor, Command)>> {
    let driving = prop_oneof![Just(driver()), Just(other())];
    let refused = Command::AttemptFailed(Box::new(Failure {
        reason: Outcome::FailedRefused,
        evidence: Evidence { note: "no".into(), ..Evidence::default() },
    }));
    let partly = Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: vec![ParcelResult { parcel: parcel(2, None).id, outcome: ParcelOutcome::Refused }],
        evidence: Evidence { cash: Some(waybill_domain::Money::eur(1_000)), ..Evidence::default() },
    }));
    let street = prop::sample::select(vec![
        Command::Accept,
        picked_up(),
        picked_up(),
        Command::OutForDelivery,
        completed(),
        partly,
        refused,
        handed_over(driver().member),
        handed_over(other().member),
        taken_over(),
        taken_over(),
        back(),
        Command::CallOffTransfer,
    ]);
    let office = prop::sample::select(vec![
        Command::Assign { driver: driver().member },
        Command::Assign { driver: other().member },
        Command::Transfer { to: other().member },
        Command::Transfer { to: driver().member },
        Command::CallOffTransfer,
        Command::Unassign,
        Command::Cancel { reason: "closed".into() },
    ]);
    let one = prop_oneof![
        3 => (driving, street),
        1 => office.prop_map(|command| (dispatcher(), command)),
    ];
    prop::collection::vec(one, 0..30)
}

proptest! {
    #[test]
    fn every_parcel_has_one_holder_at_all_times_and_the_chain_has_no_gap(history in commands()) {
        let mut delivery = delivery_in(State::Assigned);
        let mut signed = Vec::new();
        for (n, (actor, command)) in history.into_iter().enumerate() {
            if matches!(command, Command::PickedUp { .. } | Command::TakenOver { .. }) {
                signed.push(actor.member);
            }
            let (_, reception) = step(Some(delivery.clone()), actor, &command, 50 + n as u128);
            for event in &reception.events {
                if let EventBody::CustodyChanged { parcels, from, to } = event {
                    prop_assert!(!parcels.is_empty() && from != to);
                    for parcel in parcels {
                        prop_assert_eq!(delivery.holder(*parcel), *from, "a gap at {:?}", command);
                    }
                    prop_assert!(*from != Holder::Recipient, "a recipient gives nothing back");
                }
                delivery = evolve(Some(delivery), event, now()).expect("it exists");
            }
            for holder in holders(&delivery) {
                if let Holder::Driver { member } = holder {
                    prop_assert!(signed.contains(&member), "{member} never signed for it");
                }
            }
        }
    }
}
