use std::collections::BTreeSet;

use serde_json::Value;
use waybill_demo::{Class, Town};
use waybill_domain::Point;
use waybill_routing::{road::RoadGraph, travel::TravelMode};

#[test]
fn the_same_seed_gives_the_same_town() {
    assert_eq!(Town::generate(3).geojson().to_string(), Town::generate(3).geojson().to_string());
    assert_ne!(Town::generate(3).geojson().to_string(), Town::generate(4).geojson().to_string());
}

#[test]
fn every_seed_gives_a_town_that_one_can_drive_through() {
    for seed in [0, 1, 7, 42, 1_000_003] {
        let town = Town::generate(seed);
        let (junctions, reached) = town.reach();
        assert!(junctions > 350, "seed {seed}: only {junctions} junctions");
        assert_eq!(junctions, reached, "seed {seed}: not all junctions are connected");
        assert!(town.houses().len() > 4_000, "seed {seed}: only {} houses", town.houses().len());
        assert!(
            town.house("Linden Avenue", 27).is_some(),
            "seed {seed}: the first stop of the demo is missing"
        );
    }
}

#[test]
fn houses_stand_beside_their_street_and_alternate() {
    let town = Town::generate(7);
    let mut addresses = BTreeSet::new();
    for house in town.houses() {
        let metres = town.metres_to_street(house.point, &house.street).expect("the street exists");
        assert!((5.0..25.0).contains(&metres), "{} is {metres:.0} m from its street", house.address());
        assert!(addresses.insert(house.address()), "{} is there twice", house.address());
    }
    let along: Vec<_> = town.houses().iter().filter(|house| house.street == "Linden Avenue").collect();
    let (odd, even): (Vec<_>, Vec<_>) = along.into_iter().partition(|house| house.number % 2 == 1);
    assert!(odd.len() > 20 && even.len() > 20);
}

#[test]
fn streets_have_names_of_many_kinds() {
    let town = Town::generate(7);
    let names: BTreeSet<&str> = town.streets().map(|(name, _)| name).collect();
    assert!(names.len() > 150 && !names.contains(""));
    for name in ["Linden Avenue", "Kestrel Lane", "Old Mill Road", "Harbour Street", "Rampart Ring"] {
        assert!(names.contains(name), "{name} is missing");
    }
    for class in [Class::Primary, Class::Secondary, Class::Residential] {
        assert!(town.streets().any(|street| street.1 == class));
    }
}

#[test]
fn a_drive_follows_the_roads_and_is_longer_than_the_bee_line() {
    let town = Town::generate(7);
    let houses = town.houses();
    for i in 0..60 {
        let (from, to) = (houses[i * 53 % houses.len()].point, houses[i * 97 % houses.len()].point);
        let drive = town.drive(from, to).expect("the town is connected");
        let bee = from.distance_m(to);
        assert!(drive.metres + 60.0 > bee, "{} < {bee}", drive.metres);
        assert!(drive.metres < bee * 4.0 + 900.0, "{} for {bee}", drive.metres);
        assert_eq!(drive.points.len(), drive.speeds_mps.len());
        let (start, end) = (drive.points[0], drive.points[drive.points.len() - 1]);
        assert!(start.distance_m(from) < 40.0 && end.distance_m(to) < 40.0);
        let walked: f64 = drive.points.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum();
        assert!((walked - drive.metres).abs() < 5.0 + drive.metres * 0.005);
        assert!(drive.seconds >= drive.metres / Class::Primary.speed_mps() - 1.0);
        // Back again takes as long.
        let back = town.drive(to, from).expect("the town is connected");
        assert!((back.seconds - drive.seconds).abs() < 0.01);
    }
}

#[test]
fn the_map_is_valid_geojson_of_a_bearable_size() {
    let town = Town::generate(7);
    let map = town.geojson();
    let size = map.to_string().len();
    assert!(size < 600_000, "{size} bytes");
    assert_eq!(map["type"], "FeatureCollection");
    let mut layers = BTreeSet::new();
    for feature in map["features"].as_array().expect("features") {
        assert_eq!(feature["type"], "Feature");
        let layer = feature["properties"]["layer"].as_str().expect("a layer");
        layers.insert(layer.to_owned());
        let (kind, coordinates) = (feature["geometry"]["type"].as_str(), &feature["geometry"]["coordinates"]);
        match (layer, kind) {
            ("road", Some("LineString")) => {
                assert!(
                    ["primary", "secondary", "residential"]
                        .map(Value::from)
                        .contains(&feature["properties"]["class"])
                );
                assert!(feature["properties"]["name"].is_string());
                assert!(positions(coordinates).len() >= 2);
            }
            ("land" | "water" | "park", Some("Polygon")) => rings(coordinates),
            ("building", Some("MultiPolygon")) => {
                coordinates.as_array().expect("polygons").iter().for_each(rings);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(layers.into_iter().collect::<Vec<_>>(), ["building", "land", "park", "road", "water"]);
}

fn rings(polygon: &Value) {
    for ring in polygon.as_array().expect("rings") {
        let ring = positions(ring);
        assert!(ring.len() >= 4 && ring.first() == ring.last());
    }
}

fn positions(line: &Value) -> Vec<(f64, f64)> {
    let position = |value: &Value| {
        let (lon, lat) = (value[0].as_f64().expect("lon"), value[1].as_f64().expect("lat"));
        Point::new(lat, lon).expect("on the earth");
        assert!(value.to_string().len() < 24, "more than six decimals: {value}");
        (lon, lat)
    };
    line.as_array().expect("positions").iter().map(position).collect()
}

#[test]
fn the_road_graph_drives_through_the_town_as_its_own_drivers_do() {
    let town = Town::generate(7);
    let graph = RoadGraph::build(&town.map()).expect("the town is sound");
    let places: Vec<Point> = town.houses().iter().step_by(211).take(12).map(|house| house.point).collect();
    let table = graph.matrix(TravelMode::Car, &places, &places).expect("there are streets");
    for (i, &from) in places.iter().enumerate() {
        for (j, &to) in places.iter().enumerate() {
            let drive = town.drive(from, to).expect("the town is connected");
            let leg = table.leg(i, j).expect("the town is connected");
            // It knows what turns cost, and that nobody turns round in the street; the town's own drivers do not.
            assert!(leg.seconds > drive.seconds * 0.98 - 2.0, "{leg:?} {}", drive.seconds);
            assert!(leg.seconds < drive.seconds * 1.35 + 90.0, "{leg:?} {}", drive.seconds);
            assert!(leg.metres > drive.metres * 0.8 - 50.0, "{leg:?} {}", drive.metres);
        }
    }
}
