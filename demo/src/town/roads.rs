//! The town's streets, as any other map is given to the road graph.

use waybill_routing::road::{Map, Node, Passage, Street};

use super::{graph::Graph, plane::Plane};

/// One street for each piece of road; its bends become nodes of their own.
pub(super) fn map(graph: &Graph, plane: &Plane) -> Map {
    let mut map = Map {
        nodes: graph.nodes.iter().map(|&place| Node::at(plane.point(place))).collect(),
        ..Map::default()
    };
    for edge in &graph.edges {
        let mut nodes = vec![edge.from as u32];
        for &bend in edge.line.iter().skip(1).take(edge.line.len().saturating_sub(2)) {
            nodes.push(map.nodes.len() as u32);
            map.nodes.push(Node::at(plane.point(bend)));
        }
        nodes.push(edge.to as u32);
        let kmh = (edge.class.speed_mps() * 3.6) as f32;
        map.streets
            .push(Street { nodes, passages: [Passage::both(kmh), Passage::both(15.0), Passage::both(5.0)] });
    }
    map
}
