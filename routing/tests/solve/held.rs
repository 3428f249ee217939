//! What is under way or pinned stays.

use proptest::prelude::*;
use waybill_routing::solve::{Hold, Order, Planned, Task, check};

use super::town::{any_problem, at, driver, line, order, problem, solved};

fn planned(order: &str, task: Task, hold: Hold) -> Planned {
    Planned { order: order.to_owned(), task, hold }
}

#[test]
fn pinned_stops_keep_their_driver_and_their_order_even_where_that_is_longer() {
    let mut ann = driver("ann");
    ann.plan = ["b", "a"]
        .into_iter()
        .flat_map(|id| [planned(id, Task::Pickup, Hold::Pinned), planned(id, Task::Dropoff, Hold::Pinned)])
        .collect();
    let mut bob = driver("bob");
    bob.start = 6;
    bob.end = Some(6);
    let orders = vec![order("a", 1, 2), order("b", 5, 6), order("c", 5, 3)];
    let problem = problem(line(7), vec![ann.clone(), bob], orders);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    let route = solution.routes.iter().find(|route| route.driver == "ann").expect("ann drives");
    let kept: Vec<Planned> =
        route.plan(Hold::Pinned).into_iter().filter(|stop| stop.order == "a" || stop.order == "b").collect();
    assert_eq!(kept, ann.plan);
}

#[test]
fn a_frozen_pickup_comes_first_and_its_dropoff_stays_with_the_driver() {
    let mut ann = driver("ann");
    ann.plan = vec![planned("far", Task::Pickup, Hold::Frozen), planned("far", Task::Dropoff, Hold::Free)];
    let mut bob = driver("bob");
    bob.start = 5;
    bob.end = Some(5);
    let problem = problem(line(7), vec![ann, bob], vec![order("far", 5, 6), order("near", 1, 2)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    let route = solution.routes.iter().find(|route| route.driver == "ann").expect("ann drives");
    let stops = route.plan(Hold::Free);
    assert_eq!((stops[0].order.as_str(), stops[0].task), ("far", Task::Pickup));
    assert!(stops.iter().any(|stop| stop.order == "far" && stop.task == Task::Dropoff));
}

#[test]
fn a_pin_that_is_late_is_kept_and_late() {
    let mut ann = driver("ann");
    ann.plan = vec![planned("a", Task::Pickup, Hold::Pinned), planned("a", Task::Dropoff, Hold::Pinned)];
    let mut late = order("a", 4, 5);
    late.dropoff = Some(at(5, 0, 100));
    let problem = problem(line(7), vec![ann], vec![late]);
    let solution = solved(&problem);
    assert_eq!(solution.unserved, vec![]);
    assert_eq!(check(&problem, &solution), vec![]);
    assert!(solution.routes[0].visits[1].begins > 100);
}

#[test]
fn a_driver_who_may_not_take_it_keeps_what_is_pinned_all_the_same() {
    let mut ann = driver("ann");
    ann.plan = vec![planned("a", Task::Pickup, Hold::Pinned), planned("a", Task::Dropoff, Hold::Pinned)];
    let fish = Order { skills: vec!["cold".to_owned()], ..order("a", 1, 2) };
    let problem = problem(line(3), vec![ann], vec![fish]);
    let solution = solved(&problem);
    assert_eq!((check(&problem, &solution), solution.unserved.len()), (vec![], 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn replanning_moves_nothing_that_is_held(problem in any_problem(), frozen in 0..3_usize, pins in any::<u16>()) {
        let mut problem = problem;
        problem.orders.iter_mut().for_each(|order| order.on_board = false);
        problem.drivers.iter_mut().for_each(|driver| driver.breaks.clear());
        let before = solved(&problem);
        for route in &before.routes {
            let driver = problem.drivers.iter_mut().find(|driver| driver.id == route.driver).expect("a known driver");
            driver.plan = route.plan(Hold::Free);
            for (k, stop) in driver.plan.iter_mut().enumerate() {
                if k < frozen {
                    stop.hold = Hold::Frozen;
                } else if pins >> (k % 16) & 1 == 1 {
                    stop.hold = Hold::Pinned;
                }
            }
        }
        let after = solved(&problem);
        prop_assert_eq!(check(&problem, &after), vec![]);
        prop_assert!(after.unserved.len() <= before.unserved.len(), "a plan that was possible is a beginning");
    }
}
