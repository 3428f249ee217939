//! All routes together, changed step by step, with a way back.

use super::{
    fit::{self, Spot},
    model::{HELD, Model},
    route::{Route, Slot},
};

/// A job in no route.
pub(crate) const NOBODY: u32 = u32::MAX;

/// A plan under way.
#[derive(Clone)]
pub(crate) struct Tour {
    /// One for each vehicle.
    pub(crate) routes: Vec<Route>,
    /// Whose route each job is in.
    pub(crate) home: Vec<u32>,
    /// The jobs in no route.
    pub(crate) absent: Vec<u32>,
    pub(crate) worth: Worth,
    versions: u64,
    epoch: u32,
    touched: Vec<u32>,
    stamps: Vec<u32>,
    saved: Vec<Route>,
    moved: Vec<(u32, u32)>,
    before: (Vec<u32>, Worth),
}

/// How good a plan is; less is better, the first before the second before the third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Worth {
    /// What is in no route, by weight.
    pub(crate) missing: i64,
    /// Vehicles with stops, where that matters.
    pub(crate) used: u32,
    /// What is weighed.
    pub(crate) cost: i64,
}

impl Tour {
    /// Only what is held.
    pub(crate) fn new(model: &Model) -> Self {
        let vehicles = model.vehicles.len();
        let mut tour = Self {
            routes: (0..vehicles as u32).map(|v| Route::held(model, v)).collect(),
            home: vec![NOBODY; model.jobs.len()],
            absent: (0..model.jobs.len() as u32).collect(),
            worth: Worth::default(),
            versions: 0,
            epoch: 0,
            touched: Vec::new(),
            stamps: vec![0; vehicles],
            saved: vec![Route::default(); vehicles],
            moved: Vec::new(),
            before: (Vec::new(), Worth::default()),
        };
        for v in 0..vehicles {
            tour.versions += 1;
            tour.routes[v].refresh(model, tour.versions);
        }
        tour.weigh(model);
        tour
    }

    /// From here [`Tour::back`] leads back to here.
    pub(crate) fn begin(&mut self) {
        self.epoch += 1;
        self.touched.clear();
        self.moved.clear();
        self.before.0.clone_from(&self.absent);
        self.before.1 = self.worth;
    }

    /// Undoes everything since [`Tour::begin`].
    pub(crate) fn back(&mut self) {
        for v in self.touched.drain(..) {
            std::mem::swap(&mut self.routes[v as usize], &mut self.saved[v as usize]);
        }
        for (job, home) in self.moved.drain(..).rev() {
            self.home[job as usize] = home;
        }
        std::mem::swap(&mut self.absent, &mut self.before.0);
        self.worth = self.before.1;
    }

    fn touch(&mut self, v: u32) {
        if self.stamps[v as usize] != self.epoch {
            self.stamps[v as usize] = self.epoch;
            self.saved[v as usize].clone_from(&self.routes[v as usize]);
            self.touched.push(v);
        }
    }

    fn settle(&mut self, job: u32, home: u32) {
        self.moved.push((job, self.home[job as usize]));
        self.home[job as usize] = home;
    }

    /// Takes jobs out of their routes; those in none are passed over.
    pub(crate) fn take_out(&mut self, model: &Model, jobs: &[u32]) {
        let mut changed: Vec<u32> = Vec::with_capacity(8);
        for &job in jobs {
            let v = self.home[job as usize];
            if v == NOBODY {
                continue;
            }
            self.touch(v);
            if !changed.contains(&v) {
                changed.push(v);
            }
            self.settle(job, NOBODY);
            self.absent.push(job);
        }
        for v in changed {
            if !self.close_up(model, v) {
                self.clear_out(model, v, |slot| slot.floats);
            }
        }
    }

    /// Closes the gaps in a route. False if it is late now: a break is taken where the driver is, and without the stop
    /// before it the way that was driven before the break may be driven after it.
    fn close_up(&mut self, model: &Model, v: u32) -> bool {
        let home = &self.home;
        let route = &mut self.routes[v as usize];
        route.slots.retain(|slot| slot.job == HELD || home[slot.job as usize] != NOBODY);
        self.versions += 1;
        route.refresh(model, self.versions)
    }

    /// Takes out what can be told from a slot, and everything if that is not enough (where a detour is shorter than
    /// the direct way, less can be late too).
    fn clear_out(&mut self, model: &Model, v: u32, which: fn(&Slot) -> bool) {
        let slots = self.routes[v as usize].slots.iter().filter(|slot| slot.job != HELD && which(slot));
        let mut jobs: Vec<u32> = slots.map(|slot| slot.job).collect();
        jobs.dedup();
        for job in jobs {
            if self.home[job as usize] != NOBODY {
                self.settle(job, NOBODY);
                self.absent.push(job);
            }
        }
        if !self.close_up(model, v) && self.routes[v as usize].slots.iter().any(|slot| slot.job != HELD) {
            self.clear_out(model, v, |_| true);
        }
    }

    /// Puts an absent job into a route. The caller keeps the list of the absent.
    pub(crate) fn put_in(&mut self, model: &Model, job: u32, v: u32, spot: Spot) {
        self.touch(v);
        self.settle(job, v);
        let route = &mut self.routes[v as usize];
        fit::put(model, route, model.jobs[job as usize].shape, spot);
        self.versions += 1;
        let good = route.refresh(model, self.versions);
        debug_assert!(good, "a place that was found is feasible");
    }

    /// Puts absent jobs of one node at the end of a route, each behind the one before it. Only all of them together must
    /// be in time: where a detour is shorter than the direct way, some of them alone can be late.
    pub(crate) fn append(&mut self, model: &Model, jobs: &[u32], v: u32) {
        self.touch(v);
        for &job in jobs {
            self.settle(job, v);
            let route = &mut self.routes[v as usize];
            let end = (route.slots.len() - 2) as u32;
            fit::put(
                model,
                route,
                model.jobs[job as usize].shape,
                Spot { delta: 0, first: end, second: end },
            );
        }
        self.versions += 1;
        let good = self.routes[v as usize].refresh(model, self.versions);
        debug_assert!(good || jobs.is_empty(), "what is held was made feasible");
    }

    /// Takes a finished route for its vehicle, with the jobs that are in it.
    pub(crate) fn adopt(&mut self, model: &Model, mut route: Route, jobs: &[u32]) {
        self.versions += 1;
        route.refresh(model, self.versions);
        for &job in jobs {
            self.home[job as usize] = route.vehicle;
        }
        let v = route.vehicle as usize;
        self.routes[v] = route;
    }

    /// Lists the jobs in no route anew.
    pub(crate) fn list_absent(&mut self) {
        let home = &self.home;
        self.absent.clear();
        self.absent.extend((0..home.len() as u32).filter(|&job| home[job as usize] == NOBODY));
    }

    /// Goes back to a plan that was kept. Versions go on from here: none may stand for two contents.
    pub(crate) fn become_again(&mut self, kept: &Self) {
        let versions = self.versions;
        self.clone_from(kept);
        self.versions = versions;
    }

    /// Works out the worth anew.
    pub(crate) fn weigh(&mut self, model: &Model) {
        let missing = self.absent.iter().map(|&job| model.jobs[job as usize].weight).sum();
        let (mut used, mut cost) = (0, 0);
        for route in &self.routes {
            if route.stops > 0 {
                used += 1;
                cost += route.cost;
            }
        }
        let used = if model.fewest_drivers { used } else { 0 };
        self.worth = Worth { missing, used, cost };
    }

    /// Vehicles with stops.
    pub(crate) fn used(&self) -> usize {
        self.routes.iter().filter(|route| route.stops > 0).count()
    }
}
