//! The two-sided upward search, and unpacking what it found.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    buckets::Buckets,
    expand::NONE,
    hierarchy::{Hierarchy, Upward},
};

/// A state to start from or to end in, and what has been spent or is left there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Seed {
    pub(super) state: u32,
    pub(super) cost: Cost,
}

/// What a way costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    /// What the way is chosen by, in milliseconds.
    pub(super) weight: u32,
    pub(super) ms: u32,
    pub(super) cm: u32,
}

impl Cost {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            weight: self.weight.saturating_add(other.weight),
            ms: self.ms.saturating_add(other.ms),
            cm: self.cm.saturating_add(other.cm),
        }
    }
}

/// What is known about a rank in this search.
#[derive(Clone, Copy, Default)]
struct Label {
    round: u32,
    /// The edge it was reached by, [`NONE`] for a seed.
    edge: u32,
    /// The rank it was reached from; for a seed, the number of the seed.
    from: u32,
    cost: Cost,
}

/// One side of a search: forward from the start, or backward from the end.
#[derive(Default)]
pub(super) struct Side {
    labels: Vec<Label>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
    round: u32,
}

impl Side {
    /// Begins anew from `seeds`, without clearing what the last search left.
    pub(super) fn start(&mut self, hierarchy: &Hierarchy, seeds: &[Seed]) {
        self.labels.resize(hierarchy.state.len(), Label::default());
        if self.round == u32::MAX {
            self.labels.fill(Label::default());
            self.round = 0;
        }
        self.round += 1;
        self.heap.clear();
        for (at, seed) in seeds.iter().enumerate() {
            self.reach(hierarchy.rank[seed.state as usize], seed.cost, NONE, at as u32);
        }
    }

    fn reach(&mut self, rank: u32, cost: Cost, edge: u32, from: u32) {
        let label = &mut self.labels[rank as usize];
        if label.round != self.round || cost.weight < label.cost.weight {
            *label = Label { round: self.round, edge, from, cost };
            self.heap.push(Reverse((cost.weight, rank)));
        }
    }

    fn label(&self, rank: u32) -> Option<&Label> {
        self.labels.get(rank as usize).filter(|label| label.round == self.round)
    }

    fn least(&self) -> u32 {
        self.heap.peek().map_or(u32::MAX, |top| top.0.0)
    }

    /// Settles the next rank and goes on upwards from it; `None` when nothing is left. `with` are the edges of this
    /// direction, `against` those of the other. A rank that a more important one reaches at less cost is no part of a
    /// quickest way, and is not gone on from (stall on demand); then the inner answer is `None`.
    pub(super) fn step(&mut self, with: &Upward, against: &Upward) -> Option<Option<(u32, Cost)>> {
        let Reverse((weight, rank)) = self.heap.pop()?;
        let cost = self.labels[rank as usize].cost;
        if weight > cost.weight {
            return Some(None);
        }
        let stalled = against.edges[against.at(rank)].iter().any(|edge| {
            self.label(edge.rank).is_some_and(|above| above.cost.weight.saturating_add(edge.weight) < weight)
        });
        if stalled {
            return Some(None);
        }
        for at in with.at(rank) {
            let edge = with.edges[at];
            let onward = cost.plus(Cost { weight: edge.weight, ms: edge.ms, cm: edge.cm });
            self.reach(edge.rank, onward, at as u32, rank);
        }
        Some(Some((rank, cost)))
    }
}

/// Both sides and the buckets between them, kept between searches so that nothing is allocated.
#[derive(Default)]
pub(super) struct Scratch {
    pub(super) forward: Side,
    pub(super) backward: Side,
    pub(super) buckets: Buckets,
}

impl Scratch {
    /// The cheapest way from a start to an end, and the rank where both sides meet.
    pub(super) fn run(
        &mut self,
        hierarchy: &Hierarchy,
        starts: &[Seed],
        ends: &[Seed],
    ) -> Option<(u32, Cost)> {
        self.forward.start(hierarchy, starts);
        self.backward.start(hierarchy, ends);
        let mut best: Option<(u32, Cost)> = None;
        loop {
            let bound = best.map_or(u32::MAX, |(_, cost)| cost.weight);
            let (ahead, behind) = (self.forward.least(), self.backward.least());
            if ahead.min(behind) >= bound {
                return best;
            }
            let (side, other, with, against) = if ahead <= behind {
                (&mut self.forward, &self.backward, &hierarchy.up, &hierarchy.down)
            } else {
                (&mut self.backward, &self.forward, &hierarchy.down, &hierarchy.up)
            };
            let Some(Some((rank, cost))) = side.step(with, against) else { continue };
            if let Some(label) = other.label(rank) {
                let whole = cost.plus(label.cost);
                if best.is_none_or(|(_, best)| whole.weight < best.weight) {
                    best = Some((rank, whole));
                }
            }
        }
    }

    /// The states of the way that met at `meeting`, and the number of the start it came from.
    pub(super) fn unpack(&self, hierarchy: &Hierarchy, meeting: u32) -> (usize, Vec<u32>) {
        let mut upward = Vec::new();
        let (mut rank, mut start) = (meeting, 0);
        while let Some(label) = self.forward.label(rank) {
            if label.edge == NONE {
                start = label.from;
                break;
            }
            upward.push(label.edge);
            rank = label.from;
        }
        let mut states = vec![hierarchy.state[rank as usize]];
        for &edge in upward.iter().rev() {
            beneath(hierarchy, (true, edge), &mut states);
        }
        let mut rank = meeting;
        while let Some(label) = self.backward.label(rank).filter(|label| label.edge != NONE) {
            beneath(hierarchy, (false, label.edge), &mut states);
            rank = label.from;
        }
        (start as usize, states)
    }
}

/// Adds the states behind the first of an edge, which is one of `up` or of `down`.
fn beneath(hierarchy: &Hierarchy, edge: (bool, u32), states: &mut Vec<u32>) {
    let mut open = vec![edge];
    while let Some((out, at)) = open.pop() {
        let side = if out { &hierarchy.up } else { &hierarchy.down };
        let [into, onward] = side.beneath[at as usize];
        if into == NONE {
            let end = if out {
                side.edges[at as usize].rank
            } else {
                side.first.partition_point(|&first| first <= at) as u32 - 1
            };
            states.push(hierarchy.state[end as usize]);
        } else {
            open.push((true, onward));
            open.push((false, into));
        }
    }
}
