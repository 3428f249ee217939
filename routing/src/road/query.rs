//! One pair of places: snapped, searched and drawn.

use waybill_domain::Point;

use super::{
    expand::{NONE, State},
    geometry::{Spot, metres},
    net::Net,
    search::{Cost, Seed},
    snap::Snap,
};
use crate::travel::{End, TravelError};

/// A place farther than this from every road has no travel time, in metres.
pub(super) const SNAP_LIMIT_M: f64 = 2_000.0;
/// How much farther than the nearest road one that leads somewhere may be, in metres.
const DETOUR_M: f64 = 250.0;

/// The cheapest way between two places on roads.
pub(super) struct Found {
    pub(super) cost: Cost,
    /// The states, the first and the last of them in part.
    pub(super) states: Vec<u32>,
}

impl Net {
    /// The nearest road to a place.
    pub(super) fn snap(&self, place: Point, end: End) -> Result<Snap, TravelError> {
        if self.pieces.len() == 0 {
            return Err(TravelError::NoRoads);
        }
        let snap = self.grid.nearest(&self.pieces, place, SNAP_LIMIT_M, |_| true);
        snap.ok_or(TravelError::NoRoad { end, metres: SNAP_LIMIT_M as u32 })
    }

    /// The nearest road that leads somewhere, for a place whose nearest does not: the car park behind a wall that the
    /// map does not join to the street, a stub that the extract's border cut off.
    pub(super) fn snap_elsewhere(&self, place: Point, snap: Snap) -> Option<Snap> {
        if self.main[snap.piece as usize] {
            return None;
        }
        let limit = snap.off_m + DETOUR_M;
        self.grid.nearest(&self.pieces, place, limit, |piece| self.main[piece as usize])
    }

    /// The cheapest way between two places; unpacked only where `draw` is asked for.
    pub(super) fn find(
        &self,
        from: Point,
        to: Point,
        draw: bool,
    ) -> Result<(Snap, Snap, Found), TravelError> {
        let start = self.snap(from, End::Start)?;
        let end = self.snap(to, End::Destination)?;
        if let Some(found) = self.between(start, end, draw) {
            return Ok((start, end, found));
        }
        let other_start = self.snap_elsewhere(from, start);
        let other_end = self.snap_elsewhere(to, end);
        if other_start.is_none() && other_end.is_none() {
            return Err(TravelError::NotConnected);
        }
        let (start, end) = (other_start.unwrap_or(start), other_end.unwrap_or(end));
        let found = self.between(start, end, draw).ok_or(TravelError::NotConnected)?;
        Ok((start, end, found))
    }

    fn between(&self, start: Snap, end: Snap, draw: bool) -> Option<Found> {
        let direct = self.direct(start, end);
        let (starts, origins) = self.starts(start);
        let ends = self.ends(end);
        let through = self.with_scratch(|scratch| {
            let (meeting, cost) = scratch.run(&self.hierarchy, &starts, &ends)?;
            if direct.as_ref().is_some_and(|direct| direct.cost.weight <= cost.weight) {
                return None;
            }
            if !draw {
                return Some(Found { cost, states: Vec::new() });
            }
            let (seed, mut states) = scratch.unpack(&self.hierarchy, meeting);
            states.insert(0, origins[seed]);
            Some(Found { cost, states })
        });
        through.or(direct)
    }

    /// Both on one piece, and the end ahead of the start.
    pub(super) fn direct(&self, start: Snap, end: Snap) -> Option<Found> {
        if start.piece != end.piece {
            return None;
        }
        let states = self.of_piece[start.piece as usize].into_iter().enumerate();
        let ahead = |backward: bool| {
            if backward { end.along_cm <= start.along_cm } else { start.along_cm <= end.along_cm }
        };
        let mut ways = states.filter(|&(backward, state)| state != NONE && ahead(backward == 1));
        let (_, state) = ways.next()?;
        let cm = start.along_cm.abs_diff(end.along_cm);
        let ms = self.share(self.states[state as usize], cm);
        Some(Found { cost: Cost { weight: ms, ms, cm }, states: vec![state] })
    }

    /// How long a part of a state takes.
    fn share(&self, state: State, cm: u32) -> u32 {
        let whole = self.pieces.length_cm[state.piece as usize].max(1);
        (u64::from(state.ms) * u64::from(cm) / u64::from(whole)) as u32
    }

    /// How much of a state lies behind a place on it.
    fn behind(&self, state: u32, snap: Snap) -> u32 {
        let whole = self.pieces.length_cm[snap.piece as usize];
        if self.states[state as usize].backward { whole - snap.along_cm } else { snap.along_cm }
    }

    /// Where one may be after the piece that one starts on, and the state each of those follows.
    pub(super) fn starts(&self, snap: Snap) -> (Vec<Seed>, Vec<u32>) {
        let (mut seeds, mut origins) = (Vec::with_capacity(8), Vec::with_capacity(8));
        for state in self.of_piece[snap.piece as usize].into_iter().filter(|&state| state != NONE) {
            let behind = self.behind(state, snap);
            let saved = self.share(self.states[state as usize], behind);
            let cm = self.pieces.length_cm[snap.piece as usize] - behind;
            for arc in self.arcs(state) {
                let cost = Cost { weight: arc.weight - saved, ms: arc.ms - saved, cm };
                seeds.push(Seed { state: arc.to, cost });
                origins.push(state);
            }
        }
        (seeds, origins)
    }

    /// The states in which one may arrive, and what is travelled of them.
    pub(super) fn ends(&self, snap: Snap) -> Vec<Seed> {
        let mut seeds = Vec::with_capacity(4);
        for base in self.of_piece[snap.piece as usize].into_iter().filter(|&state| state != NONE) {
            let cm = self.behind(base, snap);
            let ms = self.share(self.states[base as usize], cm);
            seeds
                .extend(self.with_twins(base).map(|state| Seed { state, cost: Cost { weight: ms, ms, cm } }));
        }
        seeds
    }

    /// The line of a way, each point with the milliseconds from its start.
    pub(super) fn draw(&self, start: Snap, end: Snap, states: &[u32]) -> Vec<(Spot, f64)> {
        let mut line: Vec<(Spot, f64)> = Vec::new();
        let mut begun = 0.0;
        for (at, &number) in states.iter().enumerate() {
            let state @ State { piece, backward, .. } = self.states[number as usize];
            let whole = self.pieces.length_cm[piece as usize];
            let place = |snap: Snap| if backward { whole - snap.along_cm } else { snap.along_cm };
            let first = (at == 0).then(|| (place(start), start.spot));
            let last = (at + 1 == states.len()).then(|| (place(end), end.spot));
            let (low, high) = (first.map_or(0, |first| first.0), last.map_or(whole, |last| last.0));
            let pace = f64::from(state.ms) / f64::from(whole.max(1));
            let ms = |along: f64| begun + (along - f64::from(low)).max(0.0) * pace;
            line.extend(first.map(|first| (first.1, begun)));
            let points = self.pieces.line(piece);
            let ordered: Box<dyn Iterator<Item = &Spot>> =
                if backward { Box::new(points.iter().rev()) } else { Box::new(points.iter()) };
            let mut along = 0.0;
            let mut before: Option<Spot> = None;
            for &spot in ordered {
                along += before.map_or(0.0, |before| metres(before, spot) * 100.0);
                before = Some(spot);
                let from_low = first.is_none() || along > f64::from(low);
                let to_high = last.is_none() || along < f64::from(high);
                if from_low && to_high {
                    line.push((spot, ms(along)));
                }
            }
            line.extend(last.map(|last| (last.1, ms(f64::from(high)))));
            begun = ms(f64::from(high)) + states.get(at + 1).map_or(0.0, |&next| self.turn_ms(number, next));
        }
        line.dedup_by_key(|(spot, _)| *spot);
        line
    }

    /// How long turning from one state into the next takes.
    fn turn_ms(&self, from: u32, to: u32) -> f64 {
        let turn = self.arcs(from).iter().find(|arc| arc.to == to);
        turn.map_or(0.0, |arc| f64::from(arc.ms.saturating_sub(self.states[from as usize].ms)))
    }
}
