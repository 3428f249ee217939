//! The checker names what is wrong, rule by rule.

use waybill_routing::solve::{
    Activity, Break, Hold, Order, Planned, Problem, Solution, Task, Unserved, Violation, Window, check,
};

use super::town::{at, driver, line, order, parcels, problem, solved};

fn day() -> (Problem, Solution) {
    let problem =
        problem(line(5), vec![driver("ann"), driver("bob")], vec![order("a", 1, 2), order("b", 3, 4)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.routes.len(), 1, "one driver does it all");
    (problem, solution)
}

/// What the checker says once something was changed.
fn found(change: impl FnOnce(&mut Problem, &mut Solution)) -> Vec<String> {
    let (mut problem, mut solution) = day();
    change(&mut problem, &mut solution);
    check(&problem, &solution).iter().map(ToString::to_string).collect()
}

fn says(found: &[String], words: &str) {
    assert!(found.iter().any(|line| line.contains(words)), "{words:?} is not among {found:?}");
}

#[test]
fn a_forgotten_order() {
    says(&found(|_, s| s.routes.clear()), "the order \"a\" is forgotten");
}

#[test]
fn an_order_that_is_done_and_unserved() {
    let change = |_: &mut Problem, s: &mut Solution| {
        s.unserved.push(Unserved { order: "a".to_owned(), obstacles: vec![] })
    };
    says(&found(change), "the order \"a\" is there twice");
}

#[test]
fn a_dropoff_before_its_pickup() {
    let change = |_: &mut Problem, s: &mut Solution| {
        let visits = &mut s.routes[0].visits;
        for visit in visits {
            visit.activity = match visit.activity.clone() {
                Activity::Pickup { order } => Activity::Dropoff { order },
                Activity::Dropoff { order } => Activity::Pickup { order },
                rest @ Activity::Break { .. } => rest,
            };
        }
    };
    says(&found(change), "is not picked up and then handed over by one driver");
}

#[test]
fn a_stranger_and_a_driver_with_two_routes() {
    says(&found(|_, s| s.routes[0].driver = "eve".to_owned()), "there is no driver \"eve\"");
    says(&found(|_, s| s.routes.push(s.routes[0].clone())), "more than one route");
}

#[test]
fn a_driver_who_may_not() {
    let (_, solution) = day();
    let taker = solution.routes[0].driver.clone();
    let other = if taker == "ann" { "bob" } else { "ann" };
    says(&found(|p, _| p.orders[0].barred = vec![taker.clone()]), "may not take \"a\"");
    says(&found(|p, _| p.orders[0].driver = Some(other.to_owned())), "may not take \"a\"");
    says(&found(|p, _| p.orders[0].skills = vec!["cold".to_owned()]), "may not take \"a\"");
}

#[test]
fn a_late_or_early_stop() {
    says(&found(|p, _| p.orders[1].dropoff = Some(at(4, 0, 20))), "Dropoff of \"b\" begins at");
    says(&found(|p, _| p.orders[1].dropoff = Some(at(4, 9_000, 9_000))), "Dropoff of \"b\" begins at");
}

#[test]
fn a_shift_that_is_too_short() {
    let change = |p: &mut Problem, _: &mut Solution| {
        p.drivers.iter_mut().for_each(|driver| driver.shift = Window { opens: 0, closes: 700 });
    };
    says(&found(change), "outside the shift");
}

#[test]
fn too_much_in_the_vehicle() {
    let change = |p: &mut Problem, _: &mut Solution| {
        p.drivers.iter_mut().for_each(|driver| driver.capacity = parcels(0))
    };
    says(&found(change), "too much in the vehicle (count)");
}

#[test]
fn driving_faster_than_the_roads_allow() {
    let change = |_: &mut Problem, s: &mut Solution| {
        for visit in &mut s.routes[0].visits[1..] {
            (visit.arrives, visit.begins, visit.leaves) =
                (visit.arrives - 1, visit.begins - 1, visit.leaves - 1);
        }
    };
    says(&found(change), "nobody drives so fast");
}

#[test]
fn totals_that_do_not_add_up() {
    says(&found(|_, s| s.routes[0].seconds -= 1), "the totals are others");
}

#[test]
fn a_missing_break() {
    let change = |p: &mut Problem, _: &mut Solution| {
        let rest = Break { window: Window { opens: 0, closes: 100 }, duration: 10 };
        p.drivers.iter_mut().for_each(|driver| driver.breaks = vec![rest]);
    };
    says(&found(change), "break 0 of");
}

#[test]
fn held_stops_that_were_moved() {
    let hold = |hold: Hold| {
        move |p: &mut Problem, s: &mut Solution| {
            let driver = p.drivers.iter_mut().find(|driver| driver.id == s.routes[0].driver).expect("known");
            let pick = |order: &str| Planned { order: order.to_owned(), task: Task::Pickup, hold };
            let first = match &s.routes[0].visits[0].activity {
                Activity::Pickup { order } => order.clone(),
                _ => panic!("a pickup comes first"),
            };
            let last = if first == "a" { "b" } else { "a" };
            driver.plan = vec![pick(last), pick(&first)];
        }
    };
    says(&found(hold(Hold::Frozen)), "under way was moved");
    says(&found(hold(Hold::Pinned)), "pinned to");
}

#[test]
fn an_order_that_does_not_exist() {
    let change =
        |p: &mut Problem, _: &mut Solution| p.orders[0] = Order { id: "z".to_owned(), ..p.orders[0].clone() };
    let said = found(change);
    says(&said, "the order \"a\" has no such stop");
    says(&said, "the order \"z\" is forgotten");
}

#[test]
fn every_violation_has_words() {
    let violation = Violation::Overload { driver: "ann".to_owned(), visit: 2, what: "weight".to_owned() };
    assert_eq!(violation.to_string(), "visit 2 of \"ann\" leaves too much in the vehicle (weight)");
}
