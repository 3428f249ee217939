//! How long it takes to insert one order into a running day.

use std::time::{Duration, Instant};

use anyhow::bail;
use waybill_routing::solve::{Hold, NoPlace, Problem, Solution, insert};

/// Takes each order out of a solved day and puts it back; the longest that took.
pub(crate) fn slowest(problem: &Problem, solution: &Solution) -> anyhow::Result<Duration> {
    let mut slowest = Duration::ZERO;
    for order in &problem.orders {
        let mut running = problem.clone();
        for route in &solution.routes {
            if let Some(driver) = running.drivers.iter_mut().find(|driver| driver.id == route.driver) {
                driver.plan = route.plan(Hold::Free);
                driver.plan.retain(|stop| stop.order != order.id);
            }
        }
        let begun = Instant::now();
        let inserted = insert(&running, &order.id);
        slowest = slowest.max(begun.elapsed());
        match inserted {
            Ok(_) => {}
            Err(NoPlace::Nowhere(_)) => bail!("{} has no place where it was before", order.id),
            Err(other) => return Err(other.into()),
        }
    }
    Ok(slowest)
}
