//! The routes as they are now, in numbers.

use waybill_domain::{plan::Totals, route::Task};
use waybill_routing::solve::{Driver, Problem};

use super::draft::Draft;

/// The plans that drivers have now, played through as they stand.
pub(super) fn before(draft: &Draft) -> Totals {
    let problem = &draft.problem;
    let mut totals = Totals::default();
    for driver in &problem.drivers {
        play(draft, problem, driver, &mut totals);
    }
    let planned = problem.drivers.iter().flat_map(|driver| &driver.plan);
    let planned = planned.filter(|stop| stop.task == Task::Dropoff).count();
    totals.unserved = problem.orders.len() + draft.excluded.len() - planned;
    totals
}

fn play(draft: &Draft, problem: &Problem, driver: &Driver, totals: &mut Totals) {
    let matrix = problem.travel(driver);
    let (mut place, mut time) = (driver.start, driver.shift.opens);
    let go = |totals: &mut Totals, place: &mut usize, to: usize| {
        let seconds = matrix.seconds(*place, to);
        totals.driving_s += seconds;
        totals.metres += matrix.meters(*place, to);
        *place = to;
        seconds
    };
    for planned in &driver.plan {
        let Some(order) = problem.orders.iter().find(|order| order.id == planned.order) else { continue };
        let stop = match planned.task {
            Task::Pickup => order.pickup,
            Task::Dropoff => order.dropoff,
        };
        let Some(stop) = stop else { continue };
        let begins = (time + go(totals, &mut place, stop.place)).max(stop.window.opens);
        let due = draft.due.get(&(planned.order.clone(), planned.task));
        totals.late += usize::from(due.is_some_and(|due| begins > *due));
        time = begins + stop.service;
    }
    if !driver.plan.is_empty() {
        totals.drivers += 1;
        if let Some(end) = driver.end {
            go(totals, &mut place, end);
        }
    }
}
