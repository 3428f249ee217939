//! From a plan of the search to what the caller reads.

use super::{
    model::{Model, Node, Origin},
    route::Route as Inner,
    tour::Tour,
};
use crate::solve::{Activity, Problem, Route, Solution, Visit, explain};

/// The solution, with times, and reasons for what is in no route.
pub(crate) fn report(problem: &Problem, model: &Model, tour: &Tour) -> Solution {
    let routes = tour
        .routes
        .iter()
        .filter(|route| route.stops > 0)
        .map(|route| written(problem, model, route))
        .collect();
    Solution { routes, unserved: explain::unserved(problem, model, tour) }
}

/// One route as the caller reads it.
pub(crate) fn written(problem: &Problem, model: &Model, route: &Inner) -> Route {
    let driver = &problem.drivers[route.vehicle as usize];
    let nodes: Vec<&Node> =
        route.slots[1..route.slots.len() - 1].iter().map(|slot| &model.nodes[slot.node as usize]).collect();
    // A break behind the last stop is not due where the shift ends before it must begin.
    let stops = nodes.iter().rposition(|node| !node.floats).map_or(0, |k| k + 1);
    let (short, long) = (scheduled(problem, model, route, &nodes[..stops]), nodes.len() > stops);
    let due = |written: &Route| {
        nodes[stops..].iter().any(|rest| written.returns > model.epoch + i64::from(rest.late))
    };
    if long && due(&short) {
        scheduled(problem, model, route, &nodes)
    } else {
        with_driver(short, &driver.id)
    }
}

fn with_driver(mut route: Route, driver: &str) -> Route {
    driver.clone_into(&mut route.driver);
    route
}

fn scheduled(problem: &Problem, model: &Model, route: &Inner, nodes: &[&Node]) -> Route {
    let driver = &problem.drivers[route.vehicle as usize];
    let (matrix, mut departs) = (problem.travel(driver), driver.shift.opens);
    if let Some(first) = nodes.first().filter(|node| !node.floats) {
        let drive = matrix.seconds(driver.start, first.place as usize);
        departs = departs.max(model.epoch + i64::from(first.early) - drive);
    }
    let (mut place, mut time, mut seconds, mut meters) = (driver.start, departs, 0, 0);
    let mut visits = Vec::with_capacity(nodes.len());
    for node in nodes {
        let to = if node.floats { place } else { node.place as usize };
        seconds += matrix.seconds(place, to);
        meters += matrix.meters(place, to);
        let arrives = time + matrix.seconds(place, to);
        let begins = arrives.max(model.epoch + i64::from(node.early));
        let leaves = begins + i64::from(node.service);
        visits.push(Visit { activity: activity(problem, node), place: to, arrives, begins, leaves });
        (place, time) = (to, leaves);
    }
    let end = driver.end.unwrap_or(place);
    seconds += matrix.seconds(place, end);
    meters += matrix.meters(place, end);
    let returns = time + matrix.seconds(place, end);
    Route { driver: driver.id.clone(), departs, visits, returns, seconds, meters }
}

fn activity(problem: &Problem, node: &Node) -> Activity {
    let id = |order: u32| problem.orders[order as usize].id.clone();
    match node.origin {
        Origin::Pickup(order) => Activity::Pickup { order: id(order) },
        Origin::Dropoff(order) => Activity::Dropoff { order: id(order) },
        Origin::Break(number) => Activity::Break { number: number as usize },
        Origin::Terminal => Activity::Break { number: usize::MAX },
    }
}
