//! The score: whatever comes in, it behaves.

use proptest::prelude::*;
use waybill_domain::dispatch::{BadPolicy, Candidate, Factors, Policy, Tally, Weights};

use super::candidate;

fn score(candidate: &Candidate) -> f64 {
    let policy = Policy::default();
    Factors::of(candidate, &policy).score(&policy)
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    let number =
        || prop_oneof![8 => 0.0..12_000.0, 1 => Just(f64::NAN), 1 => Just(f64::INFINITY), 1 => -9.0..0.0];
    let rating = prop::option::of(prop_oneof![8 => 1.0..=5.0, 1 => Just(f64::NAN), 1 => -50.0..50.0]);
    (number(), rating, 0_u32..200, 0_u32..200, 0_u32..9).prop_map(
        |(distance_m, rating, made, accepted, active)| {
            let offers = Tally { made, accepted };
            Candidate { distance_m, rating, offers, active, ..candidate(1) }
        },
    )
}

proptest! {
    #[test]
    fn it_is_always_a_number_from_0_to_1(candidate in any_candidate()) {
        let factors = Factors::of(&candidate, &Policy::default());
        for value in [factors.distance, factors.rating, factors.acceptance, factors.load, score(&candidate)] {
            prop_assert!((0.0..=1.0).contains(&value), "{value} of {factors:?}");
        }
        prop_assert_eq!(score(&candidate).to_bits(), score(&candidate.clone()).to_bits());
    }

    #[test]
    fn nearer_is_never_worse(one in any_candidate(), metres in 0.0..12_000.0, more in 0.0..5_000.0) {
        let near = Candidate { distance_m: metres, ..one.clone() };
        let far = Candidate { distance_m: metres + more, ..one };
        prop_assert!(score(&near) >= score(&far));
    }

    #[test]
    fn more_stars_are_never_worse(one in any_candidate(), stars in 1.0..=5.0, more in 0.0..4.0) {
        let few = Candidate { rating: Some(stars), ..one.clone() };
        let many = Candidate { rating: Some(stars + more), ..one };
        prop_assert!(score(&many) >= score(&few));
    }

    #[test]
    fn accepting_is_never_worse_than_declining(one in any_candidate(), made in 0_u32..200, accepted in 0_u32..200) {
        let of = |accepted| Candidate { offers: Tally { made: made + 1, accepted }, ..one.clone() };
        let accepted = accepted.min(made);
        prop_assert!(score(&of(accepted + 1)) > score(&of(accepted)));
    }

    #[test]
    fn less_to_do_is_never_worse(one in any_candidate(), active in 0_u32..9) {
        let of = |active| Candidate { active, ..one.clone() };
        prop_assert!(score(&of(active)) >= score(&of(active + 1)));
    }

    #[test]
    fn only_the_proportions_of_weights_matter(one in any_candidate(), times in 0.01..100.0) {
        let Weights { distance, rating, acceptance, load } = Weights::default();
        let weights = Weights {
            distance: distance * times,
            rating: rating * times,
            acceptance: acceptance * times,
            load: load * times,
        };
        let policy = Policy { weights, ..Policy::default() };
        let scaled = Factors::of(&one, &policy).score(&policy);
        prop_assert!((scaled - score(&one)).abs() < 1e-12);
    }
}

#[test]
fn each_factor_counts_as_much_as_it_should() {
    let weights = Weights::default();
    assert!((weights.sum() - 1.0).abs() < 1e-12);
    let policy = Policy::default();
    let none = Factors { distance: 0.0, rating: 0.0, acceptance: 0.0, load: 0.0 };
    for (factors, share) in [
        (Factors { distance: 1.0, ..none }, 0.40),
        (Factors { rating: 1.0, ..none }, 0.25),
        (Factors { acceptance: 1.0, ..none }, 0.20),
        (Factors { load: 1.0, ..none }, 0.15),
    ] {
        assert!((factors.score(&policy) - share).abs() < 1e-12, "{factors:?}");
    }
}

#[test]
fn factors_are_what_their_documentation_says() {
    let policy = Policy { reach_m: 4_000.0, max_active: 4, ..Policy::default() };
    let one = Candidate { distance_m: 1_000.0, rating: Some(4.0), active: 1, ..candidate(1) };
    let newcomer = Candidate { rating: None, offers: Tally::default(), ..one.clone() };
    let expected = Factors { distance: 0.75, rating: 0.75, acceptance: 20.0 / 25.0, load: 0.75 };
    assert_eq!(Factors::of(&one, &policy), expected);
    assert_eq!(Factors::of(&newcomer, &policy), Factors { acceptance: 0.8, ..expected });
}

#[test]
fn a_policy_that_cannot_work_is_refused_by_the_name_of_its_field() {
    assert_eq!(Policy::default().check(), Ok(()));
    let weights = Weights::default();
    let with = |weights| Policy { weights, ..Policy::default() };
    for (policy, error) in [
        (with(Weights { rating: -0.1, ..weights }), BadPolicy::Weight("rating")),
        (with(Weights { load: f64::NAN, ..weights }), BadPolicy::Weight("load")),
        (with(Weights { distance: 0.0, rating: 0.0, acceptance: 0.0, load: 0.0 }), BadPolicy::NoWeight),
        (Policy { reach_m: 0.0, ..Policy::default() }, BadPolicy::Reach),
        (Policy { max_active: 0, ..Policy::default() }, BadPolicy::MaxActive),
        (Policy { answer_ms: 999, ..Policy::default() }, BadPolicy::Answer),
        (Policy { cool_down_ms: -1, ..Policy::default() }, BadPolicy::CoolDown),
    ] {
        assert_eq!(policy.check(), Err(error));
    }
}
