//! Which states can all be reached from each other.

use super::expand::Arc;

/// The number of the strongly connected component of each state, and the size of each component.
///
/// Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972), without recursion: a country's roads
/// would overflow the stack.
pub(super) fn components(arcs: &[Vec<Arc>]) -> (Vec<u32>, Vec<u32>) {
    const UNSEEN: u32 = u32::MAX;
    let mut order = vec![UNSEEN; arcs.len()];
    let mut low = vec![0; arcs.len()];
    let mut component = vec![UNSEEN; arcs.len()];
    let mut sizes = Vec::new();
    let mut stack = Vec::new();
    let mut calls: Vec<(u32, u32)> = Vec::new();
    let mut next = 0;
    for root in 0..arcs.len() as u32 {
        if order[root as usize] != UNSEEN {
            continue;
        }
        calls.push((root, 0));
        while let Some((state, at)) = calls.pop() {
            let here = state as usize;
            if at == 0 {
                (order[here], low[here]) = (next, next);
                next += 1;
                stack.push(state);
            }
            if let Some(arc) = arcs[here].get(at as usize) {
                calls.push((state, at + 1));
                let to = arc.to as usize;
                if order[to] == UNSEEN {
                    calls.push((arc.to, 0));
                } else if component[to] == UNSEEN {
                    low[here] = low[here].min(order[to]);
                }
                continue;
            }
            if low[here] == order[here] {
                let mut size = 0;
                while let Some(member) = stack.pop() {
                    component[member as usize] = sizes.len() as u32;
                    size += 1;
                    if member == state {
                        break;
                    }
                }
                sizes.push(size);
            }
            if let Some(&(parent, _)) = calls.last() {
                low[parent as usize] = low[parent as usize].min(low[here]);
            }
        }
    }
    (component, sizes)
}

/// A component at least this large is a place of its own (an island, a valley behind the border), not a car park that
/// somebody forgot to join to the street.
const OWN_PLACE: u32 = 300;

/// For each state, whether it is part of a network one gets about in.
pub(super) fn main_states(arcs: &[Vec<Arc>]) -> Vec<bool> {
    let (component, sizes) = components(arcs);
    let largest = sizes.iter().copied().max().unwrap_or(0);
    component.iter().map(|&at| sizes[at as usize] >= OWN_PLACE.min(largest)).collect()
}
