//! The contraction hierarchy: the states in an order of importance, with shortcuts over what is less important.
//!
//! `fast_paths` finds the order and the shortcuts. Its arrays are then laid out by rank, in 32 bits, with time and length
//! carried along each shortcut: so a pair needs no unpacking, many-to-many searches run on the same arrays, and a file
//! is read as it is used.

use fast_paths::{FastGraph32, InputGraph};

use super::expand::{Arc, Expanded, NONE};

/// An edge towards a more important state, and what lies beneath it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Edge {
    /// Rank of the other end.
    pub(super) rank: u32,
    pub(super) weight: u32,
    pub(super) ms: u32,
    pub(super) cm: u32,
}

/// Edges of one direction, by the rank of the less important end.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Upward {
    /// Where the edges of each rank begin; one more than there are ranks.
    pub(super) first: Vec<u32>,
    pub(super) edges: Vec<Edge>,
    /// The two edges a shortcut stands for: one of `down`, then one of `up`. [`NONE`] for both where it is none.
    pub(super) beneath: Vec<[u32; 2]>,
}

impl Upward {
    /// The edges at this rank, by their numbers.
    pub(super) fn at(&self, rank: u32) -> std::ops::Range<usize> {
        self.first[rank as usize] as usize..self.first[rank as usize + 1] as usize
    }
}

/// The hierarchy of one net.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Hierarchy {
    /// The rank of each state; the most important has the highest.
    pub(super) rank: Vec<u32>,
    /// The state of each rank.
    pub(super) state: Vec<u32>,
    /// Edges out of a state.
    pub(super) up: Upward,
    /// Edges into a state, from more important ones.
    pub(super) down: Upward,
}

impl Hierarchy {
    /// Contracts the states of `expanded`; `cm` gives the length of each.
    pub(super) fn build(expanded: &Expanded, cm: impl Fn(u32) -> u32) -> Self {
        let states = expanded.arcs.len();
        if states == 0 {
            return Self::default();
        }
        let mut input = InputGraph::new();
        for (from, arcs) in expanded.arcs.iter().enumerate() {
            for arc in arcs.iter().filter(|arc| arc.to as usize != from) {
                input.add_edge(from, arc.to as usize, arc.weight as usize);
            }
        }
        // One more node, which leads nowhere: the graph has as many nodes as its highest number says, and the last
        // state may have no arcs.
        input.add_edge(states - 1, states, 1);
        input.freeze();
        let prepared = FastGraph32::new(&fast_paths::prepare(&input));
        Self::lay_out(&prepared, &expanded.arcs, cm)
    }

    fn lay_out(prepared: &FastGraph32, arcs: &[Vec<Arc>], cm: impl Fn(u32) -> u32) -> Self {
        let mut state = vec![0; prepared.ranks.len()];
        for (at, &rank) in prepared.ranks.iter().enumerate() {
            state[rank as usize] = at as u32;
        }
        let side = |edges: Vec<(u32, u32, [u32; 2])>, first: &[u32]| Upward {
            first: first.to_vec(),
            edges: edges
                .iter()
                .map(|&(node, weight, _)| Edge {
                    rank: prepared.ranks[node as usize],
                    weight,
                    ..Edge::default()
                })
                .collect(),
            beneath: edges.iter().map(|edge| edge.2).collect(),
        };
        let out = prepared.edges_fwd.iter();
        let into = prepared.edges_bwd.iter();
        let out = out.map(|e| (e.adj_node, e.weight, [e.replaced_in_edge, e.replaced_out_edge])).collect();
        let into = into.map(|e| (e.adj_node, e.weight, [e.replaced_in_edge, e.replaced_out_edge])).collect();
        let mut built = Self {
            up: side(out, &prepared.first_edge_ids_fwd),
            down: side(into, &prepared.first_edge_ids_bwd),
            rank: prepared.ranks.clone(),
            state,
        };
        built.carry(arcs, cm);
        built
    }

    /// Fills in time and length: from the arcs, and for shortcuts from what is beneath them, which is less important
    /// and so already known.
    fn carry(&mut self, arcs: &[Vec<Arc>], cm: impl Fn(u32) -> u32) {
        for rank in 0..self.state.len() as u32 {
            for (out, side) in [(true, self.up.at(rank)), (false, self.down.at(rank))] {
                for at in side {
                    let own = if out { &self.up } else { &self.down };
                    let [into, onward] = own.beneath[at];
                    let (ms, length) = if into == NONE {
                        let (here, there) =
                            (self.state[rank as usize], self.state[own.edges[at].rank as usize]);
                        let (from, to) = if out { (here, there) } else { (there, here) };
                        let arc = arcs[from as usize].iter().find(|arc| arc.to == to);
                        (arc.map_or(u32::MAX / 2, |arc| arc.ms), cm(from))
                    } else {
                        let (a, b) = (self.down.edges[into as usize], self.up.edges[onward as usize]);
                        (a.ms.saturating_add(b.ms), a.cm.saturating_add(b.cm))
                    };
                    let own = if out { &mut self.up } else { &mut self.down };
                    (own.edges[at].ms, own.edges[at].cm) = (ms, length);
                }
            }
        }
    }
}
