//! A small port town that does not exist, on a coast in the Baltic: about four by three kilometres of streets, houses,
//! parks and water, and the road graph to drive on.

mod arterial;
mod bins;
mod curve;
mod features;
mod field;
mod geojson;
mod graph;
mod ground;
mod house;
mod names;
mod network;
pub(crate) mod plane;
mod roads;
mod tracer;

use std::collections::HashMap;

use waybill_domain::Point;
use waybill_routing::{features::Features, road::Map};

use crate::seed;
use graph::Graph;
use ground::Ground;
use network::Street;
use plane::{Plane, Xy};

/// In open water, so that no real street lies beneath the invented ones.
const ORIGIN: Point = Point { lat: 54.48, lon: 10.62 };

const DEPOT_STREET: &str = "Foundry Road";

/// How important a road is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Between towns, and the ring.
    Primary,
    /// Between neighbourhoods.
    Secondary,
    /// Where people live.
    Residential,
}

impl Class {
    /// The name in the map's GeoJSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Residential => "residential",
        }
    }

    /// How fast a van really gets ahead, in metres per second.
    pub fn speed_mps(self) -> f64 {
        match self {
            Self::Primary => 11.5,
            Self::Secondary => 9.5,
            Self::Residential => 6.5,
        }
    }
}

/// A front door with its address.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// The street's name.
    pub street: String,
    /// Odd on the left of the street, even on the right, counted from its start.
    pub number: u32,
    /// The front door.
    pub point: Point,
}

impl House {
    /// Street and number, as a person writes it.
    pub fn address(&self) -> String {
        format!("{} {}", self.street, self.number)
    }
}

/// A way to drive.
#[derive(Clone, Debug, PartialEq)]
pub struct Drive {
    /// From the road nearest to the start to the road nearest to the end; at least one point.
    pub points: Vec<Point>,
    /// For each point, how fast one drives towards it, in metres per second.
    pub speeds_mps: Vec<f64>,
    /// Length, in metres.
    pub metres: f64,
    /// Time without stops, in seconds.
    pub seconds: f64,
}

/// The town.
pub struct Town {
    plane: Plane,
    ground: Ground,
    graph: Graph,
    roads: Vec<Street>,
    buildings: Vec<Vec<Xy>>,
    houses: Vec<House>,
    by_address: HashMap<(String, u32), usize>,
    depot: House,
}

impl Town {
    /// The town of this seed; the same seed gives the same town.
    pub fn generate(seed: u64) -> Self {
        let ground = Ground::generate(&mut seed::stream(seed, "ground"));
        let main = arterial::roads(&mut seed::stream(seed, "main roads"), &ground);
        let roads = tracer::grow(&mut seed::stream(seed, "streets"), &ground, main);
        let mut names = names::Names::new(&mut seed::stream(seed, "street names"));
        let (roads, graph) = network::build(&roads, &mut names);
        let built = house::build(&mut seed::stream(seed, "houses"), &ground, &roads);
        let plane = Plane::new(ORIGIN);
        let mut by_address = HashMap::new();
        let mut houses = Vec::new();
        for lot in built.lots {
            let street = roads[lot.street].name.clone();
            // A street in two parts counts on only in the first.
            by_address.entry((street.clone(), lot.number)).or_insert_with(|| {
                houses.push(House { street, number: lot.number, point: plane.point(lot.door) });
                houses.len() - 1
            });
        }
        let depot =
            houses.iter().filter(|house| house.street == DEPOT_STREET).max_by_key(|house| house.number);
        let depot =
            depot.cloned().unwrap_or(House { street: DEPOT_STREET.to_owned(), number: 1, point: ORIGIN });
        Self { plane, ground, graph, roads, buildings: built.buildings, houses, by_address, depot }
    }

    /// What the town is called.
    pub fn name(&self) -> &'static str {
        "Lindenhaven"
    }

    /// Every house with a number.
    pub fn houses(&self) -> &[House] {
        &self.houses
    }

    /// The house with this address.
    pub fn house(&self, street: &str, number: u32) -> Option<&House> {
        self.by_address.get(&(street.to_owned(), number)).map(|&i| &self.houses[i])
    }

    /// The house in this street whose number is nearest to `number`, on the same side where possible.
    pub fn house_near(&self, street: &str, number: u32) -> Option<&House> {
        let houses = self.houses.iter().filter(|house| house.street == street);
        houses.min_by_key(|house| (house.number.abs_diff(number) % 2, house.number.abs_diff(number)))
    }

    /// Where vans are loaded: the far end of the road with the works.
    pub fn depot(&self) -> &House {
        &self.depot
    }

    /// The houses within `metres` of the middle of the old town.
    pub fn central_houses(&self, metres: f64) -> impl Iterator<Item = &House> {
        let centre = self.plane.point(ground::CENTRE);
        self.houses.iter().filter(move |house| house.point.distance_m(centre) < metres)
    }

    /// The names of all streets; a street that a park or the river cuts in two is named twice.
    pub fn streets(&self) -> impl Iterator<Item = (&str, Class)> {
        self.roads.iter().map(|street| (street.name.as_str(), street.class))
    }

    /// How far `point` is from the nearest part of the street of that name, in metres.
    pub fn metres_to_street(&self, point: Point, street: &str) -> Option<f64> {
        let place = self.plane.place(point);
        let parts = self.roads.iter().filter(|part| part.name == street);
        parts.map(|part| curve::nearest(&part.line, place).0).min_by(f64::total_cmp)
    }

    /// The quickest way by road. `None` where the two are not connected.
    pub fn drive(&self, from: Point, to: Point) -> Option<Drive> {
        let from = self.graph.snap(self.plane.place(from))?;
        let to = self.graph.snap(self.plane.place(to))?;
        let path = self.graph.path(from, to)?;
        Some(Drive {
            points: path.line.iter().map(|&place| self.plane.point(place)).collect(),
            metres: curve::length(&path.line),
            speeds_mps: path.speeds,
            seconds: path.seconds,
        })
    }

    /// The streets as a map, for the same road graph that real towns get.
    pub fn map(&self) -> Map {
        roads::map(&self.graph, &self.plane)
    }

    /// Its addresses, streets and names, for the same index that real towns get.
    pub fn features(&self) -> Features {
        features::features(self)
    }

    /// South-west and north-east corner of the built-up area.
    pub fn bounds(&self) -> (Point, Point) {
        let corner = plane::xy(ground::HALF_WIDTH, ground::HALF_HEIGHT);
        (self.plane.point(-corner), self.plane.point(corner))
    }

    /// The map, as `GET /api/v1/map` answers it: one GeoJSON feature collection, in drawing order.
    pub fn geojson(&self) -> serde_json::Value {
        geojson::collection(self)
    }

    /// How many junctions there are, and how many of them can be reached from the first.
    pub fn reach(&self) -> (usize, usize) {
        self.graph.reach()
    }
}
