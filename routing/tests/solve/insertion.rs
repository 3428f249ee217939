//! One new order into running routes.

use proptest::prelude::*;
use waybill_routing::solve::{
    Activity, Hold, NoPlace, Objective, Planned, Problem, Route, Solution, Visit, WhyNot, check, insert,
};

use super::town::{any_problem, at, driver, line, order, problem, solved};

/// A solved day whose plans are under way, but for one order that has just come in.
fn running(mut problem: Problem, new: usize) -> (Problem, Solution, String) {
    problem.orders.iter_mut().for_each(|order| order.on_board = false);
    problem.drivers.iter_mut().for_each(|driver| driver.breaks.clear());
    let id = problem.orders[new].id.clone();
    let kept = problem.orders.remove(new);
    let solution = solved(&problem);
    for route in &solution.routes {
        let driver = problem.drivers.iter_mut().find(|driver| driver.id == route.driver);
        driver.expect("a known driver").plan = route.plan(Hold::Free);
    }
    problem.orders.push(kept);
    (problem, solution, id)
}

/// A plan with times, driven as early as can be.
fn driven(problem: &Problem, driver: usize, plan: &[Planned]) -> Route {
    let driver = &problem.drivers[driver];
    let matrix = problem.travel(driver);
    let (mut place, mut time, mut seconds, mut meters) = (driver.start, driver.shift.opens, 0, 0);
    let mut visits = Vec::new();
    for planned in plan {
        let order = problem.orders.iter().find(|order| order.id == planned.order).expect("a known order");
        let id = order.id.clone();
        let (stop, activity) = match planned.task {
            waybill_routing::solve::Task::Pickup => (order.pickup, Activity::Pickup { order: id }),
            waybill_routing::solve::Task::Dropoff => (order.dropoff, Activity::Dropoff { order: id }),
        };
        let stop = stop.expect("such a stop");
        seconds += matrix.seconds(place, stop.place);
        meters += matrix.meters(place, stop.place);
        let arrives = time + matrix.seconds(place, stop.place);
        let begins = arrives.max(stop.window.opens);
        (place, time) = (stop.place, begins + stop.service);
        visits.push(Visit { activity, place, arrives, begins, leaves: time });
    }
    let end = driver.end.unwrap_or(place);
    seconds += matrix.seconds(place, end);
    meters += matrix.meters(place, end);
    let returns = time + matrix.seconds(place, end);
    Route { driver: driver.id.clone(), departs: driver.shift.opens, visits, returns, seconds, meters }
}

/// Every way to put an order into the plans, by trying each and asking the checker; the least that one adds.
fn cheapest(problem: &Problem, id: &str) -> Option<i64> {
    use waybill_routing::solve::Task::{Dropoff, Pickup};
    let order = problem.orders.iter().find(|order| order.id == id).expect("a known order");
    let stop = |task| Planned { order: id.to_owned(), task, hold: Hold::Free };
    let weighed = |route: &Route| match problem.objective.weigh {
        waybill_routing::solve::Weigh::Seconds => route.seconds,
        waybill_routing::solve::Weigh::Meters => route.meters,
    };
    let mut best = None;
    for (d, driver) in problem.drivers.iter().enumerate() {
        let before = weighed(&driven(problem, d, &driver.plan));
        for first in 0..=driver.plan.len() {
            for second in first..=driver.plan.len() {
                let mut plan = driver.plan.clone();
                if order.dropoff.is_some() {
                    plan.insert(second, stop(Dropoff));
                }
                if order.pickup.is_some() {
                    plan.insert(first, stop(Pickup));
                }
                let route = driven(problem, d, &plan);
                let others = problem.orders.iter().filter(|o| plan.iter().all(|p| p.order != o.id));
                let unserved = others.map(|order| waybill_routing::solve::Unserved {
                    order: order.id.clone(),
                    obstacles: vec![],
                });
                let mut alone = problem.clone();
                alone.drivers.iter_mut().for_each(|driver| driver.plan.clear());
                let solution = Solution { unserved: unserved.collect(), routes: vec![route] };
                if check(&alone, &solution).is_empty() {
                    let added =
                        weighed(&solution.routes[0]) - if driver.plan.is_empty() { 0 } else { before };
                    best = Some(best.map_or(added, |b: i64| b.min(added)));
                }
            }
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn an_insertion_is_the_cheapest_of_all_and_breaks_nothing(problem in any_problem(), pick in any::<prop::sample::Index>()) {
        let new = pick.index(problem.orders.len());
        let (mut problem, mut solution, id) = running(problem, new);
        problem.objective = Objective { fewest_drivers: false, ..problem.objective };
        let expected = cheapest(&problem, &id);
        match insert(&problem, &id) {
            Ok(insertion) => {
                prop_assert_eq!(Some(insertion.added), expected);
                let others: Vec<Planned> =
                    insertion.route.plan(Hold::Free).into_iter().filter(|stop| stop.order != id).collect();
                let driver = problem.drivers.iter().find(|driver| driver.id == insertion.driver).expect("a known driver");
                prop_assert_eq!(&others, &driver.plan, "the others stay as they were");
                solution.routes.retain(|route| route.driver != insertion.driver);
                solution.routes.push(insertion.route);
                prop_assert_eq!(check(&problem, &solution), vec![]);
            }
            Err(NoPlace::Nowhere(obstacles)) => {
                prop_assert_eq!(expected, None);
                prop_assert_eq!(obstacles.len(), problem.drivers.len());
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }
}

#[test]
fn nothing_is_put_before_what_is_under_way() {
    let mut ann = driver("ann");
    ann.plan = vec![planned("far", Hold::Frozen), dropped("far")];
    let problem = problem(line(6), vec![ann], vec![order("far", 4, 5), order("near", 1, 2)]);
    let insertion = insert(&problem, "near").expect("there is time");
    assert_eq!(insertion.route.plan(Hold::Free)[0].order, "far");
}

#[test]
fn an_order_without_a_place_says_why() {
    let mut late = order("late", 4, 5);
    late.dropoff = Some(at(5, 0, 50));
    let problem = problem(line(6), vec![driver("ann")], vec![late]);
    let Err(NoPlace::Nowhere(obstacles)) = insert(&problem, "late") else { panic!("there is no place") };
    assert_eq!(obstacles[0].why, WhyNot::TooLate);
}

#[test]
fn only_a_known_order_that_is_in_no_plan_is_inserted() {
    let mut ann = driver("ann");
    ann.plan = vec![planned("a", Hold::Free), dropped("a")];
    let problem = problem(line(3), vec![ann], vec![order("a", 1, 2)]);
    assert_eq!(insert(&problem, "a"), Err(NoPlace::Planned("a".to_owned())));
    assert_eq!(insert(&problem, "b"), Err(NoPlace::Unknown("b".to_owned())));
}

fn planned(order: &str, hold: Hold) -> Planned {
    Planned { order: order.to_owned(), task: waybill_routing::solve::Task::Pickup, hold }
}

fn dropped(order: &str) -> Planned {
    Planned { order: order.to_owned(), task: waybill_routing::solve::Task::Dropoff, hold: Hold::Free }
}
