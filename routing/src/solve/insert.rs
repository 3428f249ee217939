//! One new order into running routes.

use super::{
    Hold, Invalid, Obstacle, Problem, Route,
    engine::{
        fit::{NO_SPOT, Never, best_spot, put},
        prepared, report, running,
        tour::NOBODY,
    },
    explain,
};

/// Where a new order costs least, with all other stops where they are.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Insertion {
    /// Who takes it.
    pub driver: String,
    /// What it adds to what the objective weighs.
    pub added: i64,
    /// The driver's route with it, with times.
    pub route: Route,
}

/// Why an order was not inserted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlace {
    /// The problem cannot be meant.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is no such order.
    #[error("there is no order {0:?}")]
    Unknown(String),
    /// It is in a plan already.
    #[error("{0:?} is planned already")]
    Planned(String),
    /// No driver can take it without changing something else.
    #[error("no route has a place for it")]
    Nowhere(Vec<Obstacle>),
}

/// Finds the cheapest feasible place for one order in the plans that the drivers have, without moving anything else:
/// every stop of the plans keeps its driver and its place in the order. Plans that are late already may stay as late
/// as they are, and the new order makes nothing later than it may be.
///
/// # Errors
/// [`NoPlace`] says what is in the way.
pub fn insert(problem: &Problem, order: &str) -> Result<Insertion, NoPlace> {
    let planned =
        |id: &str| problem.drivers.iter().flat_map(|driver| &driver.plan).any(|stop| stop.order == id);
    if problem.orders.iter().all(|other| other.id != order) {
        return Err(NoPlace::Unknown(order.to_owned()));
    }
    if planned(order) {
        return Err(NoPlace::Planned(order.to_owned()));
    }
    let mut fixed = problem.clone();
    fixed.orders.retain(|other| other.id == order || other.on_board || planned(&other.id));
    for driver in &mut fixed.drivers {
        for stop in &mut driver.plan {
            if stop.hold == Hold::Free {
                stop.hold = Hold::Pinned;
            }
        }
    }
    fixed.validate()?;
    let model = prepared(&fixed);
    let mut tour = running(&model);
    let absent = |job: u32| tour.home[job as usize] == NOBODY;
    let job = (0..model.jobs.len() as u32)
        .find(|&job| absent(job) && explain::order_id(&fixed, &model, job) == Some(order));
    let Some(job) = job else { return Err(NoPlace::Planned(order.to_owned())) };
    let shape = model.jobs[job as usize].shape;
    let best = (0..model.vehicles.len() as u32)
        .filter(|&v| model.may(job, v) && tour.routes[v as usize].is_rested(&model))
        .map(|v| (v, best_spot(&model, &tour.routes[v as usize], shape, &mut Never)))
        .filter(|(_, spot)| *spot != NO_SPOT)
        .map(|(v, spot)| {
            let route = &tour.routes[v as usize];
            // An empty route costs nothing until it is driven.
            let added = if route.stops == 0 { spot.delta + route.cost } else { spot.delta };
            (model.fewest_drivers && route.stops == 0, added, v, spot)
        })
        .min_by_key(|&(opens, added, ..)| (opens, added));
    let Some((_, added, v, spot)) = best else {
        return Err(NoPlace::Nowhere(explain::obstacles(&fixed, &model, job)));
    };
    let route = &mut tour.routes[v as usize];
    put(&model, route, shape, spot);
    route.refresh(&model, 0);
    let route = report::written(&fixed, &model, route);
    Ok(Insertion { driver: route.driver.clone(), added, route })
}
