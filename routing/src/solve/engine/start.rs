//! Where the search begins: what is held, made possible where it is not, and what the plan so far says.

use super::{
    fit::{self, Never, best_spot},
    model::{MUST, Model, Shape},
    route::Route,
    tour::Tour,
};

/// Widens what cannot be kept: a stop that is under way, pinned or on board is served late rather than not at all.
/// Afterwards what is held is feasible, and each hand-over has a place behind it.
pub(crate) fn relax(model: &mut Model) {
    for v in 0..model.vehicles.len() {
        let mut route = Route::held(model, v as u32);
        for job in must_follow(model, v) {
            let end = route.slots.len() - 2;
            if let Shape::HandOver(node) = model.jobs[job as usize].shape {
                route.put(model, node, end);
            }
        }
        if route.slots.len() == 2 {
            continue;
        }
        let mut load = model.vehicles[v].on_board;
        let mut peak = load;
        let (mut place, mut time) = (route.slots[0].place, route.slots[0].early);
        let last = route.slots.len() - 1;
        for k in 1..=last {
            let slot = route.slots[k];
            let begins = (time + model.time(place, slot.place)).max(slot.early);
            let node = if k == last { &mut model.vehicles[v].end } else { &mut model.nodes[slot.node as usize] };
            node.late = node.late.max(begins);
            for part in 0..3 {
                load[part] += slot.change[part];
                peak[part] = peak[part].max(load[part]);
            }
            (place, time) = (slot.place, begins + slot.service);
        }
        for (room, most) in model.vehicles[v].capacity.iter_mut().zip(peak) {
            *room = (*room).max(most);
        }
    }
}

/// Hand-overs that are a driver's own, those of the plan first and as it has them.
fn must_follow(model: &Model, v: usize) -> Vec<u32> {
    let mut jobs = model.vehicles[v].hints.clone();
    let rest = (0..model.jobs.len() as u32).filter(|&job| model.may(job, v as u32));
    jobs.extend(rest.filter(|job| !model.vehicles[v].hints.contains(job)));
    jobs.retain(|&job| matches!(model.jobs[job as usize].shape, Shape::HandOver(_)));
    jobs
}

/// What must be served, then the breaks, then as much of the plan so far as is still possible.
pub(crate) fn start(model: &Model) -> Tour {
    let mut tour = Tour::new(model);
    tour.begin();
    for v in 0..model.vehicles.len() as u32 {
        for job in must_follow(model, v as usize) {
            at_the_end(model, &mut tour, job, v);
        }
        let breaks = (0..model.jobs.len() as u32)
            .filter(|&job| matches!(model.jobs[job as usize].shape, Shape::Break(_)) && model.may(job, v));
        for job in breaks.collect::<Vec<_>>() {
            wherever(model, &mut tour, job, v);
        }
        for &job in &model.vehicles[v as usize].hints {
            if model.jobs[job as usize].weight < MUST && model.may(job, v) {
                wherever(model, &mut tour, job, v);
            }
        }
    }
    let home = std::mem::take(&mut tour.home);
    tour.absent.retain(|&job| super::tour::NOBODY == home[job as usize]);
    tour.home = home;
    tour.weigh(model);
    tour
}

fn at_the_end(model: &Model, tour: &mut Tour, job: u32, v: u32) {
    let end = (tour.routes[v as usize].slots.len() - 2) as u32;
    tour.put_in(model, job, v, fit::Spot { delta: 0, first: end, second: end });
}

fn wherever(model: &Model, tour: &mut Tour, job: u32, v: u32) {
    let spot = best_spot(model, &tour.routes[v as usize], model.jobs[job as usize].shape, &mut Never);
    if spot != fit::NO_SPOT {
        tour.put_in(model, job, v, spot);
    }
}
