//! The hierarchy against a plain Dijkstra search over the same turns.

use std::{cmp::Reverse, collections::BinaryHeap, path::PathBuf};

use proptest::prelude::*;
use waybill_domain::Point;

use super::{
    map::{Map, Node, Passage, Restriction, Rule, Street, Via},
    net::Net,
    osm,
    search::Cost,
    snap::Snap,
};
use crate::travel::{End, TravelMode};

/// The cheapest way, without any hierarchy.
fn dijkstra(net: &Net, start: Snap, end: Snap) -> Option<u32> {
    let mut best = vec![u32::MAX; net.states.len()];
    let mut heap = BinaryHeap::new();
    for seed in net.starts(start).0 {
        heap.push(Reverse((seed.cost.weight, seed.state)));
    }
    while let Some(Reverse((weight, state))) = heap.pop() {
        if weight >= best[state as usize] {
            continue;
        }
        best[state as usize] = weight;
        for arc in net.arcs(state) {
            heap.push(Reverse((weight + arc.weight, arc.to)));
        }
    }
    let through = net.ends(end).into_iter().filter(|seed| best[seed.state as usize] != u32::MAX);
    let through = through.map(|seed| best[seed.state as usize] + seed.cost.weight).min();
    let direct = net.direct(start, end).map(|found| found.cost.weight);
    through.into_iter().chain(direct).min()
}

/// Time and length of a way, added up over its states.
fn along(net: &Net, start: Snap, end: Snap, states: &[u32]) -> Cost {
    let share = |state: u32, cm: u32| {
        let state = net.states[state as usize];
        (u64::from(state.ms) * u64::from(cm) / u64::from(net.pieces.length_cm[state.piece as usize].max(1)))
            as u32
    };
    let behind = |state: u32, snap: Snap| {
        let whole = net.pieces.length_cm[snap.piece as usize];
        if net.states[state as usize].backward { whole - snap.along_cm } else { snap.along_cm }
    };
    let last = states[states.len() - 1];
    if states.len() == 1 {
        let cm = start.along_cm.abs_diff(end.along_cm);
        return Cost { weight: 0, ms: share(last, cm), cm };
    }
    let mut cost = Cost::default();
    for pair in states.windows(2) {
        let arc = net.arcs(pair[0]).iter().find(|arc| arc.to == pair[1]);
        let arc = arc.expect("a way turns only where one may turn");
        let cm = net.pieces.length_cm[net.states[pair[0] as usize].piece as usize];
        cost = cost.plus(Cost { weight: arc.weight, ms: arc.ms, cm });
    }
    let before = behind(states[0], start);
    cost.ms -= share(states[0], before);
    cost.cm -= before;
    let rest = behind(last, end);
    cost.plus(Cost { weight: 0, ms: share(last, rest), cm: rest })
}

fn agree(net: &Net, from: Point, to: Point) {
    let (start, end) = match (net.snap(from, End::Start), net.snap(to, End::Destination)) {
        (Ok(start), Ok(end)) => (start, end),
        _ => return,
    };
    let expected = dijkstra(net, start, end);
    let Ok((start, end, found)) = net.find(from, to, true) else {
        assert_eq!(expected, None, "there is a way from {from:?} to {to:?}");
        return;
    };
    let Some(expected) = expected else { return };
    assert_eq!(found.cost.weight, expected, "from {from:?} to {to:?}");
    let added = along(net, start, end, &found.states);
    assert_eq!((added.ms, added.cm), (found.cost.ms, found.cost.cm), "what is drawn is what was promised");
}

fn place(cell: (u8, u8)) -> Point {
    Point { lat: 60.0 + f64::from(cell.0) * 0.002, lon: 25.0 + f64::from(cell.1) * 0.004 }
}

prop_compose! {
    /// Streets between random crossings of a 5 × 5 grid, some one-way, some for residents only, with random rules.
    fn town()(
        lines in prop::collection::vec((prop::collection::vec(0_u32..25, 2..5), 0_u8..4, 5_f32..90.0), 4..40),
        rules in prop::collection::vec((0_u32..40, 0_u32..40, 0_u32..40, 0_u32..25, any::<bool>(), any::<bool>()), 0..25),
        special in prop::collection::vec(0_u32..25, 0..4),
    ) -> Map {
        let mut nodes: Vec<Node> = (0..25).map(|at| Node::at(place((at / 5, at % 5)))).collect();
        for (at, &node) in special.iter().enumerate() {
            let node = &mut nodes[node as usize];
            if at % 2 == 0 { node.signal = true } else { node.blocked = [true; 3] }
        }
        let streets: Vec<Street> = lines.into_iter().map(|(mut nodes, kind, kmh)| {
            nodes.dedup();
            if nodes.len() < 2 { nodes = vec![0, 1]; }
            let passage = match kind {
                0 => Passage::one_way(kmh),
                1 => Passage { destination_only: true, ..Passage::both(kmh) },
                _ => Passage::both(kmh),
            };
            Street { nodes, passages: [passage; 3] }
        }).collect();
        let count = streets.len() as u32;
        let restrictions = rules.into_iter().map(|(from, via, to, node, only, over)| Restriction {
            rule: if only { Rule::Only } else { Rule::No },
            from: from % count,
            via: if over { Via::Streets(vec![via % count]) } else { Via::Node(node) },
            to: to % count,
            binds: [true; 3],
        }).collect();
        Map { nodes, streets, restrictions, left_hand: false }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_hierarchy_finds_what_dijkstra_finds(
        map in town(),
        ends in prop::collection::vec(((0_u8..5, 0_u8..5), (0_u8..5, 0_u8..5), -0.001..0.001), 12),
    ) {
        let net = Net::build(&map, TravelMode::Car).expect("the map is sound");
        for (from, to, shake) in ends {
            let mut from = place(from);
            from.lon += shake;
            agree(&net, from, place(to));
        }
    }

    #[test]
    fn a_table_says_what_single_questions_say(map in town()) {
        let net = Net::build(&map, TravelMode::Car).expect("the map is sound");
        let places: Vec<Point> = (0..25).step_by(3).map(|at| place((at / 5, at % 5))).collect();
        let table = net.many(&places, &places).expect("there are roads");
        for (from, row) in places.iter().zip(table.chunks(places.len())) {
            for (to, cell) in places.iter().zip(row) {
                let single = net.find(*from, *to, false).ok().map(|found| found.2.cost.weight);
                prop_assert_eq!(cell.map(|cost| cost.weight), single);
            }
        }
    }
}

#[test]
fn the_hierarchy_finds_what_dijkstra_finds_in_andorra_and_helsinki() {
    let folder = std::env::var_os("WAYBILL_DATA").map(PathBuf::from);
    let folder =
        folder.unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")));
    for name in ["andorra", "helsinki"] {
        let file = folder.join("osm").join(format!("{name}.osm.pbf"));
        if !file.exists() {
            eprintln!(
                "SKIPPED {name}: {} is not there; WAYBILL_DATA names the folder of the data",
                file.display()
            );
            continue;
        }
        let (map, _) = osm::read(&file, |_| ()).expect("the extract is whole");
        for profile in TravelMode::ALL {
            let net = Net::build(&map, profile).expect("the map is sound");
            let place = |at: usize| map.nodes[at * 7919 % map.nodes.len()].point;
            for at in 0..60 {
                agree(&net, place(at), place(at + 61));
            }
        }
    }
}
