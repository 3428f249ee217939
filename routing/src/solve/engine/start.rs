//! Where the search begins: what is held, made possible where it is not, and what the plan so far says.

use super::{
    fit::{self, Never, best_spot},
    model::{HELD, MUST, Model, REST, Shape},
    route::Route,
    tour::Tour,
};

/// Widens what cannot be kept: a stop that is under way, pinned or on board is served late rather than not at all.
/// Afterwards what is held is feasible, and each hand-over has a place behind it.
pub(crate) fn relax(model: &mut Model) {
    for v in 0..model.vehicles.len() {
        let own = must_follow(model, v);
        let is_own = |&node: &u32| {
            let job = model.nodes[node as usize].job;
            job == HELD || own.contains(&job)
        };
        let mut nodes: Vec<u32> = model.vehicles[v].planned.iter().copied().filter(is_own).collect();
        let unplanned = own.iter().flat_map(|&job| model.jobs[job as usize].shape.nodes());
        nodes.extend(unplanned.filter(|node| !model.vehicles[v].planned.contains(node)));
        let mut route = Route::held(model, v as u32);
        route.replace(model, &nodes);
        if route.slots.len() == 2 {
            continue;
        }
        let (mut place, mut time) = (route.slots[0].place, route.slots[0].early);
        let last = route.slots.len() - 1;
        for k in 1..=last {
            let slot = route.slots[k];
            let begins = (time + model.ways(v as u32).time(place, slot.place)).max(slot.early);
            let node =
                if k == last { &mut model.vehicles[v].end } else { &mut model.nodes[slot.node as usize] };
            node.late = node.late.max(begins);
            (place, time) = (slot.place, begins + slot.service);
        }
        route.refresh(model, 0);
        if !route.has_room(model) {
            close(model, v);
        }
    }
}

/// Gives an overfull vehicle nothing but what is its own.
fn close(model: &mut Model, v: usize) {
    model.vehicles[v].overfull = true;
    for (job, allowed) in model.jobs.iter().zip(model.allowed.chunks_mut(model.vehicles.len())) {
        allowed[v] &= job.weight >= REST;
    }
}

/// Hand-overs that are a driver's own, those of the plan first and as it has them.
fn must_follow(model: &Model, v: usize) -> Vec<u32> {
    let mut jobs = planned(model, v);
    let rest = (0..model.jobs.len() as u32).filter(|&job| model.may(job, v as u32) && !jobs.contains(&job));
    let rest: Vec<u32> = rest.collect();
    jobs.extend(rest);
    jobs.retain(|&job| matches!(model.jobs[job as usize].shape, Shape::HandOver(_)));
    jobs
}

/// What the plan so far gave to a driver, but for what is held.
fn planned(model: &Model, v: usize) -> Vec<u32> {
    let mut jobs = Vec::new();
    for &node in &model.vehicles[v].planned {
        let job = model.nodes[node as usize].job;
        if job != HELD && model.may(job, v as u32) && !jobs.contains(&job) {
            jobs.push(job);
        }
    }
    jobs
}

/// The plan so far where it is still possible; else what must be served, then the breaks, then as much of the plan as
/// still fits.
pub(crate) fn start(model: &Model) -> Tour {
    let mut tour = Tour::new(model);
    tour.begin();
    for v in 0..model.vehicles.len() as u32 {
        if follow(model, &mut tour, v) {
            continue;
        }
        tour.append(model, &must_follow(model, v as usize), v);
        for job in breaks(model, v) {
            wherever(model, &mut tour, job, v);
        }
        for job in planned(model, v as usize) {
            if model.jobs[job as usize].weight < MUST && tour.routes[v as usize].is_rested(model) {
                wherever(model, &mut tour, job, v);
            }
        }
    }
    tour.list_absent();
    tour.weigh(model);
    tour
}

fn breaks(model: &Model, v: u32) -> Vec<u32> {
    let own = |&job: &u32| matches!(model.jobs[job as usize].shape, Shape::Break(_)) && model.may(job, v);
    (0..model.jobs.len() as u32).filter(own).collect()
}

/// Takes over a driver's plan as it is, with breaks where they fit. False, and nothing done, where it is not possible.
fn follow(model: &Model, tour: &mut Tour, v: u32) -> bool {
    let mut route = Route::held(model, v);
    let mut jobs = planned(model, v as usize);
    let foreign = |&node: &u32| {
        let job = model.nodes[node as usize].job;
        job == HELD || jobs.contains(&job)
    };
    let mut nodes: Vec<u32> = model.vehicles[v as usize].planned.iter().copied().filter(foreign).collect();
    for job in must_follow(model, v as usize) {
        if !jobs.contains(&job) {
            jobs.push(job);
            nodes.extend(model.jobs[job as usize].shape.nodes());
        }
    }
    route.replace(model, &nodes);
    if !route.refresh(model, 0) || !route.has_room(model) {
        return false;
    }
    for job in breaks(model, v) {
        let shape = model.jobs[job as usize].shape;
        let spot = best_spot(model, &route, shape, &mut Never);
        if spot == fit::NO_SPOT {
            return false;
        }
        fit::put(model, &mut route, shape, spot);
        route.refresh(model, 0);
        jobs.push(job);
    }
    tour.adopt(model, route, &jobs);
    true
}

fn wherever(model: &Model, tour: &mut Tour, job: u32, v: u32) {
    let spot = best_spot(model, &tour.routes[v as usize], model.jobs[job as usize].shape, &mut Never);
    if spot != fit::NO_SPOT {
        tour.put_in(model, job, v, spot);
    }
}
