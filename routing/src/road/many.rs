//! Many to many: one search from each end, joined in buckets.
//!
//! Every destination is searched from backwards once, and leaves what it costs at each rank that it reaches. Every
//! origin is searched from once, and looks into the buckets on its way (Knopp, Sanders, Schultes, Schulz and Wagner,
//! "Computing many-to-many shortest paths using highway hierarchies", 2007). So 100 × 100 costs 200 searches.

use waybill_domain::Point;

use super::{net::Net, search::Cost, snap::Snap};
use crate::travel::{End, TravelError};

/// What a destination costs from a rank.
struct Entry {
    rank: u32,
    destination: u32,
    cost: Cost,
}

impl Net {
    /// The cheapest ways from every origin to every destination, row by row.
    pub(super) fn many(
        &self,
        origins: &[Point],
        destinations: &[Point],
    ) -> Result<Vec<Option<Cost>>, TravelError> {
        if self.pieces.len() == 0 {
            return Err(TravelError::NoRoads);
        }
        let snap = |places: &[Point]| -> Vec<Option<Snap>> {
            places.iter().map(|&place| self.snap(place, End::Start).ok()).collect()
        };
        let (starts, ends) = (snap(origins), snap(destinations));
        let mut table = self.fill(&starts, &ends);
        // As for one pair: where the nearest road leads nowhere, the nearest that does.
        let elsewhere = |snaps: &[Option<Snap>], places: &[Point]| -> Vec<Option<Snap>> {
            let other = |(snap, &place): (&Option<Snap>, _)| self.snap_elsewhere(place, (*snap)?).or(*snap);
            snaps.iter().zip(places).map(other).collect()
        };
        let others = (elsewhere(&starts, origins), elsewhere(&ends, destinations));
        if others != (starts, ends) {
            let second = self.fill(&others.0, &others.1);
            for (cell, other) in table.iter_mut().zip(second) {
                *cell = cell.or(other);
            }
        }
        Ok(table)
    }

    /// The cheapest ways between places on roads.
    fn fill(&self, starts: &[Option<Snap>], ends: &[Option<Snap>]) -> Vec<Option<Cost>> {
        let mut table = vec![None; starts.len() * ends.len()];
        self.with_scratch(|scratch| {
            let mut entries = Vec::new();
            for (destination, end) in ends.iter().enumerate() {
                let Some(end) = end else { continue };
                scratch.backward.start(&self.hierarchy, &self.ends(*end));
                while let Some(settled) = scratch.backward.step(&self.hierarchy.down, &self.hierarchy.up) {
                    let entry = |(rank, cost)| Entry { rank, destination: destination as u32, cost };
                    entries.extend(settled.map(entry));
                }
            }
            entries.sort_unstable_by_key(|entry: &Entry| entry.rank);
            scratch.buckets.fill(self.hierarchy.state.len(), entries.iter().map(|entry| entry.rank));
            for (origin, start) in starts.iter().enumerate() {
                let Some(start) = start else { continue };
                let row = &mut table[origin * ends.len()..(origin + 1) * ends.len()];
                scratch.forward.start(&self.hierarchy, &self.starts(*start).0);
                while let Some(settled) = scratch.forward.step(&self.hierarchy.up, &self.hierarchy.down) {
                    let Some((rank, cost)) = settled else { continue };
                    for entry in &entries[scratch.buckets.of(rank)] {
                        keep(&mut row[entry.destination as usize], cost.plus(entry.cost));
                    }
                }
            }
        });
        for (origin, start) in starts.iter().enumerate() {
            for (destination, end) in ends.iter().enumerate() {
                if let (Some(start), Some(end)) = (*start, *end)
                    && let Some(direct) = self.direct(start, end)
                {
                    keep(&mut table[origin * ends.len() + destination], direct.cost);
                }
            }
        }
        table
    }
}

fn keep(cell: &mut Option<Cost>, cost: Cost) {
    if cell.is_none_or(|best| cost.weight < best.weight) {
        *cell = Some(cost);
    }
}
