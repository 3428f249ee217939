//! The search: first everything into routes and the routes fewer, then the routes shorter.

use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};

use super::{
    model::{MUST, Model, Shape},
    recreate::Recreate,
    ruin::{Extent, Ruin},
    tour::{Tour, Worth},
};
use crate::solve::{Control, Progress};

/// The share of the effort that may go into serving more with fewer drivers.
const GATHERING: f64 = 0.3;

/// How much is taken out at once.
const EXTENT: Extent = Extent { mean: 10.0, longest: 10 };

/// How much is taken out now and then while routes are made shorter: few long routes lead into arrangements that small
/// pieces do not lead out of.
const LARGE: Extent = Extent { mean: 20.0, longest: 20 };

/// How often that is.
const LARGE_SHARE: f64 = 0.3;

/// How often the search asks whether it may go on.
const ASK_EVERY: u64 = 8;

/// A search under way.
pub(crate) struct Search<'a> {
    model: &'a Model,
    control: &'a mut dyn Control,
    rng: SmallRng,
    ruin: Ruin,
    recreate: Recreate,
    tour: Tour,
    best: Tour,
    iterations: u64,
    spent: f64,
}

impl<'a> Search<'a> {
    pub(crate) fn new(model: &'a Model, start: Tour, seed: u64, control: &'a mut dyn Control) -> Self {
        Self {
            model,
            control,
            rng: SmallRng::seed_from_u64(seed),
            ruin: Ruin::default(),
            recreate: Recreate::new(model),
            best: start.clone(),
            tour: start,
            iterations: 0,
            spent: 0.0,
        }
    }

    /// Goes on until the control says that it is enough.
    pub(crate) fn run(mut self) -> Tour {
        self.recreate.run(self.model, &mut self.tour, &mut self.rng, None);
        self.keep_if_better();
        if self.may_go_on() && !self.model.jobs.is_empty() {
            self.gather();
            self.shorten();
        }
        self.best
    }

    /// Serves more, then uses fewer drivers: a route is taken away, and what it had must find its place. What is absent
    /// again and again counts more and more (absence counters of Christiaens and Vanden Berghe 2020).
    fn gather(&mut self) {
        let mut counts = vec![1_u32; self.model.jobs.len()];
        if self.tour.absent.is_empty() && !self.take_route(&counts) {
            return;
        }
        let sum = |tour: &Tour, counts: &[u32]| -> i64 {
            tour.absent.iter().map(|&job| weight(self.model, job, counts)).sum()
        };
        let temperature = self.leg() * 0.5;
        let mut now = sum(&self.tour, &counts);
        while self.spent < GATHERING && self.may_go_on() {
            self.tour.begin();
            let before = self.tour.worth;
            self.ruin.run(self.model, &mut self.tour, &mut self.rng, EXTENT);
            self.recreate.run(self.model, &mut self.tour, &mut self.rng, Some(&counts));
            let then = sum(&self.tour, &counts);
            let luck = -temperature * (1.0 - self.rng.random::<f64>()).ln();
            let accepted =
                then < now || then == now && (self.tour.worth.cost as f64) < before.cost as f64 + luck;
            for &job in &self.tour.absent {
                counts[job as usize] = counts[job as usize].saturating_add(1);
            }
            if !accepted {
                self.tour.back();
            }
            if self.keep_if_better() && !self.take_route(&counts) {
                return;
            }
            now = sum(&self.tour, &counts);
        }
    }

    /// Takes away the route whose orders were hardest to place the least often. False if none can or need be.
    fn take_route(&mut self, counts: &[u32]) -> bool {
        let fewest = self.model.fewest_drivers;
        if !fewest {
            return !self.tour.absent.is_empty();
        }
        let model = self.model;
        let loose = (0..model.vehicles.len()).filter(|&v| {
            let route = &self.tour.routes[v];
            route.stops > 0
                && model.vehicles[v].held.is_empty()
                && route.slots.iter().all(|slot| {
                    slot.job == super::model::HELD
                        || slot.floats
                        || model.jobs[slot.job as usize].weight < MUST
                })
        });
        let trouble = |v: usize| -> u64 {
            let slots = self.tour.routes[v].slots.iter().filter(|slot| slot.job != super::model::HELD);
            slots.map(|slot| u64::from(counts[slot.job as usize])).sum()
        };
        let used = self.tour.used();
        let Some(v) = loose.min_by_key(|&v| trouble(v)).filter(|_| used > 1) else {
            return !self.tour.absent.is_empty();
        };
        let jobs: Vec<u32> = (0..model.jobs.len() as u32)
            .filter(|&job| {
                self.tour.home[job as usize] == v as u32
                    && !matches!(model.jobs[job as usize].shape, Shape::Break(_))
            })
            .collect();
        self.tour.begin();
        self.tour.take_out(model, &jobs);
        self.tour.weigh(model);
        self.recreate.most = used - 1;
        true
    }

    /// Makes routes shorter: simulated annealing over ruin and recreate, once with little heat, which is enough for most,
    /// and once from the best with more, which leads out of arrangements where whole clusters have to change.
    fn shorten(&mut self) {
        let begun = self.spent;
        for (hot, share) in [(0.5, 0.4), (2.0, 1.0)] {
            self.cool(hot, 0.005, begun + (1.0 - begun) * share);
        }
    }

    /// One cooling, from the best so far, until so much is spent. Temperatures are in legs of average length.
    fn cool(&mut self, hot: f64, cold: f64, until: f64) {
        self.tour.become_again(&self.best);
        self.recreate.most = if self.model.fewest_drivers { self.tour.used().max(1) } else { usize::MAX };
        let (leg, begun) = (self.leg(), self.spent);
        while self.may_go_on() && self.spent < until {
            let done = ((self.spent - begun) / (until - begun)).clamp(0.0, 1.0);
            let temperature = leg * hot * (cold / hot).powf(done);
            self.tour.begin();
            let before = self.tour.worth;
            let extent = if self.rng.random_bool(LARGE_SHARE) { LARGE } else { EXTENT };
            self.ruin.run(self.model, &mut self.tour, &mut self.rng, extent);
            self.recreate.run(self.model, &mut self.tour, &mut self.rng, None);
            let luck = -temperature * (1.0 - self.rng.random::<f64>()).ln();
            if !accepts(before, self.tour.worth, luck) {
                self.tour.back();
            } else {
                self.keep_if_better();
            }
        }
    }

    /// What one leg costs on average.
    fn leg(&self) -> f64 {
        let legs: usize = self.best.routes.iter().map(|route| route.stops + 1).sum();
        self.best.worth.cost.max(1) as f64 / legs.max(1) as f64
    }

    fn may_go_on(&mut self) -> bool {
        if self.iterations.is_multiple_of(ASK_EVERY) {
            self.spent = self.control.spent(self.iterations).max(self.spent);
        }
        self.iterations += 1;
        self.spent < 1.0
    }

    fn keep_if_better(&mut self) -> bool {
        if self.tour.worth >= self.best.worth {
            return false;
        }
        self.best.clone_from(&self.tour);
        let unserved = self.best.absent.len();
        let drivers = self.best.used();
        let progress =
            Progress { iterations: self.iterations, unserved, drivers, cost: self.best.worth.cost };
        self.control.improved(&progress);
        true
    }
}

fn weight(model: &Model, job: u32, counts: &[u32]) -> i64 {
    let weight = model.jobs[job as usize].weight;
    i64::from(counts[job as usize]).saturating_mul(weight.min(1_000_000))
}

fn accepts(before: Worth, after: Worth, luck: f64) -> bool {
    match (after.missing, after.used).cmp(&(before.missing, before.used)) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Greater => false,
        std::cmp::Ordering::Equal => (after.cost as f64) < before.cost as f64 + luck,
    }
}
