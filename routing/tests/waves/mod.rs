//! Waves, beside every way there is to give deliveries out.

use proptest::prelude::*;
use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use rustix::time::{ClockId, clock_gettime};
use waybill_domain::{DeliveryId, MemberId};
use waybill_routing::waves::{Assigned, Choice, Unassigned, Wanted, Wave, Why, assign, hold};

fn delivery(n: u128) -> DeliveryId {
    DeliveryId(uuid::Uuid::from_u128(1_000 + n))
}

fn driver(n: u128) -> MemberId {
    MemberId(uuid::Uuid::from_u128(n))
}

fn wanted(n: u128, choices: &[(u128, f64)]) -> Wanted {
    let choices = choices.iter().map(|(n, score)| Choice { driver: driver(*n), score: *score }).collect();
    Wanted { delivery: delivery(n), priority: 0, choices }
}

/// What a wave is worth: how many of each priority are given out, the highest first, and then the sum of scores.
type Worth = (Vec<usize>, i64);

fn worth(wanted: &[Wanted], wave: &Wave) -> Worth {
    let mut counts = vec![0; 4];
    for given in &wave.assigned {
        let one = wanted.iter().find(|one| one.delivery == given.delivery).unwrap();
        counts[3 - one.priority as usize] += 1;
    }
    (counts, wave.assigned.iter().map(|given| (given.score * 1e6).round() as i64).sum())
}

/// The best of all ways.
fn brute(wanted: &[Wanted], n: usize, taken: &mut Vec<MemberId>, so_far: &Worth) -> Worth {
    let Some(one) = wanted.get(n) else { return so_far.clone() };
    let mut best = brute(wanted, n + 1, taken, so_far);
    for choice in &one.choices {
        if taken.contains(&choice.driver) {
            continue;
        }
        let mut with = so_far.clone();
        with.0[3 - one.priority as usize] += 1;
        with.1 += (choice.score * 1e6).round() as i64;
        taken.push(choice.driver);
        best = best.max(brute(wanted, n + 1, taken, &with));
        taken.pop();
    }
    best
}

fn waves() -> impl Strategy<Value = Vec<Wanted>> {
    let choice = (0_u128..6, 0_u32..=20)
        .prop_map(|(n, score)| Choice { driver: driver(n), score: f64::from(score) / 20.0 });
    let one = (prop::collection::vec(choice, 0..4), 0_u8..4);
    prop::collection::vec(one, 0..7).prop_map(|all| {
        let all = all.into_iter().enumerate();
        all.map(|(n, (choices, priority))| Wanted { delivery: delivery(n as u128), priority, choices })
            .collect()
    })
}

proptest! {
    #[test]
    fn no_other_way_to_give_them_out_is_better(wanted in waves()) {
        let wave = assign(&wanted);
        prop_assert_eq!(worth(&wanted, &wave), brute(&wanted, 0, &mut Vec::new(), &(vec![0; 4], 0)));
        let mut drivers: Vec<_> = wave.assigned.iter().map(|given| given.driver).collect();
        drivers.sort();
        drivers.dedup();
        prop_assert_eq!(drivers.len(), wave.assigned.len(), "one delivery a driver");
        prop_assert_eq!(wave.assigned.len() + wave.unassigned.len(), wanted.len(), "each is named once");
        for given in &wave.assigned {
            let one = wanted.iter().find(|one| one.delivery == given.delivery).unwrap();
            prop_assert!(one.choices.iter().any(|choice| choice.driver == given.driver));
        }
        for left in &wave.unassigned {
            let one = wanted.iter().find(|one| one.delivery == left.delivery).unwrap();
            match &left.why {
                Why::NoDriver => prop_assert!(one.choices.is_empty()),
                Why::DriversTaken { by } => {
                    let has = |choice: &Choice| by.iter().any(|given| given.driver == choice.driver);
                    prop_assert!(!by.is_empty() && one.choices.iter().all(has));
                    prop_assert!(by.iter().all(|given| wave.assigned.contains(given)));
                }
                Why::Twice | Why::Changed => prop_assert!(false, "nothing is in it twice, nothing was shown"),
            }
        }
        prop_assert_eq!(assign(&wanted), wave, "the same wave, the same answer");
    }
}

#[test]
fn the_driver_whom_two_want_goes_to_the_one_that_has_nobody_else() {
    let wave = assign(&[wanted(1, &[(1, 0.9), (2, 0.5)]), wanted(2, &[(1, 0.8)])]);
    let drivers: Vec<_> = wave.assigned.iter().map(|given| given.driver).collect();
    assert_eq!(drivers, [driver(2), driver(1)]);
}

#[test]
fn what_nobody_takes_is_named_with_the_reason() {
    let first = wanted(1, &[(1, 0.9)]);
    let wave = assign(&[first.clone(), wanted(2, &[(1, 0.8)]), wanted(3, &[]), first]);
    let given = Assigned { delivery: delivery(1), driver: driver(1), score: 0.9 };
    assert_eq!(wave.assigned, [given]);
    let left = |n, why| Unassigned { delivery: delivery(n), why };
    let expected =
        [left(2, Why::DriversTaken { by: vec![given] }), left(3, Why::NoDriver), left(1, Why::Twice)];
    assert_eq!(wave.unassigned, expected);
    assert_eq!(assign(&[]), Wave::default());
}

#[test]
fn scores_that_are_no_numbers_do_no_harm() {
    let wave = assign(&[wanted(1, &[(1, f64::NAN), (1, 0.2), (2, f64::INFINITY)]), wanted(2, &[(1, -5.0)])]);
    let scores: Vec<_> = wave.assigned.iter().map(|given| (given.driver, given.score)).collect();
    assert_eq!(scores, [(driver(2), 1.0), (driver(1), 0.0)]);
}

#[test]
fn five_hundred_deliveries_and_drivers_are_given_out_while_nobody_waits() {
    let mut dice = SmallRng::seed_from_u64(1);
    let wave: Vec<_> = (0..500)
        .map(|n| {
            let choices: Vec<_> =
                (0..20).map(|_| (dice.random_range(0..500), dice.random_range(0.0..1.0))).collect();
            wanted(n, &choices)
        })
        .collect();
    let cpu_seconds = || clock_gettime(ClockId::ThreadCPUTime).tv_sec;
    let begin = cpu_seconds();
    let given = assign(&wave);
    let took = cpu_seconds() - begin;
    assert!(given.assigned.len() >= 499, "{}", given.assigned.len());
    // Far above what it takes, even unoptimised: a method that is not cubic would still be at it.
    assert!(took < 30, "{took} s");
}

#[test]
fn of_a_wave_that_was_shown_only_what_still_can_be_is_given_out() {
    // The scores have turned meanwhile, and the third one's driver is gone: nobody else steps in.
    let now = [wanted(1, &[(1, 0.2), (2, 0.9)]), wanted(2, &[(1, 0.9), (2, 0.2)]), wanted(3, &[(4, 0.9)])];
    let shown = [(1, 1), (2, 2), (3, 3)].map(|(n, of)| (delivery(n), driver(of)));
    let wave = hold(&now, &shown.into());
    let given = |n, score| Assigned { delivery: delivery(n), driver: driver(n), score };
    assert_eq!(wave.assigned, [given(1, 0.2), given(2, 0.2)]);
    assert_eq!(wave.unassigned, [Unassigned { delivery: delivery(3), why: Why::Changed }]);
}
