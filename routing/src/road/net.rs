//! The roads of one profile, ready to be asked.

use std::sync::{Mutex, PoisonError};

use super::{
    component::main_states,
    expand::{Arc, NONE, State, expand},
    hierarchy::Hierarchy,
    map::{Map, MapError},
    piece::{Pieces, cut},
    search::Scratch,
    snap::Grid,
};
use crate::travel::TravelMode;

/// More states than this do not fit: numbers have 32 bits, and shortcuts need some.
const MOST_STATES: u32 = 1 << 29;

/// The roads of one profile.
#[derive(Debug, Default)]
pub(super) struct Net {
    pub(super) pieces: Pieces,
    pub(super) states: Vec<State>,
    pub(super) of_piece: Vec<[u32; 2]>,
    /// A state that turn restrictions made twins of, and each twin; sorted.
    pub(super) twins: Vec<(u32, u32)>,
    /// Whether the piece is part of a network one gets about in.
    pub(super) main: Vec<bool>,
    /// Where the arcs of each state begin; one more than there are states.
    pub(super) first_arc: Vec<u32>,
    pub(super) arcs: Vec<Arc>,
    pub(super) hierarchy: Hierarchy,
    pub(super) grid: Grid,
    pub(super) scratch: Pool,
}

/// Scratch space that is not in use.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Scratch>>);

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pool")
    }
}

impl Net {
    pub(super) fn build(map: &Map, profile: TravelMode) -> Result<Self, MapError> {
        let cut = cut(map, profile);
        let expanded = expand(map, profile, &cut);
        if expanded.states.len() > MOST_STATES as usize {
            return Err(MapError::TooLarge(MOST_STATES));
        }
        let in_main = main_states(&expanded.arcs);
        let main = expanded
            .of_piece
            .iter()
            .map(|both| both.iter().any(|&state| state != NONE && in_main[state as usize]))
            .collect();
        let length = |state: u32| cut.pieces.length_cm[expanded.states[state as usize].piece as usize];
        let hierarchy = Hierarchy::build(&expanded, length);
        let mut first_arc = vec![0];
        for arcs in &expanded.arcs {
            first_arc.push(first_arc[first_arc.len() - 1] + arcs.len() as u32);
        }
        Ok(Self {
            grid: Grid::build(&cut.pieces),
            pieces: cut.pieces,
            states: expanded.states,
            of_piece: expanded.of_piece,
            twins: expanded.twins,
            main,
            first_arc,
            arcs: expanded.arcs.into_iter().flatten().collect(),
            hierarchy,
            scratch: Pool::default(),
        })
    }

    /// The turns out of a state.
    pub(super) fn arcs(&self, state: u32) -> &[Arc] {
        &self.arcs[self.first_arc[state as usize] as usize..self.first_arc[state as usize + 1] as usize]
    }

    /// A state and its twins.
    pub(super) fn with_twins(&self, state: u32) -> impl Iterator<Item = u32> {
        let from = self.twins.partition_point(|twin| twin.0 < state);
        let twins = self.twins[from..].iter().take_while(move |twin| twin.0 == state).map(|twin| twin.1);
        std::iter::once(state).chain(twins)
    }

    /// Lends scratch space to `work`.
    pub(super) fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        let spare = self.scratch.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = spare.unwrap_or_default();
        let answer = work(&mut scratch);
        self.scratch.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        answer
    }
}
