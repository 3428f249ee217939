//! From pieces of road to states and the turns between them.
//!
//! A state is one direction of one piece. An arc leads from a state to one that may follow it, and stands for
//! travelling the *first* of the two whole, and turning.

use super::{
    geometry::heading,
    map::Map,
    piece::{Cut, Pieces},
    turn::{Turn, TurnModel},
    via,
};
use crate::travel::TravelMode;

/// What going into a street only for those who have business there counts, beyond its time (Valhalla's
/// `destination_only_penalty`): enough that no way leads through one, not so much that an address in it has no way.
const DESTINATION_ONLY_MS: u32 = 600_000;
/// How far along a road its heading at a junction is taken, in metres; OSM draws the last metres of many roads askew.
const HEADING_M: f64 = 20.0;
/// No piece of road.
pub(super) const NONE: u32 = u32::MAX;

/// One direction of one piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct State {
    pub(super) piece: u32,
    pub(super) backward: bool,
    /// Travelling it whole.
    pub(super) ms: u32,
}

/// A turn, and what comes before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Arc {
    pub(super) to: u32,
    /// What the way is chosen by, in milliseconds.
    pub(super) weight: u32,
    /// How long it takes, in milliseconds.
    pub(super) ms: u32,
}

/// States and arcs. The states behind the first `real` are twins of others: see [`via`].
#[derive(Debug, Default)]
pub(super) struct Expanded {
    pub(super) states: Vec<State>,
    /// The two states of each piece, [`NONE`] where that direction is not allowed.
    pub(super) of_piece: Vec<[u32; 2]>,
    pub(super) arcs: Vec<Vec<Arc>>,
    /// Twins: the state each is one of, and itself.
    pub(super) twins: Vec<(u32, u32)>,
}

impl Expanded {
    /// The node of the map that a state leads to, or comes from.
    pub(super) fn node(&self, cut: &Cut, state: u32, at_end: bool) -> u32 {
        let state = self.states[state as usize];
        cut.ends[state.piece as usize][usize::from(at_end != state.backward)]
    }
}

/// The states of `cut`, and every turn that `map` allows `profile`.
pub(super) fn expand(map: &Map, profile: TravelMode, cut: &Cut) -> Expanded {
    let mut expanded = states(map, profile, cut);
    let mut leaving: Vec<Vec<u32>> = vec![Vec::new(); map.nodes.len()];
    let mut roads = vec![0_u16; map.nodes.len()];
    for state in 0..expanded.states.len() as u32 {
        leaving[expanded.node(cut, state, false) as usize].push(state);
    }
    for &node in cut.ends.iter().flatten() {
        roads[node as usize] = roads[node as usize].saturating_add(1);
    }
    let model = TurnModel::of(profile);
    for state in 0..expanded.states.len() as u32 {
        let node = expanded.node(cut, state, true);
        let from = expanded.states[state as usize];
        let place = &map.nodes[node as usize];
        let out = &leaving[node as usize];
        let back = expanded.of_piece[from.piece as usize][usize::from(!from.backward)];
        let blocked = place.blocked[profile as usize];
        // One turns round only where nothing else can be done. Walkers turn anywhere, and gain nothing by it.
        let stuck = blocked || out.iter().all(|&to| to == back);
        for &to in out {
            let u_turn = to == back;
            if u_turn != stuck {
                continue;
            }
            let next = expanded.states[to as usize];
            let turn = Turn {
                into: (heading_at(&cut.pieces, from, true) + 180.0).rem_euclid(360.0),
                out: heading_at(&cut.pieces, next, false),
                u_turn,
                crossing: roads[node as usize] > 2,
                signal: place.signal,
                left_hand: map.left_hand,
            };
            let ms = from.ms.saturating_add((model.seconds(turn) * 1000.0).round() as u32);
            let only = |state: super::expand::State| {
                map.streets[cut.street[state.piece as usize] as usize].passages[profile as usize]
                    .destination_only
            };
            let penalty = if only(next) && !only(from) { DESTINATION_ONLY_MS } else { 0 };
            expanded.arcs[state as usize].push(Arc { to, weight: ms.saturating_add(penalty), ms });
        }
    }
    via::apply(map, profile, cut, &mut expanded);
    expanded
}

fn states(map: &Map, profile: TravelMode, cut: &Cut) -> Expanded {
    let mut expanded = Expanded::default();
    for piece in 0..cut.pieces.len() {
        let passage = map.streets[cut.street[piece] as usize].passages[profile as usize];
        let mut both = [NONE; 2];
        for (backward, kmh) in [passage.forward_kmh, passage.backward_kmh].into_iter().enumerate() {
            let Some(kmh) = kmh else { continue };
            let ms = f64::from(cut.pieces.length_cm[piece]) * 36.0 / f64::from(kmh);
            both[backward] = expanded.states.len() as u32;
            expanded.states.push(State {
                piece: piece as u32,
                backward: backward == 1,
                // Nothing takes no time: ties would make ways that go round in circles.
                ms: ms.round().clamp(1.0, f64::from(u32::MAX / 4)) as u32,
            });
        }
        expanded.of_piece.push(both);
    }
    expanded.arcs = vec![Vec::new(); expanded.states.len()];
    expanded
}

/// The heading of a state seen from its end, looking back, or from its start, looking ahead.
fn heading_at(pieces: &Pieces, state: State, end: bool) -> f64 {
    let line = pieces.line(state.piece);
    if end != state.backward {
        heading(line.iter().rev().copied(), HEADING_M)
    } else {
        heading(line.iter().copied(), HEADING_M)
    }
}
