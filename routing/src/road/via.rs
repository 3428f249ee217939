//! Turn restrictions, over one node or over whole streets.
//!
//! A rule over a node takes arcs away. A rule over streets (*from* A *via* B not *to* C) cannot: B to C is allowed for
//! whoever did not come from A. So those who come from A get a twin of B of their own, without the arc to C. Twins of
//! several rules that begin alike are shared, like the nodes of a trie.

use super::{
    expand::Expanded,
    map::{Map, Restriction, Rule, Via},
    piece::Cut,
};
use crate::travel::TravelMode;

/// The longest chain of pieces that a rule over streets is followed along.
const LONGEST: usize = 40;

/// Takes away what the map's restrictions forbid `profile`.
pub(super) fn apply(map: &Map, profile: TravelMode, cut: &Cut, expanded: &mut Expanded) {
    let mut of_street: Vec<Vec<u32>> = vec![Vec::new(); map.streets.len()];
    for state in 0..expanded.states.len() as u32 {
        let piece = expanded.states[state as usize].piece;
        of_street[cut.street[piece as usize] as usize].push(state);
    }
    for restriction in map.restrictions.iter().filter(|rule| rule.binds[profile as usize]) {
        for (chain, targets) in chains(restriction, cut, expanded, &of_street) {
            forbid(expanded, restriction.rule, &chain, &targets);
        }
    }
    expanded.twins.sort_unstable();
}

/// The states a rule speaks about: the chain up to the last turn, and what is on the other side of it.
fn chains(
    restriction: &Restriction,
    cut: &Cut,
    expanded: &Expanded,
    of_street: &[Vec<u32>],
) -> Vec<(Vec<u32>, Vec<u32>)> {
    let sources = &of_street[restriction.from as usize];
    let targets = &of_street[restriction.to as usize];
    let mut found = Vec::new();
    for &source in sources {
        let end = expanded.node(cut, source, true);
        match &restriction.via {
            Via::Node(node) if *node == end => {
                let here = |&&to: &&u32| {
                    expanded.node(cut, to, false) == end && allowed_pair(expanded, restriction, source, to)
                };
                let targets: Vec<u32> = targets.iter().filter(here).copied().collect();
                if !targets.is_empty() {
                    found.push((vec![source], targets));
                }
            }
            Via::Node(_) => {}
            Via::Streets(streets) => {
                let through: Vec<u32> =
                    streets.iter().flat_map(|&street| of_street[street as usize].iter().copied()).collect();
                if let Some(chain) = follow(cut, expanded, source, &through, targets) {
                    let end = chain.last().map(|&last| expanded.node(cut, last, true));
                    let here = |to: &&u32| Some(expanded.node(cut, **to, false)) == end;
                    found.push((chain, targets.iter().filter(here).copied().collect()));
                }
            }
        }
    }
    found
}

/// Where both ends are one street, only turning round is meant, not going on.
fn allowed_pair(expanded: &Expanded, restriction: &Restriction, source: u32, to: u32) -> bool {
    restriction.from != restriction.to
        || expanded.states[source as usize].piece == expanded.states[to as usize].piece
}

/// The chain from `source` along `through` to where one of `targets` begins, by the fewest pieces.
fn follow(cut: &Cut, expanded: &Expanded, source: u32, through: &[u32], targets: &[u32]) -> Option<Vec<u32>> {
    let mut open = vec![vec![source]];
    for _ in 0..LONGEST {
        let mut next = Vec::new();
        for chain in open {
            let last = *chain.last()?;
            let end = expanded.node(cut, last, true);
            for &step in through.iter().filter(|&&step| expanded.node(cut, step, false) == end) {
                let back = expanded.states[step as usize].piece == expanded.states[last as usize].piece;
                if back || chain.contains(&step) {
                    continue;
                }
                let mut chain = chain.clone();
                chain.push(step);
                let end = expanded.node(cut, step, true);
                if targets.iter().any(|&to| expanded.node(cut, to, false) == end) {
                    return Some(chain);
                }
                next.push(chain);
            }
        }
        // More than this is no junction, and would take for ever.
        if next.is_empty() || next.len() > 1000 {
            return None;
        }
        open = next;
    }
    None
}

/// Takes away the turn at the end of the chain, for all who came along it.
fn forbid(expanded: &mut Expanded, rule: Rule, chain: &[u32], targets: &[u32]) {
    let mut heads: Vec<u32> = vec![chain[0]];
    heads.extend(expanded.twins.iter().filter(|twin| twin.0 == chain[0]).map(|twin| twin.1));
    for head in heads {
        let Some(last) = walk(expanded, head, &chain[1..]) else { continue };
        let base: Vec<u32> = expanded.arcs[last as usize].iter().map(|arc| base(expanded, arc.to)).collect();
        let named = |to: &u32| targets.contains(to);
        // A rule whose only way out is not there would close the road: the map is wrong, not the road.
        if rule == Rule::Only && !base.iter().any(named) {
            continue;
        }
        let mut kept = base.iter().map(|to| named(to) == (rule == Rule::Only));
        expanded.arcs[last as usize].retain(|_| kept.next().unwrap_or(true));
    }
}

/// The twin at the end of `chain`, made where it is not there yet. `None` where the chain cannot be driven.
fn walk(expanded: &mut Expanded, mut state: u32, chain: &[u32]) -> Option<u32> {
    for &step in chain {
        let at = expanded.arcs[state as usize].iter().position(|arc| base(expanded, arc.to) == step)?;
        let to = expanded.arcs[state as usize][at].to;
        state = if to == step { twin(expanded, state, at) } else { to };
    }
    Some(state)
}

/// Makes a twin of the state that this arc leads to, and leads the arc to the twin.
fn twin(expanded: &mut Expanded, state: u32, at: usize) -> u32 {
    let original = expanded.arcs[state as usize][at].to;
    let twin = expanded.states.len() as u32;
    expanded.states.push(expanded.states[original as usize]);
    expanded.arcs.push(expanded.arcs[original as usize].clone());
    expanded.twins.push((original, twin));
    expanded.arcs[state as usize][at].to = twin;
    twin
}

/// The state that this is, or is a twin of.
fn base(expanded: &Expanded, state: u32) -> u32 {
    let piece = expanded.states[state as usize];
    expanded.of_piece[piece.piece as usize][usize::from(piece.backward)]
}
