//! Rules of the road.

use waybill_routing::{
    road::{Passage, Restriction, Rule, Via},
    travel::TravelMode,
};

use super::town::{Town, at, close};

/// A block: west, south, east and north side, each 100 m, and a street that comes from the west.
fn block() -> (Town, [u32; 5]) {
    let mut town = Town::default();
    let both = Passage::both(36.0);
    let south = town.street(&[(0, 0), (1, 0)], both);
    let east = town.street(&[(1, 0), (1, 1)], both);
    let north = town.street(&[(1, 1), (0, 1)], both);
    let west = town.street(&[(0, 1), (0, 0)], both);
    let from = town.street(&[(-1, 0), (0, 0)], both);
    (town, [south, east, north, west, from])
}

#[test]
fn a_straight_road_takes_its_length_at_its_speed() {
    let mut town = Town::default();
    town.street(&[(0, 0), (5, 0)], Passage::both(36.0));
    let way = town.drive(at(1.0, 0.1), at(4.0, -0.1)).expect("there is a way");
    assert!(close(way.leg.metres, 300.0), "{way:?}");
    assert!(close(way.leg.seconds, 30.0), "{way:?}");
    assert_eq!(way.line.len(), 2);
    let back = town.drive(at(4.0, 0.0), at(1.0, 0.0)).expect("there is a way");
    assert!(close(back.leg.seconds, 30.0), "{back:?}");
}

#[test]
fn a_one_way_street_is_not_driven_against_its_direction() {
    let (mut town, [south, ..]) = block();
    town.map.streets[south as usize].passages = [Passage::one_way(36.0); 3];
    assert!(close(town.metres(at(0.2, 0.0), at(0.8, 0.0)), 60.0));
    // Round the other three sides.
    assert!(close(town.metres(at(0.8, 0.0), at(0.2, 0.0)), 340.0));
}

#[test]
fn a_forbidden_turn_is_driven_around() {
    let (mut town, [_, _, _, west, from]) = block();
    let (start, end) = (at(-0.5, 0.0), at(0.0, 0.5));
    assert!(close(town.metres(start, end), 100.0));
    town.rule(Rule::No, from, (0, 0), west);
    assert!(close(town.metres(start, end), 400.0));
}

#[test]
fn a_prescribed_turn_leaves_no_other() {
    let (mut town, [south, _, _, west, from]) = block();
    town.rule(Rule::Only, from, (0, 0), west);
    assert!(close(town.metres(at(-0.5, 0.0), at(0.0, 0.5)), 100.0));
    assert!(close(town.metres(at(-0.5, 0.0), at(0.5, 0.0)), 400.0));
    // Who comes from elsewhere is not bound.
    assert!(close(town.metres(at(0.0, 0.5), at(0.5, 0.0)), 100.0));
    assert_ne!(south, west);
}

#[test]
fn a_rule_over_a_street_binds_only_who_comes_along_it() {
    let (mut town, [south, east, _, west, from]) = block();
    town.map.restrictions.push(Restriction {
        rule: Rule::No,
        from,
        via: Via::Streets(vec![south]),
        to: east,
        binds: [true; 3],
    });
    let east_side = at(1.0, 0.5);
    // Round the block the other way, since the turn at the end of the south side is forbidden from here.
    assert!(close(town.metres(at(-0.5, 0.0), east_side), 300.0));
    // Who starts on the south side, or comes down the west side, may turn.
    assert!(close(town.metres(at(0.5, 0.0), east_side), 100.0));
    assert!(close(town.metres(at(0.0, 0.2), east_side), 170.0));
    assert_ne!(west, from);
}

#[test]
fn a_destination_on_the_guarded_street_is_still_reached() {
    let (mut town, [south, east, _, _, from]) = block();
    let via = Via::Streets(vec![south]);
    town.map.restrictions.push(Restriction { rule: Rule::No, from, via, to: east, binds: [true; 3] });
    assert!(close(town.metres(at(-0.5, 0.0), at(0.9, 0.0)), 140.0));
}

#[test]
fn walkers_are_not_bound_by_rules_for_vehicles() {
    let (mut town, [_, _, _, west, from]) = block();
    town.rule(Rule::No, from, (0, 0), west);
    let walk = town.graph().leg(TravelMode::Foot, at(-0.5, 0.0), at(0.0, 0.5)).expect("there is a way");
    assert!(close(walk.metres, 100.0), "{walk:?}");
}

#[test]
fn one_turns_round_at_a_dead_end_and_nowhere_else() {
    let mut town = Town::default();
    let passage = Passage::both(36.0);
    let stem = town.street(&[(0, 0), (2, 0)], passage);
    let branch = town.street(&[(2, 0), (2, 1)], passage);
    town.street(&[(2, 0), (4, 0)], passage);
    // From the stem into the branch only by way of the far end, where one turns round.
    town.rule(Rule::No, stem, (2, 0), branch);
    let way = town.drive(at(1.0, 0.0), at(2.0, 0.5)).expect("there is a way");
    assert!(close(way.leg.metres, 100.0 + 200.0 + 200.0 + 50.0), "{way:?}");
    assert!(way.leg.seconds > 55.0 + 20.0, "turning round takes its time: {way:?}");
}

#[test]
fn turning_across_the_traffic_takes_longer() {
    let mut town = Town::default();
    let passage = Passage::both(36.0);
    town.street(&[(0, 0), (1, 0), (2, 0)], passage);
    town.street(&[(1, 1), (1, 0), (1, -1)], passage);
    let seconds = |town: &Town, to| town.drive(at(0.0, 0.0), to).expect("there is a way").leg.seconds;
    let (left, right, ahead) =
        (seconds(&town, at(1.0, 1.0)), seconds(&town, at(1.0, -1.0)), seconds(&town, at(2.0, 0.0)));
    assert!(ahead < right && right < left, "{ahead} {right} {left}");
    town.map.left_hand = true;
    let (left, right) = (seconds(&town, at(1.0, 1.0)), seconds(&town, at(1.0, -1.0)));
    assert!(left < right, "where one drives on the left, the right turn crosses: {left} {right}");
}

#[test]
fn a_bollard_stops_a_car_and_not_a_walker() {
    let mut town = Town::default();
    town.street(&[(0, 0), (1, 0), (2, 0)], Passage::both(36.0));
    town.street(&[(0, 0), (0, 3), (2, 3), (2, 0)], Passage::both(36.0));
    let node = town.node((1, 0));
    town.map.nodes[node as usize].blocked = [true, false, false];
    assert!(close(town.metres(at(0.5, 0.0), at(1.5, 0.0)), 50.0 + 800.0 + 50.0));
    let walk = town.graph().leg(TravelMode::Foot, at(0.5, 0.0), at(1.5, 0.0)).expect("there is a way");
    assert!(close(walk.metres, 100.0), "{walk:?}");
}

#[test]
fn a_street_for_residents_is_no_short_cut_and_still_an_address() {
    let mut town = Town::default();
    let both = Passage::both(36.0);
    town.street(&[(0, 0), (2, 0)], Passage { destination_only: true, ..both });
    town.street(&[(0, 0), (0, 2), (2, 2), (2, 0)], both);
    town.street(&[(-1, 0), (0, 0)], both);
    town.street(&[(2, 0), (3, 0)], both);
    assert!(close(town.metres(at(-1.0, 0.0), at(3.0, 0.0)), 800.0));
    let way = town.drive(at(-1.0, 0.0), at(1.0, 0.0)).expect("there is a way");
    assert!(close(way.leg.metres, 200.0), "{way:?}");
    assert!(way.leg.seconds < 60.0, "what keeps others out takes no time of those who belong: {way:?}");
}

#[test]
fn a_loop_with_one_way_in_is_driven_round() {
    let mut town = Town::default();
    town.street(&[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], Passage::one_way(36.0));
    town.street(&[(0, 0), (-1, 0)], Passage::both(36.0));
    assert!(close(town.metres(at(0.2, 0.0), at(0.8, 0.0)), 60.0));
    assert!(close(town.metres(at(0.8, 0.0), at(0.2, 0.0)), 340.0));
}
