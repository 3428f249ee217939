//! Takes neighbouring pieces out of neighbouring routes (Christiaens and Vanden Berghe 2020: slack induction by string
//! removals), or jobs that are alike (Shaw 1998).

use rand::{Rng as _, rngs::SmallRng};

use super::{
    model::{HELD, Model},
    tour::{NOBODY, Tour},
};

/// How much is taken out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// Stops on average.
    pub(crate) mean: f64,
    /// The longest piece of one route.
    pub(crate) longest: usize,
}

/// Chooses what is taken out.
#[derive(Default)]
pub(crate) struct Ruin {
    out: Vec<u32>,
    done: Vec<u32>,
}

impl Ruin {
    /// Takes out pieces of routes around one place, or a few single jobs around it.
    pub(crate) fn run(&mut self, model: &Model, tour: &mut Tour, rng: &mut SmallRng, extent: Extent) {
        self.out.clear();
        self.done.clear();
        if model.jobs.is_empty() {
            return;
        }
        let job = rng.random_range(0..model.jobs.len() as u32);
        let shape = model.jobs[job as usize].shape;
        let Some(seed) =
            shape.nodes().nth(usize::from(rng.random_bool(0.5))).or_else(|| shape.nodes().next())
        else {
            return;
        };
        if rng.random_bool(0.15) {
            self.scatter(model, tour, rng, seed, extent);
        } else {
            self.strings(model, tour, rng, seed, extent);
        }
        tour.take_out(model, &self.out);
    }

    fn strings(&mut self, model: &Model, tour: &Tour, rng: &mut SmallRng, seed: u32, extent: Extent) {
        let used = tour.used().max(1);
        let stops: usize = tour.routes.iter().map(|route| route.stops).sum();
        let longest = (extent.longest as f64).min(stops as f64 / used as f64).max(1.0);
        let most = (4.0 * extent.mean / (1.0 + longest) - 1.0).max(1.0);
        let routes = rng.random_range(1.0..most + 1.0) as usize;
        for node in std::iter::once(seed).chain(model.near[seed as usize].iter().copied()) {
            if self.done.len() >= routes {
                break;
            }
            let job = model.nodes[node as usize].job;
            if job == HELD || tour.home[job as usize] == NOBODY {
                continue;
            }
            let v = tour.home[job as usize];
            if self.done.contains(&v) {
                continue;
            }
            self.done.push(v);
            let slots = &tour.routes[v as usize].slots;
            let Some(at) = slots.iter().position(|slot| slot.node == node) else { continue };
            let inner = slots.len() - 2;
            let most = (inner as f64).min(longest);
            let length = (rng.random_range(1.0..most + 1.0) as usize).min(inner);
            // With some stops in the middle left where they are, half of the time.
            let mut kept = 0;
            if length > 1 && length < inner && rng.random_bool(0.5) {
                kept = 1;
                while length + kept < inner && rng.random_bool(0.5) {
                    kept += 1;
                }
            }
            let whole = length + kept;
            let from = rng.random_range((at + 1).saturating_sub(whole).max(1)..=at.min(inner + 1 - whole));
            let skip = if kept > 0 { from + rng.random_range(1..length.max(2)) } else { usize::MAX };
            for (k, slot) in slots.iter().enumerate().take(from + whole).skip(from) {
                let spared = k >= skip && k < skip.saturating_add(kept);
                if slot.job != HELD && !spared {
                    self.out.push(slot.job);
                }
            }
        }
    }

    fn scatter(&mut self, model: &Model, tour: &Tour, rng: &mut SmallRng, seed: u32, extent: Extent) {
        let count = rng.random_range(1.0..extent.mean * 1.5 + 1.0) as usize;
        let near = &model.near[seed as usize];
        self.out.extend(Some(model.nodes[seed as usize].job).filter(|&job| job != HELD));
        while self.out.len() < count && !near.is_empty() {
            let skewed = rng.random::<f64>().powi(4);
            let node = near[(skewed * near.len() as f64) as usize];
            let job = model.nodes[node as usize].job;
            if job != HELD && tour.home[job as usize] != NOBODY {
                self.out.push(job);
            } else if rng.random_bool(0.05) {
                break;
            }
        }
    }
}
