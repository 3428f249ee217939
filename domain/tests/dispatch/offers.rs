//! One driver at a time, until one accepts or nobody is left.

use proptest::prelude::*;
use waybill_domain::{
    MemberId, Timestamp,
    dispatch::{Candidate, End, Offers, Phase, Policy, TooLate},
};

use super::{candidate, member, need};
use crate::fixtures::now;

fn seconds(n: i64) -> Timestamp {
    now().plus_millis(n * 1_000)
}

/// Driver 1 is the nearest, then 2, then 3.
fn drivers(count: u128) -> Vec<Candidate> {
    (1..=count).map(|n| Candidate { distance_m: 500.0 * n as f64, ..candidate(n) }).collect()
}

fn ask(offers: &mut Offers, at: Timestamp) -> Option<MemberId> {
    offers.ask(&need(), &drivers(3), &Policy::default(), at).and_then(|decision| decision.driver())
}

#[test]
fn a_decline_and_a_time_out_move_on_to_the_next_driver() {
    let mut offers = Offers::new(need().delivery);
    assert_eq!(ask(&mut offers, seconds(0)), Some(member(1)));
    assert_eq!(offers.due(), Some(seconds(30)));
    assert_eq!(ask(&mut offers, seconds(1)), None, "one at a time");
    assert_eq!(offers.decline(member(1), "flat tyre", seconds(10)), Ok(()));
    assert_eq!(ask(&mut offers, seconds(10)), Some(member(2)));
    assert_eq!(offers.tick(seconds(39)), None);
    assert_eq!(offers.tick(seconds(40)), Some(member(2)));
    assert_eq!(ask(&mut offers, seconds(40)), Some(member(3)));
    assert_eq!(offers.accept(member(3), seconds(69)), Ok(()));
    assert_eq!(offers.phase, Phase::Taken { driver: member(3) });
    assert_eq!(offers.due(), None);
    insta::assert_json_snapshot!(offers);
    let text = serde_json::to_string(&offers).unwrap();
    assert_eq!(serde_json::from_str::<Offers>(&text).unwrap(), offers);
}

#[test]
fn nobody_left_is_an_end_of_its_own_and_another_round_spares_who_declined() {
    let mut offers = Offers::new(need().delivery);
    ask(&mut offers, seconds(0));
    offers.decline(member(1), "", seconds(1)).unwrap();
    for n in [2, 3] {
        assert_eq!(ask(&mut offers, seconds(n)), Some(member(n as u128)));
        offers.tick(seconds(n + 30)).unwrap();
    }
    assert_eq!(ask(&mut offers, seconds(60)), None);
    assert_eq!(offers.phase, Phase::Nobody);
    assert_eq!(offers.accept(member(2), seconds(61)), Err(TooLate::RanOut));
    offers.reopen();
    assert_eq!(ask(&mut offers, seconds(90)), Some(member(2)), "who only did not answer is asked once more");
    assert_eq!(offers.asked.len(), 4, "what happened before is kept");
    offers.tick(seconds(120)).unwrap();
    assert_eq!(ask(&mut offers, seconds(120)), Some(member(3)));
    offers.tick(seconds(150)).unwrap();
    assert_eq!(ask(&mut offers, seconds(150)), None);
}

#[test]
fn an_answer_that_comes_too_late_is_told_why() {
    let mut offers = Offers::new(need().delivery);
    assert_eq!(offers.accept(member(1), seconds(0)), Err(TooLate::NotAsked));
    ask(&mut offers, seconds(0));
    assert_eq!(offers.accept(member(2), seconds(1)), Err(TooLate::NotAsked));
    assert_eq!(offers.accept(member(1), seconds(30)), Err(TooLate::RanOut), "before anybody noticed, too");
    offers.tick(seconds(30));
    ask(&mut offers, seconds(30));
    assert_eq!(offers.accept(member(1), seconds(31)), Err(TooLate::RanOut));
    offers.decline(member(2), "", seconds(31)).unwrap();
    assert_eq!(offers.accept(member(2), seconds(32)), Err(TooLate::Declined));
    ask(&mut offers, seconds(33));
    offers.accept(member(3), seconds(34)).unwrap();
    assert_eq!(offers.accept(member(3), seconds(99)), Ok(()), "said twice is said once");
    assert_eq!(offers.accept(member(1), seconds(35)), Err(TooLate::Taken));
    assert_eq!(offers.decline(member(2), "", seconds(35)), Err(TooLate::Taken));
}

#[test]
fn an_offer_that_is_taken_back_cannot_be_accepted() {
    let mut offers = Offers::new(need().delivery);
    ask(&mut offers, seconds(0));
    assert_eq!(offers.close(seconds(5)), Some(member(1)));
    assert_eq!(offers.accept(member(1), seconds(6)), Err(TooLate::Withdrawn));
    assert_eq!(ask(&mut offers, seconds(7)), None);
    assert_eq!(offers.tick(seconds(99)), None);
}

#[test]
fn who_gives_back_what_they_took_is_not_asked_again() {
    let mut offers = Offers::new(need().delivery);
    ask(&mut offers, seconds(0));
    offers.accept(member(1), seconds(1)).unwrap();
    assert_eq!(offers.close(seconds(2)), None, "what is taken stays taken");
    offers.decline(member(1), "breakdown", seconds(3)).unwrap();
    assert_eq!(ask(&mut offers, seconds(3)), Some(member(2)));
}

#[derive(Clone, Copy, Debug)]
enum Input {
    Ask,
    Accept(u128),
    Decline(u128),
    Wait(i64),
    Close,
    Reopen,
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => Just(Input::Ask),
        3 => (1_u128..6).prop_map(Input::Accept),
        3 => (1_u128..6).prop_map(Input::Decline),
        3 => (0_i64..40).prop_map(Input::Wait),
        1 => Just(Input::Close),
        1 => Just(Input::Reopen),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_one_driver_is_asked_at_a_time_and_only_in_time_accepts_count(
        inputs in prop::collection::vec(input(), 0..60)
    ) {
        let (mut offers, mut at) = (Offers::new(need().delivery), now());
        for input in inputs {
            let before = offers.clone();
            match input {
                Input::Ask => drop(offers.ask(&need(), &drivers(5), &Policy::default(), at)),
                Input::Accept(n) => {
                    let accepted = offers.accept(member(n), at).is_ok();
                    let could = match before.phase {
                        Phase::Asking { driver, until } => driver == member(n) && at < until,
                        Phase::Taken { driver } => driver == member(n),
                        Phase::Open | Phase::Nobody | Phase::Closed => false,
                    };
                    prop_assert_eq!(accepted, could);
                    prop_assert_eq!(accepted, offers.phase == Phase::Taken { driver: member(n) });
                }
                Input::Decline(n) => {
                    if offers.decline(member(n), "", at).is_err() {
                        prop_assert_eq!(&offers, &before, "what does not count changes nothing");
                    }
                }
                Input::Wait(s) => {
                    at = at.plus_millis(s * 1_000);
                    offers.tick(at);
                    prop_assert!(offers.due().is_none_or(|due| due > at), "ticked, and still due");
                }
                Input::Close => drop(offers.close(at)),
                Input::Reopen => offers.reopen(),
            }
            let open: Vec<_> = offers.asked.iter().filter(|asked| asked.end.is_none()).collect();
            match offers.phase {
                Phase::Asking { driver, .. } => prop_assert!(open.len() == 1 && open[0].driver == driver),
                Phase::Taken { driver } => {
                    prop_assert!(open.is_empty());
                    let last = offers.asked.last().unwrap();
                    prop_assert!(last.driver == driver && last.end == Some(End::Accepted));
                }
                Phase::Open | Phase::Nobody | Phase::Closed => prop_assert!(open.is_empty()),
            }
            let round = &offers.asked[offers.earlier as usize..];
            let mut ids: Vec<_> = round.iter().map(|asked| asked.driver).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), round.len(), "nobody is asked twice in a round");
        }
    }
}
