//! What is wrong with a solution, worked out from the problem alone, one rule at a time.
//!
//! Nothing here is shared with the solver, and nothing is fast: each rule reads the whole route again.

mod held;
mod schedule;
mod service;
mod violation;

pub use violation::Violation;

use super::{Driver, Order, Problem, Route, Solution, Task, Visit};
use crate::solve::Activity;

/// Every rule that a solution breaks; none if it can be driven as it stands.
///
/// What is frozen, pinned or on board may be late, and may make a vehicle too full or a shift too long: it is served
/// late rather than not at all.
#[must_use]
pub fn check(problem: &Problem, solution: &Solution) -> Vec<Violation> {
    let mut found = Vec::new();
    for (k, route) in solution.routes.iter().enumerate() {
        let Some(driver) = problem.drivers.iter().find(|driver| driver.id == route.driver) else {
            found.push(Violation::UnknownDriver { driver: route.driver.clone() });
            continue;
        };
        if solution.routes[..k].iter().any(|other| other.driver == route.driver) {
            found.push(Violation::DriverTwice { driver: route.driver.clone() });
        }
        schedule::check(problem, driver, route, &mut found);
        service::check_route(problem, driver, route, &mut found);
    }
    service::check_orders(problem, solution, &mut found);
    held::check(problem, solution, &mut found);
    found
}

/// The order and the task of a visit; a break has none.
fn stop_of(visit: &Visit) -> Option<(&str, Task)> {
    match &visit.activity {
        Activity::Pickup { order } => Some((order, Task::Pickup)),
        Activity::Dropoff { order } => Some((order, Task::Dropoff)),
        Activity::Break { .. } => None,
    }
}

fn order<'a>(problem: &'a Problem, id: &str) -> Option<&'a Order> {
    problem.orders.iter().find(|order| order.id == id)
}

/// Whether an order is the driver's whatever happens.
fn committed(driver: &Driver, order: &Order) -> bool {
    let held = |stop: &super::Planned| stop.order == order.id && stop.hold != super::Hold::Free;
    order.on_board || driver.plan.iter().any(held)
}

/// The stops of a route, without breaks.
fn stops(route: &Route) -> Vec<(&str, Task)> {
    route.visits.iter().filter_map(stop_of).collect()
}
