//! Our own road graph: from an OSM extract, or any other map, to travel times in microseconds.
//!
//! A [`Map`] of nodes, ways and turn restrictions becomes, for each profile, a `Net`: roads cut where they
//! meet, one *state* for each direction of each piece, and an arc wherever one may turn from one state into another.
//! Since arcs join directed pieces and not crossings, turns can cost and be forbidden. The states are ordered into a
//! contraction hierarchy (Geisberger, Sanders, Schultes and Delling, "Contraction Hierarchies", 2008).

mod buckets;
#[cfg(test)]
mod check;
mod component;
mod error;
mod expand;
mod file;
mod geometry;
mod graph;
mod hierarchy;
mod many;
mod map;
mod net;
pub mod osm;
mod piece;
mod query;
mod search;
mod snap;
mod turn;
mod via;

pub use error::GraphError;
pub use graph::RoadGraph;
pub use map::{Map, MapError, Node, Passage, Restriction, Rule, Street, Via};
