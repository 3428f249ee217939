//! Cuts roads where they meet, and makes of the pieces a graph and streets with names.

use super::{
    Class,
    arterial::Road,
    bins::Bins,
    curve,
    graph::{Edge, Graph},
    names::Names,
    plane::Xy,
};

/// Junctions nearer to each other than this are one.
const MERGE: f64 = 9.0;
/// A dead end shorter than this is not a street.
const STUB: f64 = 36.0;
/// A residential street longer than this gets another name behind a junction.
const LONGEST: f64 = 640.0;

/// A street with one name.
#[derive(Clone, Debug)]
pub(crate) struct Street {
    pub(crate) name: String,
    pub(crate) class: Class,
    pub(crate) line: Vec<Xy>,
}

/// A piece of a road, before it is known to stay.
struct Piece {
    road: usize,
    from: usize,
    to: usize,
    line: Vec<Xy>,
    length: f64,
}

/// The streets and the graph that `roads` make.
pub(crate) fn build(roads: &[Road], names: &mut Names) -> (Vec<Street>, Graph) {
    let (nodes, mut pieces) = pieces(roads);
    drop_stubs(roads, &mut pieces, nodes.len());
    keep_largest(&mut pieces, nodes.len());
    let (streets, owner) = streets(roads, &pieces, names);
    let edges = pieces
        .into_iter()
        .zip(owner)
        .map(|(piece, street)| Edge {
            from: piece.from,
            to: piece.to,
            length: piece.length,
            line: piece.line,
            class: streets[street].class,
        })
        .collect();
    (streets, Graph::new(nodes, edges))
}

fn pieces(roads: &[Road]) -> (Vec<Xy>, Vec<Piece>) {
    let mut nodes: Vec<Xy> = Vec::new();
    let mut bins: Bins<usize> = Bins::new(MERGE);
    let mut node_at = |place: Xy| {
        let close = bins
            .near(place, MERGE)
            .copied()
            .filter(|&node| nodes[node].distance(place) < MERGE)
            .min_by(|&a, &b| nodes[a].distance(place).total_cmp(&nodes[b].distance(place)));
        close.unwrap_or_else(|| {
            nodes.push(place);
            bins.insert(place, nodes.len() - 1);
            nodes.len() - 1
        })
    };
    let mut pieces = Vec::new();
    for (road, cuts) in cuts(roads).into_iter().enumerate() {
        let line = &roads[road].line;
        let mut stops: Vec<(f64, usize)> = Vec::new();
        for along in cuts {
            let node = node_at(curve::at(line, along).0);
            if stops.last().is_none_or(|&(_, last)| last != node) {
                stops.push((along, node));
            }
        }
        for pair in stops.windows(2) {
            let (from, to) = (pair[0].1, pair[1].1);
            pieces.push((road, from, to, curve::cut(line, pair[0].0, pair[1].0)));
        }
    }
    let pieces = pieces
        .into_iter()
        .map(|(road, from, to, mut line)| {
            line[0] = nodes[from];
            let last = line.len() - 1;
            line[last] = nodes[to];
            Piece { road, from, to, length: curve::length(&line), line }
        })
        .collect();
    (nodes, pieces)
}

/// For each road, how far along it meets others or ends, sorted.
fn cuts(roads: &[Road]) -> Vec<Vec<f64>> {
    let mut segments: Bins<(usize, f64, Xy, Xy)> = Bins::new(80.0);
    for (road, Road { line, .. }) in roads.iter().enumerate() {
        let mut along = 0.0;
        for pair in line.windows(2) {
            segments.insert(pair[0].towards(pair[1], 0.5), (road, along, pair[0], pair[1]));
            along += pair[0].distance(pair[1]);
        }
    }
    let mut cuts: Vec<Vec<f64>> = vec![Vec::new(); roads.len()];
    for (road, Road { line, .. }) in roads.iter().enumerate() {
        let mut along = 0.0;
        for pair in line.windows(2) {
            let length = pair[0].distance(pair[1]);
            for &(other, _, a, b) in segments.near(pair[0].towards(pair[1], 0.5), 160.0) {
                if other != road
                    && let Some((share, _)) = curve::crossing((pair[0], pair[1]), (a, b))
                {
                    cuts[road].push(along + share * length);
                }
            }
            along += length;
        }
        cuts[road].extend([0.0, along]);
        for end in [line[0], line[line.len() - 1]] {
            for &(other, before, a, b) in segments.near(end, 160.0) {
                let share = curve::on_segment(a, b, end);
                if other != road && a.towards(b, share).distance(end) < 3.0 {
                    cuts[other].push(before + share * a.distance(b));
                }
            }
        }
    }
    for list in &mut cuts {
        list.sort_by(f64::total_cmp);
    }
    cuts
}

fn drop_stubs(roads: &[Road], pieces: &mut Vec<Piece>, nodes: usize) {
    loop {
        let mut degree = vec![0_u32; nodes];
        for piece in pieces.iter() {
            degree[piece.from] += 1;
            degree[piece.to] += 1;
        }
        let before = pieces.len();
        pieces.retain(|piece| {
            let dead_end = degree[piece.from] == 1 || degree[piece.to] == 1;
            piece.from != piece.to
                && !(dead_end && piece.length < STUB && roads[piece.road].class == Class::Residential)
        });
        if pieces.len() == before {
            return;
        }
    }
}

/// Keeps what can be reached from the first road.
fn keep_largest(pieces: &mut Vec<Piece>, nodes: usize) {
    let mut group: Vec<usize> = (0..nodes).collect();
    fn root(group: &mut [usize], mut node: usize) -> usize {
        while group[node] != node {
            group[node] = group[group[node]];
            node = group[node];
        }
        node
    }
    for piece in pieces.iter() {
        let (a, b) = (root(&mut group, piece.from), root(&mut group, piece.to));
        group[a] = b;
    }
    if let Some(first) = pieces.first().map(|piece| root(&mut group, piece.from)) {
        pieces.retain(|piece| root(&mut group, piece.from) == first);
    }
}

/// Runs of pieces of one road, and for each piece the street it belongs to.
fn streets(roads: &[Road], pieces: &[Piece], names: &mut Names) -> (Vec<Street>, Vec<usize>) {
    let mut runs: Vec<(Vec<usize>, f64)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let main = !roads[piece.road].name.is_empty();
        let follows = runs.last().is_some_and(|(run, length)| {
            let last = &pieces[run[run.len() - 1]];
            last.road == piece.road && last.to == piece.from && (main || length + piece.length < LONGEST)
        });
        match runs.last_mut().filter(|_| follows) {
            Some((run, length)) => {
                run.push(i);
                *length += piece.length;
            }
            None => runs.push((vec![i], piece.length)),
        }
    }
    let mut owner = vec![0; pieces.len()];
    let mut streets = Vec::new();
    for (run, length) in runs {
        let road = &roads[pieces[run[0]].road];
        let mut line = vec![pieces[run[0]].line[0]];
        for &piece in &run {
            line.extend_from_slice(&pieces[piece].line[1..]);
            owner[piece] = streets.len();
        }
        let name = if road.name.is_empty() { names.next(length) } else { road.name.clone() };
        streets.push(Street { name, class: road.class, line });
    }
    (streets, owner)
}
