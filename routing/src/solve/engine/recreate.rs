//! Puts absent jobs back, one after the other, each where it costs least (Christiaens and Vanden Berghe 2020).

use rand::{Rng as _, rngs::SmallRng, seq::SliceRandom as _};

use super::{
    fit::{Blink, NO_SPOT, Spot, best_spot},
    model::{MUST, Model, REST, Shape},
    tour::{NOBODY, Tour},
};

/// What opening a route counts for where as few as can be are wanted.
const OPENING: i64 = 1 << 40;

/// Puts jobs back and remembers where each fits best, for as long as that route does not change.
pub(crate) struct Recreate {
    kept: Vec<(u64, Spot)>,
    candidates: Vec<u32>,
    order: Vec<(i64, u32)>,
    classes: Vec<bool>,
    /// How many vehicles may be used.
    pub(crate) most: usize,
    /// How likely a position is passed over.
    blinking: f64,
}

/// Passes over positions at random.
struct Random<'a> {
    rng: &'a mut SmallRng,
    chance: u32,
}

impl Blink for Random<'_> {
    #[inline(always)]
    fn blinks(&mut self) -> bool {
        self.rng.random::<u32>() < self.chance
    }
}

impl Recreate {
    pub(crate) fn new(model: &Model) -> Self {
        let classes = model.vehicles.iter().map(|v| v.class as usize + 1).max().unwrap_or(0);
        Self {
            kept: vec![(0, NO_SPOT); model.jobs.len() * model.vehicles.len()],
            candidates: Vec::new(),
            order: Vec::new(),
            classes: vec![false; classes],
            most: usize::MAX,
            blinking: 0.01,
        }
    }

    /// Puts back as many of the absent as fit. `urgency` may name which ones come first, the highest before the others.
    pub(crate) fn run(
        &mut self,
        model: &Model,
        tour: &mut Tour,
        rng: &mut SmallRng,
        urgency: Option<&[u32]>,
    ) {
        self.sort(model, tour, rng, urgency);
        self.find_candidates(model, tour);
        tour.absent.clear();
        for k in 0..self.order.len() {
            let job = self.order[k].1;
            let (v, spot) = self.best(model, tour, rng, job);
            if v == NOBODY {
                tour.absent.push(job);
                continue;
            }
            let opens = tour.routes[v as usize].stops == 0;
            tour.put_in(model, job, v, spot);
            if opens {
                self.find_candidates(model, tour);
            }
        }
        tour.weigh(model);
    }

    /// The order in which jobs are put back: one of several, drawn at random. Heavier ones always first.
    fn sort(&mut self, model: &Model, tour: &mut Tour, rng: &mut SmallRng, urgency: Option<&[u32]>) {
        tour.absent.shuffle(rng);
        let way = match urgency {
            Some(_) if rng.random_bool(0.5) => 5,
            _ => [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4][rng.random_range(0..12)],
        };
        let node = |number: u32| &model.nodes[number as usize];
        self.order.clear();
        self.order.extend(tour.absent.iter().map(|&job| {
            let shape = model.jobs[job as usize].shape;
            let (Some(first), Some(last)) = (shape.nodes().next(), shape.nodes().last()) else {
                return (0, job);
            };
            let depot = model.vehicles[0].start.place;
            let far = |n: u32| model.ways(0).cost(depot, node(n).place);
            let key = match way {
                1 => -node(first).load.iter().map(|&part| i64::from(part.abs())).sum::<i64>(),
                2 => -far(first).max(far(last)),
                3 => far(first).min(far(last)),
                4 => i64::from(node(last).late) - i64::from(node(first).early),
                5 => urgency.map_or(0, |u| -i64::from(u[job as usize])),
                _ => 0,
            };
            (key, job)
        }));
        self.order.sort_by_key(|&(key, _)| key);
        let heavy = |job: u32| std::cmp::Reverse(model.jobs[job as usize].weight);
        if self.order.windows(2).any(|w| heavy(w[0].1) > heavy(w[1].1))
            && (urgency.is_none() || rng.random_bool(0.7))
        {
            self.order.sort_by_key(|&(_, job)| heavy(job));
        } else {
            self.order.sort_by_key(|&(_, job)| std::cmp::Reverse(model.jobs[job as usize].weight / REST));
        }
    }

    /// Vehicles with stops, and of each class one without.
    fn find_candidates(&mut self, model: &Model, tour: &Tour) {
        self.candidates.clear();
        self.classes.fill(false);
        let may_open = tour.used() < self.most;
        for (v, route) in tour.routes.iter().enumerate() {
            if route.stops == 0 {
                let class = model.vehicles[v].class as usize;
                if std::mem::replace(&mut self.classes[class], true) || !may_open {
                    continue;
                }
            }
            self.candidates.push(v as u32);
        }
    }

    fn best(&mut self, model: &Model, tour: &Tour, rng: &mut SmallRng, job: u32) -> (u32, Spot) {
        let shape = model.jobs[job as usize].shape;
        if let Shape::Break(_) = shape {
            // A break is its driver's, whether or not there are stops yet.
            let own = (0..model.vehicles.len() as u32).find(|&v| model.may(job, v));
            let spot = own.map_or(NO_SPOT, |v| {
                best_spot(model, &tour.routes[v as usize], shape, &mut super::fit::Never)
            });
            return if spot == NO_SPOT { (NOBODY, spot) } else { (own.unwrap_or(NOBODY), spot) };
        }
        let mut best = (NOBODY, NO_SPOT);
        let afresh = rng.random_bool(0.1);
        for &v in &self.candidates {
            if !model.may(job, v) {
                continue;
            }
            let route = &tour.routes[v as usize];
            if !route.is_rested(model) && model.jobs[job as usize].weight < MUST {
                continue;
            }
            let mut spot = if afresh {
                let chance = (f64::from(u32::MAX) * self.blinking * 5.0) as u32;
                best_spot(model, route, shape, &mut Random { rng, chance })
            } else {
                let kept = &mut self.kept[job as usize * tour.routes.len() + v as usize];
                if kept.0 != route.version {
                    *kept = (route.version, best_spot(model, route, shape, &mut super::fit::Never));
                }
                if rng.random_bool(self.blinking) {
                    continue;
                }
                kept.1
            };
            if spot.delta == i64::MAX {
                continue;
            }
            if route.stops == 0 {
                spot.delta += route.cost + if model.fewest_drivers { OPENING } else { 0 };
            }
            if spot.delta < best.1.delta {
                best = (v, spot);
            }
        }
        best
    }
}
