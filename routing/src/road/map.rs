//! A map as the graph is built from it: made by an import, or in memory.

use waybill_domain::Point;

use crate::travel::TravelMode;

/// Nodes, streets and rules. Indices refer to `nodes` and `streets`.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// Where streets begin, bend, meet and end.
    pub nodes: Vec<Node>,
    /// What can be travelled.
    pub streets: Vec<Street>,
    /// Which turns are forbidden.
    pub restrictions: Vec<Restriction>,
    /// Whether one drives on the left; decides which turns cross the traffic.
    pub left_hand: bool,
}

/// A point of a street.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Where.
    pub point: Point,
    /// Whether traffic lights stand here.
    pub signal: bool,
    /// For which profiles the way is blocked here, by [`TravelMode`]'s number.
    pub blocked: [bool; 3],
}

impl Node {
    /// A place without anything special.
    pub fn at(point: Point) -> Self {
        Self { point, signal: false, blocked: [false; 3] }
    }
}

/// A street, or a part of one.
#[derive(Clone, Debug)]
pub struct Street {
    /// Indices of its nodes, in its own direction; at least two.
    pub nodes: Vec<u32>,
    /// How each profile uses it, by [`TravelMode`]'s number.
    pub passages: [Passage; 3],
}

/// How a profile uses a street.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Passage {
    /// Speed in the street's direction, in km/h; none where that is not allowed.
    pub forward_kmh: Option<f32>,
    /// Speed against the street's direction, in km/h; none where that is not allowed.
    pub backward_kmh: Option<f32>,
    /// Whether it is only for those who have business there: taken to reach an address on it, not to get past.
    pub destination_only: bool,
}

impl Passage {
    /// The same speed both ways.
    pub fn both(kmh: f32) -> Self {
        Self { forward_kmh: Some(kmh), backward_kmh: Some(kmh), destination_only: false }
    }

    /// Only in the street's direction.
    pub fn one_way(kmh: f32) -> Self {
        Self { forward_kmh: Some(kmh), backward_kmh: None, destination_only: false }
    }

    /// Whether it can be used at all.
    pub fn is_open(&self) -> bool {
        self.forward_kmh.is_some() || self.backward_kmh.is_some()
    }
}

/// What a restriction says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// From, via, to: not this way.
    No,
    /// From, via: only on to this.
    Only,
}

/// Where a restriction holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// At one node.
    Node(u32),
    /// Along these streets, in order.
    Streets(Vec<u32>),
}

/// A forbidden or a prescribed turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// What it says.
    pub rule: Rule,
    /// The street one comes from.
    pub from: u32,
    /// Where it holds.
    pub via: Via,
    /// The street it speaks about.
    pub to: u32,
    /// Whom it binds, by [`TravelMode`]'s number.
    pub binds: [bool; 3],
}

/// A map that contradicts itself.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum MapError {
    /// A street with fewer than two nodes.
    #[error("streets[{0}].nodes: a street needs at least two nodes")]
    TooShort(usize),
    /// A street names a node that is not there.
    #[error("streets[{0}].nodes: node {1} does not exist")]
    NoNode(usize, u32),
    /// A speed that is not a speed.
    #[error("streets[{0}].passages[{1}]: a speed must be between 0.1 and 300 km/h, not {2}")]
    Speed(usize, &'static str, f32),
    /// A restriction names a street or a node that is not there.
    #[error("restrictions[{0}]: street or node {1} does not exist")]
    NoStreet(usize, u32),
    /// More than the graph's 32-bit numbers hold.
    #[error("the map is too large for one graph: more than {0} directed pieces of road")]
    TooLarge(u32),
}

impl Map {
    /// Whether all indices exist and all numbers make sense.
    pub fn check(&self) -> Result<(), MapError> {
        for (at, street) in self.streets.iter().enumerate() {
            if street.nodes.len() < 2 {
                return Err(MapError::TooShort(at));
            }
            if let Some(&node) = street.nodes.iter().find(|&&node| node as usize >= self.nodes.len()) {
                return Err(MapError::NoNode(at, node));
            }
            for (profile, passage) in TravelMode::ALL.into_iter().zip(&street.passages) {
                for kmh in [passage.forward_kmh, passage.backward_kmh].into_iter().flatten() {
                    if !(0.1..=300.0).contains(&kmh) {
                        return Err(MapError::Speed(at, profile.as_str(), kmh));
                    }
                }
            }
        }
        for (at, restriction) in self.restrictions.iter().enumerate() {
            let street = |street: &&u32| **street as usize >= self.streets.len();
            let (via, node) = match &restriction.via {
                Via::Node(node) => (&[][..], Some(*node)),
                Via::Streets(streets) => (&streets[..], None),
            };
            let missing = [restriction.from, restriction.to].iter().chain(via).find(street).copied();
            let missing = missing.or(node.filter(|&node| node as usize >= self.nodes.len()));
            if let Some(missing) = missing {
                return Err(MapError::NoStreet(at, missing));
            }
        }
        Ok(())
    }
}
