//! Why an order is in no route, driver by driver.

use super::{
    Obstacle, Problem, Unserved, WhyNot,
    engine::{
        fit::{NO_SPOT, Never, best_spot, put},
        model::{Model, Origin, Shape},
        route::Route,
        suits,
        tour::{NOBODY, Tour},
    },
};

/// All orders that are in no route, with what stands between each and every driver.
pub(super) fn unserved(problem: &Problem, model: &Model, tour: &Tour) -> Vec<Unserved> {
    let absent = (0..model.jobs.len() as u32).filter(|&job| tour.home[job as usize] == NOBODY);
    let mut list: Vec<Unserved> = absent
        .filter_map(|job| {
            let order = order_id(problem, model, job)?.to_owned();
            Some(Unserved { order, obstacles: obstacles(problem, model, job) })
        })
        .collect();
    list.sort_by(|a, b| a.order.cmp(&b.order));
    list
}

/// The id of the order that a job is; a break is none.
pub(super) fn order_id<'a>(problem: &'a Problem, model: &Model, job: u32) -> Option<&'a str> {
    order_of(model, job).map(|order| problem.orders[order as usize].id.as_str())
}

/// What stands between an order and each driver.
pub(super) fn obstacles(problem: &Problem, model: &Model, job: u32) -> Vec<Obstacle> {
    let Some(order) = order_of(model, job) else { return Vec::new() };
    let drivers = problem.drivers.iter().enumerate();
    let obstacle = |(v, driver): (usize, &super::Driver)| Obstacle {
        driver: driver.id.clone(),
        why: why(problem, model, job, order, v as u32),
    };
    drivers.map(obstacle).collect()
}

fn order_of(model: &Model, job: u32) -> Option<u32> {
    let node = model.jobs[job as usize].shape.nodes().next()?;
    match model.nodes[node as usize].origin {
        Origin::Pickup(order) | Origin::Dropoff(order) => Some(order),
        Origin::Break(_) | Origin::Terminal => None,
    }
}

/// What stands between an order that is in no route and one driver: the first that does, from what can never be
/// changed to what depends on the rest of the plan.
fn why(problem: &Problem, model: &Model, job: u32, order: u32, v: u32) -> WhyNot {
    let (order, driver) = (&problem.orders[order as usize], &problem.drivers[v as usize]);
    if order.driver.as_ref().is_some_and(|only| *only != driver.id) {
        return WhyNot::Pinned;
    }
    if order.barred.contains(&driver.id) {
        return WhyNot::Barred;
    }
    if let Some(skill) = order.skills.iter().find(|skill| !driver.skills.contains(skill)) {
        return WhyNot::Skill { skill: skill.clone() };
    }
    debug_assert!(suits(order, driver));
    let (load, room) = (order.load, driver.capacity);
    let parts = [(load.weight_g, room.weight_g, "weight"), (load.volume_cm3, room.volume_cm3, "volume")];
    for (part, room, what) in parts.into_iter().chain([(load.count, room.count, "count")]) {
        if part > room {
            return WhyNot::TooBig { what: what.to_owned() };
        }
    }
    let shape = model.jobs[job as usize].shape;
    if !fits(model, Route::bare(model, v), shape, v) {
        return WhyNot::TooLate;
    }
    let overfull = model.vehicles[v as usize].overfull;
    if !overfull && fits(model, Route::held(model, v), shape, v) { WhyNot::Full } else { WhyNot::Held }
}

/// Whether a job fits into a driver's route beside the breaks.
fn fits(model: &Model, mut route: Route, shape: Shape, v: u32) -> bool {
    route.refresh(model, 0);
    for job in 0..model.jobs.len() as u32 {
        let own = model.jobs[job as usize].shape;
        if matches!(own, Shape::Break(_)) && model.may(job, v) {
            let spot = best_spot(model, &route, own, &mut Never);
            if spot == NO_SPOT {
                return false;
            }
            put(model, &mut route, own, spot);
            route.refresh(model, 0);
        }
    }
    best_spot(model, &route, shape, &mut Never) != NO_SPOT
}
