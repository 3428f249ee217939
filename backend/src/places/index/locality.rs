//! In which town a place is, where the map does not say so: the nearest one, larger ones from farther away.

use std::collections::HashMap;

use waybill_domain::Point;
use waybill_routing::features::{Place, PlaceKind};

/// The side of a cell, in degrees of latitude: no town reaches farther than its own cell and those around it.
const CELL: f64 = 0.2;

/// How far the name of such a place reaches, in metres.
fn reach(kind: PlaceKind) -> f64 {
    match kind {
        PlaceKind::City => 15_000.0,
        PlaceKind::Town => 6_000.0,
        PlaceKind::Village => 3_000.0,
        PlaceKind::Suburb => 2_500.0,
        PlaceKind::Hamlet => 1_000.0,
        PlaceKind::Venue => 0.0,
    }
}

/// Towns by where they are.
pub(super) struct Localities<'a> {
    cells: HashMap<(i32, i32), Vec<&'a Place>>,
}

impl<'a> Localities<'a> {
    pub(super) fn of(places: &'a [Place]) -> Self {
        let mut cells: HashMap<(i32, i32), Vec<&Place>> = HashMap::new();
        for place in places.iter().filter(|place| place.kind.is_locality()) {
            cells.entry(cell(place.point)).or_default().push(place);
        }
        Self { cells }
    }

    /// The town or village at this place, and the quarter where it is in one.
    pub(super) fn at(&self, point: Point) -> (Option<&'a Place>, Option<&'a Place>) {
        let (row, column) = cell(point);
        let around = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (row + down, column + right)));
        let near: Vec<(f64, &Place)> = around
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .map(|place| (point.distance_m(place.point) / reach(place.kind), *place))
            .filter(|(share, _)| *share <= 1.0)
            .collect();
        let best = |of: fn(PlaceKind) -> bool| {
            near.iter()
                .filter(|(_, place)| of(place.kind))
                .min_by(|a, b| a.0.total_cmp(&b.0))
                .map(|found| found.1)
        };
        let town = best(|kind| matches!(kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village));
        let quarter = best(|kind| matches!(kind, PlaceKind::Suburb | PlaceKind::Hamlet));
        (town.or(quarter), quarter.filter(|_| town.is_some()))
    }
}

fn cell(point: Point) -> (i32, i32) {
    let narrow = point.lat.to_radians().cos().max(0.05);
    ((point.lat / CELL).floor() as i32, (point.lon * narrow / CELL).floor() as i32)
}
