//! Slower where roads are dense: a town, whether or not anybody tagged its limits.

use std::{collections::HashMap, f64::consts::PI};

use crate::road::{
    geometry::{Spot, metres},
    map::Map,
};

/// How far around a street roads are counted, in metres.
const RADIUS_M: f64 = 2_000.0;
/// Roads per area from where on it is a town, in km per km²: Valhalla's relative density of more than 8, at 0.7 for each
/// km/km² within 2 km (`GetDensity` in `mjolnir/graphenhancer.cc`, `kMaxRuralDensity` in `speed_assigner.h`).
const TOWN: f64 = 8.5 / 0.7;
/// The side of a counting cell, in 10⁻⁷ degrees of latitude: about 440 m.
const CELL: i32 = 40_000;

/// A street without a tagged limit.
pub(super) struct Untagged {
    pub(super) street: u32,
    /// Its speed for cars in a town, in km/h.
    pub(super) urban_kmh: f32,
}

/// Gives streets without a tagged limit their speed in a town, where they lie in one. Roads for cars are counted.
pub(super) fn slow_down(map: &mut Map, untagged: &[Untagged]) {
    let mut cells: HashMap<(i32, i32), f64> = HashMap::new();
    let spot = |map: &Map, node: u32| Spot::from(map.nodes[node as usize].point);
    for street in map.streets.iter().filter(|street| street.passages[0].is_open()) {
        for pair in street.nodes.windows(2) {
            let (a, b) = (spot(map, pair[0]), spot(map, pair[1]));
            *cells.entry(cell(a)).or_default() += metres(a, b);
        }
    }
    let mut density: HashMap<(i32, i32), bool> = HashMap::new();
    for entry in untagged {
        let nodes = &map.streets[entry.street as usize].nodes;
        let middle = spot(map, nodes[nodes.len() / 2]);
        let town = *density.entry(cell(middle)).or_insert_with(|| is_town(&cells, middle));
        if town {
            let passage = &mut map.streets[entry.street as usize].passages[0];
            let slower = |kmh: Option<f32>| kmh.map(|kmh| kmh.min(entry.urban_kmh));
            (passage.forward_kmh, passage.backward_kmh) =
                (slower(passage.forward_kmh), slower(passage.backward_kmh));
        }
    }
}

fn cell(spot: Spot) -> (i32, i32) {
    (spot.lat.div_euclid(CELL), spot.lon.div_euclid(CELL))
}

fn is_town(cells: &HashMap<(i32, i32), f64>, middle: Spot) -> bool {
    let (row, column) = cell(middle);
    let centre = |row: i32, column: i32| Spot {
        lat: row.saturating_mul(CELL).saturating_add(CELL / 2),
        lon: column.saturating_mul(CELL).saturating_add(CELL / 2),
    };
    let here = centre(row, column);
    // Cells are narrower towards the poles, so more of them lie within the radius.
    let reach = (RADIUS_M / metres(here, centre(row, column + 1)).max(20.0)).ceil() as i32;
    let rows = (RADIUS_M / metres(here, centre(row + 1, column)).max(20.0)).ceil() as i32;
    let mut total = 0.0;
    for at_row in row - rows..=row + rows {
        for at_column in column - reach..=column + reach {
            if metres(here, centre(at_row, at_column)) <= RADIUS_M {
                total += cells.get(&(at_row, at_column)).copied().unwrap_or(0.0);
            }
        }
    }
    total / 1000.0 / (PI * (RADIUS_M / 1000.0).powi(2)) > TOWN
}
