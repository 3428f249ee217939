//! What the file has, while its nodes are not known yet.

use std::collections::{HashMap, HashSet};

use waybill_domain::Point;

use super::{Layer, PlaceKind, RoadClass, address::Written};

/// A way that matters.
pub(super) struct RawWay {
    pub(super) id: i64,
    pub(super) nodes: Vec<i64>,
    pub(super) names: Option<(String, Vec<String>)>,
    pub(super) road: Option<RoadClass>,
    pub(super) layer: Option<Layer>,
    pub(super) place: Option<PlaceKind>,
    pub(super) address: Option<Written>,
    pub(super) interpolation: Option<String>,
}

impl RawWay {
    /// Whether its last node is its first.
    pub(super) fn is_closed(&self) -> bool {
        self.nodes.len() > 3 && self.nodes.first() == self.nodes.last()
    }
}

/// A relation that matters: an area of several ways.
pub(super) struct RawArea {
    pub(super) outer: Vec<i64>,
    pub(super) inner: Vec<i64>,
    pub(super) names: Option<(String, Vec<String>)>,
    pub(super) layer: Option<Layer>,
    pub(super) address: Option<Written>,
}

/// A node with an address or a name of its own.
pub(super) struct RawNode {
    pub(super) id: i64,
    pub(super) point: Point,
    pub(super) names: Option<(String, Vec<String>)>,
    pub(super) place: Option<PlaceKind>,
    pub(super) address: Option<Written>,
}

/// All of it.
#[derive(Default)]
pub(super) struct Raw {
    pub(super) areas: Vec<RawArea>,
    /// Ways that areas are made of.
    pub(super) members: HashSet<i64>,
    /// Streets of houses that do not say their street themselves (`type=associatedStreet`): of nodes, of ways.
    pub(super) street_of: [HashMap<i64, String>; 2],
    pub(super) ways: Vec<RawWay>,
    pub(super) nodes: Vec<RawNode>,
    /// The numbers of all nodes that ways name, sorted.
    pub(super) ids: Vec<i64>,
    /// Where they are.
    pub(super) points: Vec<Option<Point>>,
}

impl Raw {
    /// Where a node is, if the file has it.
    pub(super) fn point(&self, id: i64) -> Option<Point> {
        self.ids.binary_search(&id).ok().and_then(|at| self.points[at])
    }

    /// The nodes of a way that the file has.
    pub(super) fn line(&self, nodes: &[i64]) -> Vec<Point> {
        nodes.iter().filter_map(|&id| self.point(id)).collect()
    }
}
