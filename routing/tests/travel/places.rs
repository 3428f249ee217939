//! Addresses that are hard to reach.

use waybill_domain::Point;
use waybill_routing::{
    road::{Map, Passage, RoadGraph},
    travel::{End, Fallback, StraightLine, Travel as _, TravelError, TravelMode, TravelSource},
};

use super::town::{Town, at, close};

fn two_islands() -> Town {
    let mut town = Town::default();
    town.street(&[(0, 0), (5, 0)], Passage::both(36.0));
    town.street(&[(0, 10), (5, 10)], Passage::both(36.0));
    town
}

#[test]
fn an_address_on_an_island_without_a_ferry_is_said_to_be_unconnected() {
    let town = two_islands();
    let island = at(1.0, 10.0);
    let error = town.drive(at(1.0, 0.0), island).expect_err("there is water between");
    assert_eq!(error, TravelError::NotConnected);
    assert_eq!(error.to_string(), "no road connects the start with the destination");
    // On the island itself one gets about.
    assert!(close(town.metres(island, at(3.0, 10.0)), 200.0));
    let table = town
        .graph()
        .matrix(TravelMode::Car, &[at(1.0, 0.0)], &[island, at(2.0, 0.0)])
        .expect("there are roads");
    assert_eq!(table.leg(0, 0), None);
    assert!(table.leg(0, 1).is_some());
}

#[test]
fn a_place_far_from_every_road_is_named_with_its_end() {
    let town = two_islands();
    let nowhere = at(0.0, 60.0);
    let error = town.drive(at(1.0, 0.0), nowhere).expect_err("no road is there");
    assert_eq!(error, TravelError::NoRoad { end: End::Destination, metres: 2000 });
    assert_eq!(error.to_string(), "no road within 2000 m of the destination");
    let error = town.drive(nowhere, at(1.0, 0.0)).expect_err("no road is there");
    assert_eq!(error, TravelError::NoRoad { end: End::Start, metres: 2000 });
    assert!(town.drive(at(1.0, 0.0), Point { lat: -89.9, lon: 179.9 }).is_err());
}

#[test]
fn an_address_beside_a_forgotten_car_park_starts_from_the_street() {
    let mut town = Town::default();
    for row in 0..16 {
        town.street(&(0..16).map(|column| (column, row)).collect::<Vec<_>>(), Passage::both(36.0));
        town.street(&(0..16).map(|column| (row, column)).collect::<Vec<_>>(), Passage::both(36.0));
    }
    // 30 m inside a block, joined to nothing.
    let nodes = [at(3.3, 3.3), at(3.7, 3.3)].map(|point| {
        town.map.nodes.push(waybill_routing::road::Node::at(point));
        town.map.nodes.len() as u32 - 1
    });
    let passages = [Passage::both(10.0); 3];
    town.map.streets.push(waybill_routing::road::Street { nodes: nodes.to_vec(), passages });
    let leg =
        town.graph().leg(TravelMode::Car, at(3.5, 3.32), at(10.0, 3.0)).expect("the street is 30 m away");
    assert!((600.0..760.0).contains(&leg.metres), "{leg:?}");
    let table =
        town.graph().matrix(TravelMode::Car, &[at(3.5, 3.32)], &[at(10.0, 3.0)]).expect("there are roads");
    assert_eq!(table.leg(0, 0), Some(leg));
}

#[test]
fn a_map_without_roads_says_so() {
    let graph = RoadGraph::build(&Map::default()).expect("nothing is wrong with nothing");
    assert_eq!(graph.leg(TravelMode::Car, at(0.0, 0.0), at(1.0, 0.0)), Err(TravelError::NoRoads));
    assert!(graph.matrix(TravelMode::Foot, &[at(0.0, 0.0)], &[]).is_err());
    assert_eq!(graph.nearest(TravelMode::Car, at(0.0, 0.0)), None);
}

#[test]
fn a_map_that_names_what_it_does_not_have_is_refused() {
    let mut town = two_islands();
    town.map.streets[1].nodes.push(99);
    let error = RoadGraph::build(&town.map).expect_err("node 99 does not exist");
    assert_eq!(error.to_string(), "the map contradicts itself: streets[1].nodes: node 99 does not exist");
    let mut town = two_islands();
    town.map.streets[0].passages[1].forward_kmh = Some(f32::NAN);
    let error = RoadGraph::build(&town.map).expect_err("no speed");
    assert!(error.to_string().contains("streets[0].passages[bicycle]"), "{error}");
}

#[test]
fn one_stands_where_one_is() {
    let town = two_islands();
    let way = town.drive(at(2.0, 0.0), at(2.0, 0.0)).expect("one is there already");
    assert_eq!((way.leg.seconds, way.leg.metres), (0.0, 0.0));
    assert!(!way.line.is_empty());
}

#[tokio::test]
async fn the_straight_line_answers_where_the_map_has_nothing_and_says_that_it_did() {
    let empty = RoadGraph::build(&Map::default()).expect("nothing is wrong with nothing");
    let travel = Fallback::new(empty, StraightLine::default());
    let way =
        travel.way(TravelMode::Car, at(0.0, 0.0), at(10.0, 0.0)).await.expect("the line is always there");
    assert_eq!(way.source, TravelSource::StraightLine);
    assert!(close(way.leg.metres, 1400.0) && close(way.leg.seconds, 168.0), "{way:?}");
    // That an island has no road is an answer, and is not painted over.
    let travel = Fallback::new(two_islands().graph(), StraightLine::default());
    let answer = travel.way(TravelMode::Car, at(1.0, 0.0), at(1.0, 10.0)).await;
    assert_eq!(answer.map(|way| way.source), Err(TravelError::NotConnected));
    let table =
        travel.matrix(TravelMode::Car, &[at(1.0, 0.0)], &[at(2.0, 0.0)]).await.expect("there are roads");
    assert_eq!(table.source(), TravelSource::RoadGraph);
}
