//! The road graph: junctions, the pieces of road between them, and the quickest way from one place to another.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use super::{Class, bins::Bins, curve, plane::Xy};

/// A piece of road between two different junctions; both directions may be driven.
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) line: Vec<Xy>,
    pub(crate) length: f64,
    pub(crate) class: Class,
}

impl Edge {
    fn seconds(&self, metres: f64) -> f64 {
        metres / self.class.speed_mps()
    }
}

/// Junctions and edges, with what is needed to find the nearest road.
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Xy>,
    pub(crate) edges: Vec<Edge>,
    exits: Vec<Vec<usize>>,
    near: Bins<usize>,
}

/// A place on a road.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnRoad {
    pub(crate) edge: usize,
    pub(crate) along: f64,
}

/// The edge driven whole to a node, none at the first one, and the node.
type Step = (Option<usize>, usize);

/// A way along roads.
pub(crate) struct Path {
    pub(crate) line: Vec<Xy>,
    /// How fast one drives on the segment that ends at each point.
    pub(crate) speeds: Vec<f64>,
    pub(crate) seconds: f64,
}

impl Graph {
    pub(crate) fn new(nodes: Vec<Xy>, edges: Vec<Edge>) -> Self {
        let mut exits = vec![Vec::new(); nodes.len()];
        let mut near = Bins::new(100.0);
        for (i, edge) in edges.iter().enumerate() {
            exits[edge.from].push(i);
            exits[edge.to].push(i);
            let mut along = 0.0;
            while along < edge.length {
                near.insert(curve::at(&edge.line, along).0, i);
                along += 50.0;
            }
            near.insert(curve::at(&edge.line, edge.length).0, i);
        }
        Self { nodes, edges, exits, near }
    }

    /// The nearest place on any road.
    pub(crate) fn snap(&self, place: Xy) -> Option<OnRoad> {
        let best = |edges: &mut dyn Iterator<Item = usize>| {
            edges
                .map(|edge| (curve::nearest(&self.edges[edge].line, place), edge))
                .min_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.1.cmp(&b.1)))
        };
        let close = best(&mut self.near.near(place, 100.0).copied()).filter(|((off, _), _)| *off < 75.0);
        let ((_, along), edge) = close.or_else(|| best(&mut (0..self.edges.len())))?;
        Some(OnRoad { edge, along })
    }

    /// The quickest way (A* over time). `None` only where the graph is empty or the two are not connected.
    pub(crate) fn path(&self, from: OnRoad, to: OnRoad) -> Option<Path> {
        let direct =
            (from.edge == to.edge).then(|| self.edges[to.edge].seconds((from.along - to.along).abs()));
        let through = self.search(from, to);
        match (direct, through) {
            (Some(direct), Some((seconds, _))) if direct <= seconds => self.along_one(from, to),
            (_, Some((seconds, steps))) => Some(self.trace(from, to, seconds, &steps)),
            (Some(_), None) => self.along_one(from, to),
            (None, None) => None,
        }
    }

    /// How many junctions have a road, and how many of those can be reached from the first.
    pub(crate) fn reach(&self) -> (usize, usize) {
        let all = self.exits.iter().filter(|exits| !exits.is_empty()).count();
        let mut seen = vec![false; self.nodes.len()];
        let mut open: Vec<usize> = self.edges.first().map(|edge| edge.from).into_iter().collect();
        let mut reached = 0;
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                reached += 1;
                open.extend(
                    self.exits[node].iter().flat_map(|&exit| [self.edges[exit].from, self.edges[exit].to]),
                );
            }
        }
        (all, reached)
    }

    /// Seconds, and the steps between the first and the last piece.
    fn search(&self, from: OnRoad, to: OnRoad) -> Option<(f64, Vec<Step>)> {
        let (start, goal) = (&self.edges[from.edge], &self.edges[to.edge]);
        let target = curve::at(&goal.line, to.along).0;
        let at_least = |node: usize| self.nodes[node].distance(target) / Class::Primary.speed_mps();
        let mut best = vec![f64::INFINITY; self.nodes.len()];
        let mut came: Vec<Option<(usize, usize)>> = vec![None; self.nodes.len()];
        let mut queue = BinaryHeap::new();
        for (node, metres) in [(start.from, from.along), (start.to, start.length - from.along)] {
            let seconds = start.seconds(metres);
            if seconds < best[node] {
                best[node] = seconds;
                queue.push(Reverse((Cost(seconds + at_least(node)), node)));
            }
        }
        let rest = |node: usize| {
            let ends = [(goal.from, to.along), (goal.to, goal.length - to.along)];
            ends.into_iter().filter(|end| end.0 == node).map(|end| goal.seconds(end.1)).min_by(f64::total_cmp)
        };
        let mut arrival: Option<(f64, usize)> = None;
        while let Some(Reverse((Cost(estimate), node))) = queue.pop() {
            if arrival.is_some_and(|(seconds, _)| seconds <= estimate) {
                break;
            }
            if let Some(rest) = rest(node)
                && arrival.is_none_or(|(seconds, _)| best[node] + rest < seconds)
            {
                arrival = Some((best[node] + rest, node));
            }
            for &exit in &self.exits[node] {
                let edge = &self.edges[exit];
                let next = if edge.from == node { edge.to } else { edge.from };
                let seconds = best[node] + edge.seconds(edge.length);
                if seconds < best[next] {
                    best[next] = seconds;
                    came[next] = Some((exit, node));
                    queue.push(Reverse((Cost(seconds + at_least(next)), next)));
                }
            }
        }
        let (seconds, mut node) = arrival?;
        let mut steps = Vec::new();
        while let Some((edge, before)) = came[node] {
            steps.push((Some(edge), node));
            node = before;
        }
        steps.push((None, node));
        steps.reverse();
        Some((seconds, steps))
    }

    fn along_one(&self, from: OnRoad, to: OnRoad) -> Option<Path> {
        let edge = &self.edges[from.edge];
        let mut line = curve::cut(&edge.line, from.along.min(to.along), from.along.max(to.along));
        if from.along > to.along {
            line.reverse();
        }
        let speeds = vec![edge.class.speed_mps(); line.len()];
        Some(Path { seconds: edge.seconds((from.along - to.along).abs()), line, speeds })
    }

    fn trace(&self, from: OnRoad, to: OnRoad, seconds: f64, steps: &[Step]) -> Path {
        let mut path = Path { line: Vec::new(), speeds: Vec::new(), seconds };
        let mut add = |line: Vec<Xy>, class: Class| {
            let skip = usize::from(!path.line.is_empty());
            for place in line.into_iter().skip(skip) {
                path.line.push(place);
                path.speeds.push(class.speed_mps());
            }
        };
        let part = |edge: &Edge, backwards: bool, from: f64, to: f64| {
            let mut line = curve::cut(&edge.line, from, to);
            if backwards {
                line.reverse();
            }
            line
        };
        let (first, last) = (&self.edges[from.edge], &self.edges[to.edge]);
        let backwards = steps.first().is_some_and(|step| step.1 == first.from);
        let (a, b) = if backwards { (0.0, from.along) } else { (from.along, first.length) };
        add(part(first, backwards, a, b), first.class);
        for &(edge, end) in steps {
            if let Some(edge) = edge.map(|edge| &self.edges[edge]) {
                add(part(edge, end == edge.from, 0.0, edge.length), edge.class);
            }
        }
        let backwards = steps.last().is_some_and(|step| step.1 == last.to);
        let (a, b) = if backwards { (to.along, last.length) } else { (0.0, to.along) };
        add(part(last, backwards, a, b), last.class);
        path
    }
}

/// A cost that can be ordered.
#[derive(PartialEq)]
struct Cost(f64);

impl Eq for Cost {}

impl PartialOrd for Cost {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cost {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}
