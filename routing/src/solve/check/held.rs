//! What is under way or pinned is where it was.

use super::{Violation, stops};
use crate::solve::{Hold, Problem, Solution, Task};

/// Frozen stops come first and as planned; pinned ones are with their driver and in their order.
pub(super) fn check(problem: &Problem, solution: &Solution, found: &mut Vec<Violation>) {
    for driver in &problem.drivers {
        let planned = |hold: Hold| -> Vec<(&str, Task)> {
            let stops = driver.plan.iter().filter(move |stop| stop.hold == hold);
            stops.map(|stop| (stop.order.as_str(), stop.task)).collect()
        };
        let route = solution.routes.iter().find(|route| route.driver == driver.id);
        let done = route.map(stops).unwrap_or_default();
        if !done.starts_with(&planned(Hold::Frozen)) {
            found.push(Violation::FrozenMoved { driver: driver.id.clone() });
        }
        let pinned = planned(Hold::Pinned);
        let kept: Vec<(&str, Task)> = done.into_iter().filter(|stop| pinned.contains(stop)).collect();
        if kept != pinned {
            found.push(Violation::PinnedMoved { driver: driver.id.clone() });
        }
    }
}
