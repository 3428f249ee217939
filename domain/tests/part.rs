//! What a driver has to do with goods that change vans, come to nothing, or are called off.

use waybill_domain::{
    Command, Delivery, Outcome, State,
    command::Failure,
    custody::Receiver,
    member::Actor,
    proof::Evidence,
    rules::{
        part::{Part, in_van},
        today::Today,
    },
};

use crate::fixtures::*;

fn after(script: &[(Actor, Command)]) -> Delivery {
    let mut delivery = delivery_in(State::OutForDelivery);
    for (n, (actor, command)) in script.iter().enumerate() {
        delivery = step(Some(delivery), *actor, command, 70 + n as u128).0.unwrap();
    }
    delivery
}

/// The parts of the giver and of the taker.
fn parts(script: &[(Actor, Command)]) -> (Part, Part) {
    let delivery = after(script);
    (Part::of(&delivery, driver().member), Part::of(&delivery, other().member))
}

fn ask() -> (Actor, Command) {
    (dispatcher(), Command::Transfer { to: other().member })
}

#[test]
fn a_transfer_is_a_stop_of_the_giver_until_one_of_the_two_has_confirmed_it() {
    let (give, take) = ((driver(), handed_over(other().member)), (other(), taken_over()));
    assert_eq!(parts(&[]), (Part::Stop, Part::Nothing));
    assert_eq!(parts(&[ask()]), (Part::Stop, Part::Taking));
    assert_eq!(parts(&[ask(), give.clone()]), (Part::Leaving, Part::Taking));
    assert_eq!(parts(&[ask(), take.clone()]), (Part::Leaving, Part::Stop));
    assert_eq!(parts(&[ask(), give.clone(), take.clone()]), (Part::Nothing, Part::Stop));
    assert_eq!(parts(&[ask(), take, give]), (Part::Nothing, Part::Stop));
}

#[test]
fn a_transfer_that_is_called_off_leaves_everything_as_it_was() {
    let off = (dispatcher(), Command::CallOffTransfer);
    assert_eq!(parts(&[ask(), off]), (Part::Stop, Part::Nothing));
}

#[test]
fn goods_that_nobody_took_are_in_the_van_until_they_are_brought_back() {
    let failed = Command::AttemptFailed(Box::new(Failure {
        reason: Outcome::FailedNotHome,
        evidence: Evidence::default(),
    }));
    let cancelled = Command::Cancel { reason: "closed".into() };
    let back = Command::HandedOver { to: Receiver::Sender, evidence: Evidence::default() };
    for end in [(driver(), failed), (dispatcher(), cancelled)] {
        let delivery = after(std::slice::from_ref(&end));
        assert_eq!(in_van(&delivery, driver().member), 2);
        assert_eq!(Today::of(driver().member, [delivery]).in_van.len(), 1);
        assert_eq!(in_van(&after(&[end, (driver(), back.clone())]), driver().member), 0);
    }
    assert_eq!(in_van(&after(&[]), driver().member), 0, "what is under way is not to be brought back");
}

#[test]
fn what_is_to_be_taken_over_is_no_stop_of_the_day() {
    let day = Today::of(other().member, [after(&[ask()])]);
    assert_eq!((day.open.len(), day.taking.len(), day.progress().total), (0, 1, 0));
    let day = Today::of(driver().member, [after(&[ask(), (driver(), handed_over(other().member))])]);
    assert_eq!((day.open.len(), day.leaving.len()), (0, 1));
}

#[test]
fn what_is_offered_is_no_stop_of_the_day_until_the_driver_has_said_yes() {
    let offered = delivery_in(State::Offered);
    assert_eq!(Part::of(&offered, driver().member), Part::Asked);
    assert_eq!(Part::of(&offered, other().member), Part::Nothing);
    let day = Today::of(driver().member, [offered.clone()]);
    assert_eq!((day.open.len(), day.offered.len(), day.progress().total), (0, 1, 0));
    let accepted = step(Some(offered), driver(), &Command::Accept, 50).0.unwrap();
    let day = Today::of(driver().member, [accepted]);
    assert_eq!((day.open.len(), day.offered.len()), (1, 0));
}
