//! How fast a way goes where.

use proptest::prelude::*;
use waybill_routing::{road::Passage, travel::TravelMode};

use super::town::{Town, at};

/// A ring of slow streets with a quick one through its middle.
fn town() -> Town {
    let mut town = Town::default();
    town.street(&[(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 0)], Passage::both(18.0));
    town.street(&[(0, 5), (5, 5), (10, 5)], Passage::both(72.0));
    town.street(&[(5, 0), (5, 5), (5, 10)], Passage::both(36.0));
    town.street(&[(0, 5), (0, 10)], Passage::both(18.0));
    town
}

#[test]
fn a_quick_street_takes_less_of_the_way_than_a_slow_one() {
    let mut town = Town::default();
    town.street(&[(0, 0), (10, 0)], Passage::both(18.0));
    town.street(&[(10, 0), (20, 0)], Passage::both(72.0));
    let way = town.drive(at(0.0, 0.0), at(20.0, 0.0)).expect("a road");
    let middle = way.line.iter().position(|point| point.distance_m(at(10.0, 0.0)) < 1.0).expect("a corner");
    // A kilometre at 5 m/s, then one at 20.
    assert!((way.pace[middle] - 200.0).abs() < 1.0, "{way:?}");
    assert!((way.leg.seconds - 250.0).abs() < 5.0, "{way:?}");
}

proptest! {
    #[test]
    fn the_pace_only_grows_and_ends_with_the_whole_time(
        from in (0.0..10.0_f64, 0.0..10.0_f64), to in (0.0..10.0_f64, 0.0..10.0_f64),
    ) {
        let graph = town().graph();
        let way = graph.way(TravelMode::Car, at(from.0, from.1), at(to.0, to.1)).expect("all is connected");
        prop_assert_eq!(way.pace.len(), way.line.len());
        prop_assert_eq!(way.pace[0], 0.0);
        prop_assert!(way.pace.is_sorted(), "{:?}", way.pace);
        let last = way.pace[way.pace.len() - 1];
        prop_assert!((last - way.leg.seconds).abs() < 0.1, "{} {:?}", last, way.leg);
    }
}
