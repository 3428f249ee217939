//! Orders: each once and whole, by a driver who may, in a vehicle with room.

use super::{Violation, committed, order, stop_of, stops};
use crate::solve::{Driver, Order, Problem, Route, Solution, Task};

/// Who may take what, and what is in the vehicle when.
pub(super) fn check_route(problem: &Problem, driver: &Driver, route: &Route, found: &mut Vec<Violation>) {
    for (id, task) in stops(route) {
        let Some(order) = order(problem, id) else {
            found.push(Violation::UnknownStop { order: id.to_owned() });
            continue;
        };
        let exists = match task {
            Task::Pickup => order.pickup.is_some(),
            Task::Dropoff => order.dropoff.is_some(),
        };
        if !exists {
            found.push(Violation::UnknownStop { order: id.to_owned() });
        }
        let pinned_elsewhere = order.driver.as_ref().is_some_and(|only| *only != driver.id);
        let unskilled = order.skills.iter().any(|skill| !driver.skills.contains(skill));
        let refused = order.barred.contains(&driver.id) || unskilled;
        if pinned_elsewhere || refused && !committed(driver, order) {
            found.push(Violation::NotAllowed { driver: driver.id.clone(), order: id.to_owned() });
        }
    }
    loads(problem, driver, route, found);
}

/// What is in the vehicle after the start and after each visit, counted from the orders.
fn loads(problem: &Problem, driver: &Driver, route: &Route, found: &mut Vec<Violation>) {
    let at = |order: &Order, task: Task| {
        route.visits.iter().position(|visit| stop_of(visit) == Some((order.id.as_str(), task)))
    };
    // From after which visit to after which: 0 is the start.
    let aboard: Vec<(usize, usize, &Order)> = problem
        .orders
        .iter()
        .filter_map(|order| {
            let (from, to) = (at(order, Task::Pickup), at(order, Task::Dropoff));
            let owned = order.on_board && order.driver.as_ref() == Some(&driver.id);
            if from.is_none() && to.is_none() && !owned {
                return None;
            }
            Some((from.map_or(0, |k| k + 1), to.map_or(usize::MAX, |k| k + 1), order))
        })
        .collect();
    let room = driver.capacity;
    for visit in 0..=route.visits.len() {
        let inside =
            || aboard.iter().filter(|(from, to, _)| (*from..*to).contains(&visit)).map(|item| item.2);
        if inside().all(|order| committed(driver, order)) {
            continue;
        }
        let sum = |part: fn(&Order) -> u32| inside().map(|order| u64::from(part(order))).sum::<u64>();
        let parts = [
            ("weight", sum(|order| order.load.weight_g), room.weight_g),
            ("volume", sum(|order| order.load.volume_cm3), room.volume_cm3),
            ("count", sum(|order| order.load.count), room.count),
        ];
        for (what, load, room) in parts {
            if load > u64::from(room) {
                found.push(Violation::Overload { driver: driver.id.clone(), visit, what: what.to_owned() });
            }
        }
    }
}

/// Every order is either done, whole and once, or among the unserved.
pub(super) fn check_orders(problem: &Problem, solution: &Solution, found: &mut Vec<Violation>) {
    for order in &problem.orders {
        let mut done: Vec<(usize, usize, Task)> = Vec::new();
        for (r, route) in solution.routes.iter().enumerate() {
            let visits = route.visits.iter().enumerate();
            done.extend(visits.filter_map(|(k, visit)| {
                stop_of(visit).filter(|(id, _)| *id == order.id).map(|(_, task)| (r, k, task))
            }));
        }
        let unserved = solution.unserved.iter().filter(|entry| entry.order == order.id).count();
        let wanted = usize::from(order.pickup.is_some()) + usize::from(order.dropoff.is_some());
        let id = || order.id.clone();
        match (done.len(), unserved) {
            (0, 0) => found.push(Violation::Forgotten { order: id() }),
            (0, 1) => {}
            (count, 0) if count < wanted => found.push(Violation::Torn { order: id() }),
            (count, 0) if count == wanted => {
                let whole = count < 2 || {
                    let ((r1, k1, first), (r2, k2, second)) = (done[0], done[1]);
                    r1 == r2 && k1 < k2 && (first, second) == (Task::Pickup, Task::Dropoff)
                };
                if !whole {
                    found.push(Violation::Torn { order: id() });
                }
            }
            _ => found.push(Violation::Twice { order: id() }),
        }
    }
    for entry in &solution.unserved {
        if order(problem, &entry.order).is_none() {
            found.push(Violation::UnknownStop { order: entry.order.clone() });
        }
    }
}
