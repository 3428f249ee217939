//! From the planner's solution to what its readers get.

use std::collections::BTreeMap;

use waybill_domain::{
    DeliveryId, MemberId, Timestamp,
    plan::{Obstacle, PlannedRoute, PlannedStop, Totals, Unplanned},
    route::Task,
    time::Window,
};
use waybill_routing::solve::{self, Activity, Route, Solution};

use super::draft::Draft;

/// What became of a search.
pub(super) struct Found {
    pub(super) routes: Vec<PlannedRoute>,
    pub(super) unserved: Vec<Unplanned>,
    pub(super) reassigned: Vec<DeliveryId>,
    pub(super) after: Totals,
}

/// Reads a solution.
pub(super) fn found(draft: &Draft, solution: &Solution) -> Found {
    let mut unserved = draft.excluded.clone();
    unserved.extend(solution.unserved.iter().filter_map(|entry| unplanned(draft, entry)));
    let routes: Vec<PlannedRoute> = solution.routes.iter().filter_map(planned).collect();
    let late = solution.routes.iter().flat_map(|route| &route.visits).filter(|visit| {
        let due = stop_of(&visit.activity).and_then(|(order, task)| draft.due.get(&(order.to_owned(), task)));
        due.is_some_and(|due| visit.begins > *due)
    });
    let after = Totals {
        drivers: routes.len(),
        unserved: unserved.len(),
        late: late.count(),
        driving_s: solution.routes.iter().map(|route| route.seconds).sum(),
        metres: solution.routes.iter().map(|route| route.meters).sum(),
    };
    Found { reassigned: reassigned(&draft.owners, &routes), routes, unserved, after }
}

fn reassigned(owners: &BTreeMap<DeliveryId, MemberId>, routes: &[PlannedRoute]) -> Vec<DeliveryId> {
    let mut all: Vec<DeliveryId> = Vec::new();
    for route in routes {
        let given = route.stops.iter().filter(|stop| owners.get(&stop.delivery) != Some(&route.driver));
        all.extend(given.map(|stop| stop.delivery));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// One route as its readers get it.
pub(super) fn planned(route: &Route) -> Option<PlannedRoute> {
    let mut stops = Vec::with_capacity(route.visits.len());
    let mut breaks = Vec::new();
    for visit in &route.visits {
        let [arrives, begins, leaves] = [visit.arrives, visit.begins, visit.leaves].map(instant);
        match stop_of(&visit.activity) {
            Some((order, task)) => {
                let delivery = order.parse().ok()?;
                stops.push(PlannedStop { delivery, task, arrives, begins, leaves });
            }
            None => breaks.push(Window::new(begins, leaves)),
        }
    }
    Some(PlannedRoute {
        driver: route.driver.parse().ok()?,
        departs: instant(route.departs),
        returns: instant(route.returns),
        driving_s: route.seconds,
        metres: route.meters,
        stops,
        breaks,
    })
}

fn stop_of(activity: &Activity) -> Option<(&str, Task)> {
    match activity {
        Activity::Pickup { order } => Some((order, Task::Pickup)),
        Activity::Dropoff { order } => Some((order, Task::Dropoff)),
        Activity::Break { .. } => None,
    }
}

fn unplanned(draft: &Draft, entry: &solve::Unserved) -> Option<Unplanned> {
    let delivery = entry.order.parse().ok()?;
    let driver = draft.owners.get(&delivery).copied();
    Some(Unplanned { delivery, driver, obstacles: obstacles(&entry.obstacles) })
}

/// What stands against each driver, as its readers get it.
pub(super) fn obstacles(all: &[solve::Obstacle]) -> Vec<Obstacle> {
    let one = |obstacle: &solve::Obstacle| {
        Some(Obstacle { driver: obstacle.driver.parse().ok()?, why: obstacle.why.clone() })
    };
    all.iter().filter_map(one).collect()
}

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds.saturating_mul(1_000))
}
