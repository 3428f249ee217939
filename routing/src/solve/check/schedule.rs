//! Times and places of one route.

use super::{Violation, committed, order, stop_of};
use crate::solve::{Activity, Driver, Problem, Route};

/// Every visit must follow from the one before it, within windows, breaks and shift.
pub(super) fn check(problem: &Problem, driver: &Driver, route: &Route, found: &mut Vec<Violation>) {
    let wrong = |visit: usize, what: &str| Violation::DoesNotFollow {
        driver: driver.id.clone(),
        visit,
        what: what.to_owned(),
    };
    let Some(matrix) = problem.matrices.get(driver.matrix) else { return };
    let (mut place, mut free) = (driver.start, route.departs);
    let (mut seconds, mut meters) = (0, 0);
    for (k, visit) in route.visits.iter().enumerate() {
        let meant = match &visit.activity {
            Activity::Break { number } => {
                driver.breaks.get(*number).map(|rest| (place, rest.window, rest.duration))
            }
            Activity::Pickup { order: id } => {
                order(problem, id).and_then(|order| order.pickup).map(|s| (s.place, s.window, s.service))
            }
            Activity::Dropoff { order: id } => {
                order(problem, id).and_then(|order| order.dropoff).map(|s| (s.place, s.window, s.service))
            }
        };
        let Some((meant_place, window, stay)) = meant else { continue };
        if visit.place != meant_place || visit.place >= matrix.places {
            found.push(wrong(k, "the place is another"));
            return;
        }
        seconds += matrix.seconds(place, visit.place);
        meters += matrix.meters(place, visit.place);
        if visit.arrives < free + matrix.seconds(place, visit.place) {
            found.push(wrong(k, "nobody drives so fast"));
        }
        if visit.begins < visit.arrives {
            found.push(wrong(k, "it begins before the arrival"));
        }
        if visit.leaves != visit.begins + stay {
            found.push(wrong(k, "it does not take as long as it should"));
        }
        let outside = visit.begins < window.opens || visit.begins > window.closes;
        match stop_of(visit) {
            Some((id, task)) => {
                let excused =
                    visit.begins >= window.opens && order(problem, id).is_some_and(|o| committed(driver, o));
                if outside && !excused {
                    found.push(Violation::OutsideWindow { order: id.to_owned(), task, begins: visit.begins });
                }
            }
            None if outside => missed(driver, &visit.activity, found),
            None => {}
        }
        (place, free) = (visit.place, visit.leaves);
    }
    let end = driver.end.unwrap_or(place);
    if route.returns < free + matrix.seconds(place, end) {
        found.push(wrong(route.visits.len(), "the return is too early"));
    }
    seconds += matrix.seconds(place, end);
    meters += matrix.meters(place, end);
    if (route.seconds, route.meters) != (seconds, meters) {
        found.push(wrong(route.visits.len(), "the totals are others"));
    }
    shift(problem, driver, route, found);
    breaks(driver, route, found);
}

fn missed(driver: &Driver, activity: &Activity, found: &mut Vec<Violation>) {
    if let Activity::Break { number } = activity {
        found.push(Violation::BreakMissed { driver: driver.id.clone(), number: *number });
    }
}

fn shift(problem: &Problem, driver: &Driver, route: &Route, found: &mut Vec<Violation>) {
    let held = problem.orders.iter().any(|order| {
        committed(driver, order) && route.visits.iter().filter_map(stop_of).any(|(id, _)| id == order.id)
    });
    if route.departs < driver.shift.opens || route.returns > driver.shift.closes && !held {
        found.push(Violation::OutsideShift {
            driver: driver.id.clone(),
            departs: route.departs,
            returns: route.returns,
        });
    }
}

/// A break that must have begun by the time the driver is back is there, and none is there twice.
fn breaks(driver: &Driver, route: &Route, found: &mut Vec<Violation>) {
    let is =
        |visit: &crate::solve::Visit, wanted: usize| visit.activity == Activity::Break { number: wanted };
    for (number, rest) in driver.breaks.iter().enumerate() {
        let times = route.visits.iter().filter(|visit| is(visit, number)).count();
        if times > 1 || times == 0 && route.returns > rest.window.closes {
            found.push(Violation::BreakMissed { driver: driver.id.clone(), number });
        }
    }
    for visit in &route.visits {
        if let Activity::Break { number } = visit.activity
            && number >= driver.breaks.len()
        {
            found.push(Violation::BreakMissed { driver: driver.id.clone(), number });
        }
    }
}
