//! Real towns, by car, by bicycle and on foot.

use waybill_domain::Point;
use waybill_routing::{
    road::{RoadGraph, osm},
    travel::{Travel as _, TravelMode},
};

use super::data::extract;

fn point(lat: f64, lon: f64) -> Point {
    Point { lat, lon }
}

#[test]
fn from_andorra_la_vella_to_pas_de_la_casa_one_drives_half_an_hour() {
    let Some(path) = extract("andorra.osm.pbf") else { return };
    let (map, summary) = osm::read(&path, |_| ()).expect("the extract is whole");
    assert!(summary.streets > 1_000, "{summary:?}");
    let graph = RoadGraph::build(&map).expect("the map is sound");
    let (from, to) = (point(42.5063, 1.5218), point(42.5423, 1.7333));
    let way = graph.way(TravelMode::Car, from, to).expect("there is a road");
    assert!((25_000.0..36_000.0).contains(&way.leg.metres), "{:?}", way.leg);
    assert!((1_500.0..2_400.0).contains(&way.leg.seconds), "{:?}", way.leg);
    let drawn: f64 = way.line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
    assert!((drawn - way.leg.metres).abs() < way.leg.metres * 0.002, "{drawn} {:?}", way.leg);
    assert!(way.line[0].distance_m(from) < 200.0 && way.line[way.line.len() - 1].distance_m(to) < 200.0);
}

#[test]
fn in_helsinki_walkers_take_the_shortest_way_and_cars_the_one_way_streets() {
    let Some(path) = extract("helsinki.osm.pbf") else { return };
    let (map, summary) = osm::read(&path, |_| ()).expect("the extract is whole");
    assert!(summary.restrictions > 20, "{summary:?}");
    let graph = RoadGraph::build(&map).expect("the map is sound");
    let places: Vec<Point> = map.nodes.iter().step_by(map.nodes.len() / 40).map(|node| node.point).collect();
    let table = |profile| graph.matrix(profile, &places, &places).expect("there are roads");
    let [car, bicycle, foot] = TravelMode::ALL.map(table);
    let mut differ = 0;
    for from in 0..places.len() {
        for to in 0..places.len() {
            let (Some(walk), Some(back)) = (foot.leg(from, to), foot.leg(to, from)) else { continue };
            assert!((walk.metres - back.metres).abs() < walk.metres * 0.1 + 60.0, "{walk:?} {back:?}");
            assert!(walk.seconds >= places[from].distance_m(places[to]) / 1.4 - 120.0);
            if let (Some(there), Some(back)) = (car.leg(from, to), car.leg(to, from)) {
                differ += usize::from((there.metres - back.metres).abs() > 100.0);
            }
            if let Some(ride) = bicycle.leg(from, to) {
                assert!(ride.seconds < walk.seconds * 1.6 + 60.0, "{ride:?} {walk:?}");
            }
        }
    }
    assert!(differ > 100, "one-way streets make the way back another: {differ}");
    assert_eq!(graph.source(), waybill_routing::travel::TravelSource::RoadGraph);
}
