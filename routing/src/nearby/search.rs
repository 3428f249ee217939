//! The nearest drivers: from the cell outwards, until nobody farther out can be nearer than those found.

use waybill_domain::{Point, dispatch::Load, dispatch::Vehicles};

use super::{
    driver::{Filter, Near},
    grid::{Entry, Grid},
    spot::{Spot, apart_of_metres, metres_of_apart},
};

/// Below this, looking at every driver is not worth counting cells for.
const FEW: f64 = 256.0;

impl Grid {
    /// The `count` drivers nearest to `from`, not farther than `within_m` metres, whom `filter` admits: into `found`,
    /// which is emptied first, the nearest first, and by id where two are equally far. Exactly those that a look at every driver
    /// would give. Nothing is allocated where `found` has room for `count`. A point that is not on the earth, or a
    /// distance that is negative or no number, finds nobody.
    pub fn nearest(&self, from: Point, within_m: f64, count: usize, filter: &Filter, found: &mut Vec<Near>) {
        found.clear();
        let Some(organization) = self.organization(filter.organization) else { return };
        if count == 0 || within_m.is_nan() || within_m < 0.0 || Point::new(from.lat, from.lon).is_err() {
            return;
        }
        found.reserve(count.min(self.len()));
        let mut search = Search {
            grid: self,
            spot: from.into(),
            organization,
            on_shift: filter.on_shift,
            vehicles: filter.vehicles,
            load: filter.load,
            count,
            limit: apart_of_metres(within_m),
            found,
        };
        search.outwards(from, within_m);
        for near in found.iter_mut() {
            near.distance_m = metres_of_apart(near.distance_m);
        }
    }
}

/// A query under way. Until it is over, `distance_m` of what was found is what [`Spot::apart`] says.
struct Search<'a> {
    grid: &'a Grid,
    spot: Spot,
    organization: u32,
    on_shift: bool,
    vehicles: Vehicles,
    load: Load,
    count: usize,
    /// Nobody farther than this is wanted, by [`Spot::apart`].
    limit: f64,
    found: &'a mut Vec<Near>,
}

impl Search<'_> {
    /// Looks at ever larger areas around `from`, and at each cell once. An area holds everybody within its reach, so
    /// when enough were found within the reach, all others are farther.
    fn outwards(&mut self, from: Point, within_m: f64) {
        let cells = &self.grid.cells;
        let mut reach = cells.size_m().min(within_m);
        let mut known = None;
        loop {
            let area = cells.around(from, reach);
            if cells.count(&area) > FEW.max(self.grid.len() as f64) {
                return self.everybody();
            }
            for row in area.first_row..=area.last_row {
                let seen = known
                    .as_ref()
                    .filter(|known: &&super::cells::Area| (known.first_row..=known.last_row).contains(&row))
                    .map(|known| cells.span(row, from.lon, known));
                cells.each(row, cells.span(row, from.lon, &area), seen, |cell| {
                    for entry in self.grid.in_cell(cell) {
                        self.consider(entry);
                    }
                });
            }
            let enough = self.found.len() == self.count && self.limit <= apart_of_metres(reach);
            if enough || reach >= within_m {
                return;
            }
            known = Some(area);
            reach = (reach + cells.size_m().max(reach / 2.0)).min(within_m);
        }
    }

    /// Looks at every driver: less work than more cells than there are drivers.
    fn everybody(&mut self) {
        self.found.clear();
        for entry in self.grid.buckets.iter().flatten() {
            self.consider(entry);
        }
    }

    fn consider(&mut self, entry: &Entry) {
        let apart = self.spot.apart(entry.spot);
        if apart > self.limit || !self.admits(entry) {
            return;
        }
        let driver = self.grid.id(entry);
        let at = self.found.partition_point(|near| (near.distance_m, near.driver) < (apart, driver));
        if self.found.len() == self.count {
            if at == self.count {
                return;
            }
            self.found.pop();
        }
        self.found.insert(at, Near { driver, distance_m: apart });
        if self.found.len() == self.count {
            self.limit = self.found[self.count - 1].distance_m;
        }
    }

    /// [`Filter::admits`], on what an entry holds.
    fn admits(&self, entry: &Entry) -> bool {
        entry.organization == self.organization
            && (entry.on_shift || !self.on_shift)
            && self.vehicles.contains(entry.vehicle)
            && self.load.fits(entry.free)
    }
}
