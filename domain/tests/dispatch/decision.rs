//! Decisions: the same whatever order candidates come in, and kept with all that led to them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use waybill_domain::dispatch::{Candidate, Decision, Policy, Vehicle, Vehicles, Verdict, decide};

use super::{candidate, member, need};
use crate::fixtures::now;

fn of(candidates: &[Candidate]) -> Decision {
    decide(&need(), candidates, &BTreeSet::new(), &Policy::default(), now())
}

#[test]
fn a_decision_keeps_candidates_scores_and_reasons() {
    let candidates = [
        candidate(1),
        Candidate { distance_m: 40.0, rating: None, ..candidate(2) },
        Candidate { vehicle: Vehicle::Foot, active: 7, shift: None, ..candidate(3) },
        Candidate { distance_m: f64::NAN, ..candidate(4) },
    ];
    let mut need = need();
    need.vehicles = Vehicles::from_iter([Vehicle::Car, Vehicle::Van]);
    let asked = BTreeSet::from([member(9)]);
    let decision = decide(&need, &candidates, &asked, &Policy::default(), now());
    insta::assert_json_snapshot!(decision);
    let text = serde_json::to_string(&decision).unwrap();
    assert_eq!(serde_json::from_str::<Decision>(&text).unwrap(), decision);
    assert_eq!(decision.driver(), Some(member(2)));
}

#[test]
fn equals_are_asked_the_nearest_first_and_then_by_id() {
    let ids = |candidates: &[Candidate]| of(candidates).eligible().map(|j| j.driver).collect::<Vec<_>>();
    assert_eq!(ids(&[candidate(3), candidate(1), candidate(2)]), [member(1), member(2), member(3)]);
    let at_zero = Policy { max_active: 100, ..Policy::default() };
    // Both beyond the reach in score, yet one is nearer: a policy that does not count distance.
    let mut weights = at_zero.weights;
    weights.distance = 0.0;
    let policy = Policy { weights, ..at_zero };
    let near = Candidate { distance_m: 10.0, ..candidate(8) };
    let decision = decide(&need(), &[candidate(1), near], &BTreeSet::new(), &policy, now());
    assert_eq!(decision.driver(), Some(member(8)));
}

#[test]
fn it_says_why_nobody_is_asked() {
    assert_eq!(of(&[]).verdict, Verdict::NobodyNear);
    let off = Candidate { shift: None, ..candidate(1) };
    assert_eq!(of(std::slice::from_ref(&off)).verdict, Verdict::NobodyEligible);
    let asked = BTreeSet::from([member(2)]);
    let decision = decide(&need(), &[off, candidate(2)], &asked, &Policy::default(), now());
    assert_eq!(decision.verdict, Verdict::EverybodyAsked);
}

#[test]
fn the_only_one_is_ahead_of_nobody() {
    assert_eq!(of(&[candidate(1)]).verdict, Verdict::Ask { driver: member(1), ahead_by: None });
}

fn crowd() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (0_u128..12, 0_u32..13, prop::option::of(2_u32..=10), 0_u32..7).prop_map(
        |(n, kilometres, half_stars, active)| Candidate {
            distance_m: f64::from(kilometres) * 1_000.0,
            rating: half_stars.map(|half| f64::from(half) / 2.0),
            active,
            ..candidate(n)
        },
    );
    prop::collection::vec(one, 0..12).prop_map(|mut all| {
        all.sort_by_key(|one| one.driver);
        all.dedup_by_key(|one| one.driver);
        all
    })
}

proptest! {
    #[test]
    fn the_order_of_candidates_does_not_matter(
        (crowd, shuffled) in crowd().prop_flat_map(|crowd| (Just(crowd.clone()), Just(crowd).prop_shuffle()))
    ) {
        prop_assert_eq!(of(&crowd), of(&shuffled));
    }

    #[test]
    fn nobody_who_may_be_asked_scores_higher_than_who_is_asked(crowd in crowd()) {
        let decision = of(&crowd);
        let best = decision.eligible().map(|judged| judged.score).fold(0.0, f64::max);
        match decision.driver() {
            Some(driver) => {
                let chosen = decision.candidates.iter().find(|judged| judged.driver == driver).unwrap();
                prop_assert!(chosen.is_eligible() && chosen.score == best);
            }
            None => prop_assert!(decision.eligible().next().is_none()),
        }
        prop_assert_eq!(decision.candidates.len(), crowd.len());
    }
}
