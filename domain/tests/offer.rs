//! A delivery that is proposed to a driver, by the rules of the delivery.

use waybill_domain::{
    Command, EventBody, State,
    dispatch::{End, Handling, Profile, Settings, Stuck, TooLate, Vehicles},
    rules::{Context, Disposition, Rejected, apply, evolve},
};

use crate::fixtures::*;

#[test]
fn the_driver_who_is_asked_sees_it_accepts_it_and_has_it() {
    let offered = delivery_in(State::Offered);
    assert_eq!(offered.driver, Some(driver().member));
    assert_eq!(offered.offer.map(|offer| offer.until), Some(now().plus_millis(30_000)));
    let (after, reception) = step(Some(offered), driver(), &Command::Accept, 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::Applied);
    assert_eq!((after.state, after.driver, after.offer), (State::Accepted, Some(driver().member), None));
}

#[test]
fn a_yes_counts_until_the_time_is_over_and_not_a_moment_longer() {
    let offered = delivery_in(State::Offered);
    let at = |ms| Context { at: now().plus_millis(ms), ..context(driver(), 50) };
    assert!(apply(Some(&offered), &Command::Accept, &at(29_999)).is_ok());
    let late = apply(Some(&offered), &Command::Accept, &at(30_000));
    assert_eq!(late, Err(Rejected::NotYours { offer: Some(TooLate::RanOut) }));
    assert_eq!(late.map_err(|rejected| rejected.code()), Err("offer_over"));
    let no = Command::Decline { reason: String::new() };
    assert!(apply(Some(&offered), &no, &at(30_000)).is_ok(), "who says no does no harm by being late");
}

#[test]
fn an_offer_that_ended_leaves_no_driver_and_another_yes_is_not_theirs() {
    let ended = EventBody::OfferEnded { driver: driver().member, end: End::RanOut };
    let after = evolve(Some(delivery_in(State::Offered)), &ended, now()).unwrap();
    assert_eq!((after.state, after.driver, after.offer), (State::Unassigned, None, None));
    assert!(after.was_ever_of(driver().member), "what they may have done all the same is not a stranger's");
    let again = apply(Some(&after), &Command::Accept, &context(driver(), 50));
    assert_eq!(again, Err(Rejected::NotYours { offer: None }));
}

#[test]
fn goods_that_were_picked_up_without_a_yes_are_a_yes() {
    let (after, reception) = step(Some(delivery_in(State::Offered)), driver(), &picked_up(), 50);
    let after = after.unwrap();
    assert_eq!(reception.disposition, Disposition::Applied);
    assert_eq!((after.state, after.driver, after.offer), (State::PickedUp, Some(driver().member), None));
}

#[test]
fn a_dispatcher_can_give_it_to_anybody_while_it_is_offered() {
    for to in [driver(), other()] {
        let give = Command::Assign { driver: to.member };
        let (after, _) = step(Some(delivery_in(State::Offered)), dispatcher(), &give, 50);
        let after = after.unwrap();
        assert_eq!((after.state, after.driver, after.offer), (State::Assigned, Some(to.member), None));
    }
}

#[test]
fn a_phone_that_does_not_know_offers_can_read_the_answer() {
    let over = serde_json::to_value(Rejected::NotYours { offer: Some(TooLate::Taken) }).unwrap();
    assert_eq!(over, serde_json::json!({ "code": "not_yours", "offer": "taken" }));
    let plain = serde_json::json!({ "code": "not_yours" });
    assert_eq!(serde_json::to_value(Rejected::NotYours { offer: None }).unwrap(), plain);
    assert_eq!(
        serde_json::from_value::<Rejected>(plain).unwrap(),
        Rejected::NotYours { offer: None },
        "and this one reads an older server's"
    );
}

#[test]
fn settings_that_cannot_work_are_refused_by_field_and_rule() {
    let fields =
        |settings: Settings| -> Vec<String> { settings.check().iter().map(ToString::to_string).collect() };
    assert!(fields(Settings::default()).is_empty());
    let mut settings = Settings::default();
    settings.policy.reach_m = 0.0;
    settings.stuck = Stuck { flag_min: 60, then_min: 60, ..Stuck::default() };
    settings.again_min = 50_000;
    assert_eq!(
        fields(settings),
        [
            "policy.reach_m must be a number greater than 0",
            "again_min must be at most 43200 (30 days)",
            "stuck.then_min must be greater than stuck.flag_min",
        ]
    );
    settings = Settings::default();
    settings.stuck.flag_min = 0;
    assert!(fields(settings).is_empty(), "one without the other");
}

#[test]
fn a_profile_and_a_handling_that_make_no_sense_are_refused() {
    let profile = Profile { rating: Some(5.5), skills: [" ".to_owned()].into(), ..Profile::default() };
    let broken: Vec<String> = profile.check().iter().map(ToString::to_string).collect();
    assert_eq!(broken, ["skills must be names of 1 to 200 characters", "rating must be from 1 to 5"]);
    let none = Handling { vehicles: Vehicles::NONE, ..Handling::default() };
    assert_eq!(none.check("handling")[0].to_string(), "handling.vehicles must name at least one");
    assert_eq!(serde_json::to_value(Handling::default()).unwrap(), serde_json::json!({}));
}
