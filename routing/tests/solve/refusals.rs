//! A problem that cannot be meant is refused in words that name the field and the rule.

use waybill_routing::solve::{Break, Hold, Iterations, Order, Planned, Problem, Task, Window, solve};

use super::town::{driver, line, order, problem};

fn refusal(change: impl FnOnce(&mut Problem)) -> String {
    let mut problem =
        problem(line(4), vec![driver("ann"), driver("bob")], vec![order("a", 1, 2), order("b", 2, 3)]);
    change(&mut problem);
    solve(&problem, 1, &mut Iterations(10)).expect_err("it is refused").to_string()
}

fn plan(order: &str, task: Task, hold: Hold) -> Planned {
    Planned { order: order.to_owned(), task, hold }
}

#[test]
fn zero_drivers() {
    assert_eq!(refusal(|p| p.drivers.clear()), "drivers: there must be at least one driver");
}

#[test]
fn an_impossible_window() {
    let change = |p: &mut Problem| {
        if let Some(stop) = &mut p.orders[1].dropoff {
            stop.window = Window { opens: 90, closes: 80 };
        }
    };
    assert_eq!(refusal(change), "orders[1].dropoff.window: opens at 90, after it closes at 80");
}

#[test]
fn an_unknown_place() {
    assert_eq!(
        refusal(|p| p.drivers[0].start = 4),
        "drivers[0].start: there is no place 4: the matrices have 4"
    );
    let change = |p: &mut Problem| p.orders[0].pickup.as_mut().expect("there").place = 9;
    assert_eq!(refusal(change), "orders[0].pickup.place: there is no place 9: the matrices have 4");
}

#[test]
fn a_matrix_with_gaps() {
    let gone = refusal(|p| p.matrices[0].seconds.truncate(15));
    assert_eq!(gone, "matrices[0].seconds: must have 4 × 4 values, and has 15");
    assert_eq!(
        refusal(|p| p.matrices[0].meters[5] = 1),
        "matrices[0].meters[5]: from a place to itself must be 0"
    );
}

#[test]
fn a_driver_without_a_matrix_and_matrices_of_other_places() {
    assert_eq!(refusal(|p| p.drivers[0].matrix = 1), "drivers[0].matrix: there is no matrix 1: there are 1");
    assert_eq!(refusal(|p| p.matrices.clear()), "drivers[0].matrix: there is no matrix 0: there are 0");
    assert_eq!(refusal(|p| p.matrices.push(line(3))), "matrices[1].places: must be 4, as in the first");
}

#[test]
fn a_matrix_whose_size_cannot_be() {
    let huge = refusal(|p| p.matrices[0].places = usize::MAX);
    assert!(huge.starts_with("matrices[0].seconds: must have"), "{huge}");
}

#[test]
fn names_that_are_there_twice() {
    assert_eq!(refusal(|p| p.drivers[1].id = "ann".to_owned()), "drivers[1].id: \"ann\" is there twice");
    assert_eq!(refusal(|p| p.orders[1].id = "a".to_owned()), "orders[1].id: \"a\" is there twice");
}

#[test]
fn an_order_without_stops_or_with_an_unknown_driver() {
    let empty = |p: &mut Problem| p.orders[0] = Order { id: "a".to_owned(), ..Order::default() };
    assert_eq!(refusal(empty), "orders[0]: must have a pickup or a drop-off");
    let unknown = |p: &mut Problem| p.orders[0].driver = Some("eve".to_owned());
    assert_eq!(refusal(unknown), "orders[0].driver: there is no driver \"eve\"");
    assert_eq!(refusal(|p| p.orders[0].priority = 11), "orders[0].priority: must be from 0 to 10");
}

#[test]
fn goods_on_board_of_nobody() {
    let said = refusal(|p| p.orders[0].on_board = true);
    assert_eq!(said, "orders[0].on_board: what is on board has a driver and a drop-off, and no pickup");
}

#[test]
fn times_that_cannot_be() {
    let negative = |p: &mut Problem| p.orders[0].pickup.as_mut().expect("there").service = -1;
    assert!(refusal(negative).starts_with("orders[0].pickup.service: must be from 0 to"));
    let distant = |p: &mut Problem| p.drivers[1].shift.closes = i64::MAX;
    assert!(refusal(distant).starts_with("drivers[1].shift: must be within"));
    let endless = |p: &mut Problem| {
        p.drivers[0].breaks = vec![Break { window: Window { opens: 0, closes: 10 }, duration: 20_000 }];
    };
    assert_eq!(refusal(endless), "drivers[0].breaks[0]: must lie within the shift");
}

#[test]
fn a_plan_that_contradicts_itself() {
    let unknown = |p: &mut Problem| p.drivers[0].plan = vec![plan("z", Task::Pickup, Hold::Free)];
    assert_eq!(refusal(unknown), "drivers[0].plan[0]: there is no order \"z\"");
    let torn = |p: &mut Problem| {
        p.drivers[0].plan = vec![plan("a", Task::Pickup, Hold::Free)];
        p.drivers[1].plan = vec![plan("a", Task::Dropoff, Hold::Free)];
    };
    let said = "drivers[1].plan[0]: the drop-off of \"a\" must come after its pickup, by the same driver";
    assert_eq!(refusal(torn), said);
    let twice = |p: &mut Problem| p.drivers[0].plan = vec![plan("a", Task::Pickup, Hold::Free); 2];
    assert_eq!(refusal(twice), "drivers[0].plan[1]: the pickup of \"a\" is planned twice");
    let thawed = |p: &mut Problem| {
        p.drivers[0].plan = vec![plan("a", Task::Pickup, Hold::Free), plan("b", Task::Pickup, Hold::Frozen)];
    };
    assert_eq!(refusal(thawed), "drivers[0].plan[1]: frozen stops must come before all others");
    let half = |p: &mut Problem| p.drivers[0].plan = vec![plan("a", Task::Pickup, Hold::Pinned)];
    assert_eq!(refusal(half), "drivers[0].plan[0]: a pinned pickup needs its drop-off in the plan");
}
