//! Small maps, drawn by hand on a grid of 100 m.

use waybill_domain::Point;
use waybill_routing::{
    road::{Map, Node, Passage, Restriction, RoadGraph, Rule, Street, Via},
    travel::{TravelError, TravelMode, Way},
};

/// A corner of the grid: so many hundred metres east and north.
pub(crate) fn at(east: f64, north: f64) -> Point {
    // On the equator, so that east and north are alike.
    const DEGREES: f64 = 100.0 / 111_195.080_233_532_9;
    Point { lat: north * DEGREES, lon: east * DEGREES }
}

/// A map in the making.
#[derive(Default)]
pub(crate) struct Town {
    pub(crate) map: Map,
}

impl Town {
    /// The node at this corner, made where it is not there yet.
    pub(crate) fn node(&mut self, corner: (i32, i32)) -> u32 {
        let point = at(f64::from(corner.0), f64::from(corner.1));
        let found = self.map.nodes.iter().position(|node| node.point == point);
        let index = found.unwrap_or_else(|| {
            self.map.nodes.push(Node::at(point));
            self.map.nodes.len() - 1
        });
        index as u32
    }

    /// A street along these corners, and its number.
    pub(crate) fn street(&mut self, corners: &[(i32, i32)], passage: Passage) -> u32 {
        let nodes = corners.iter().map(|&corner| self.node(corner)).collect();
        self.map.streets.push(Street { nodes, passages: [passage; 3] });
        self.map.streets.len() as u32 - 1
    }

    /// A rule for cars at one corner.
    pub(crate) fn rule(&mut self, rule: Rule, from: u32, corner: (i32, i32), to: u32) {
        let via = Via::Node(self.node(corner));
        self.map.restrictions.push(Restriction { rule, from, via, to, binds: [true, true, false] });
    }

    pub(crate) fn graph(&self) -> RoadGraph {
        RoadGraph::build(&self.map).expect("the map is sound")
    }

    /// The way of a car.
    pub(crate) fn drive(&self, from: Point, to: Point) -> Result<Way, TravelError> {
        self.graph().way(TravelMode::Car, from, to)
    }

    /// How far a car drives, in metres.
    pub(crate) fn metres(&self, from: Point, to: Point) -> f64 {
        self.drive(from, to).expect("there is a way").leg.metres
    }
}

pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}
