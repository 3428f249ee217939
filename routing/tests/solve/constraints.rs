//! Each constraint on its own.

use waybill_routing::solve::{
    Activity, Break, Driver, Load, Objective, Order, Violation, WhyNot, Window, check,
};

use super::town::{at, driver, line, order, parcels, problem, solved, stop};

/// Who took an order in a solved problem.
fn taker(problem: &waybill_routing::solve::Problem, id: &str) -> Option<String> {
    let solution = solved(problem);
    assert_eq!(check(problem, &solution), vec![]);
    let has = |route: &&waybill_routing::solve::Route| {
        route.plan(waybill_routing::solve::Hold::Free).iter().any(|stop| stop.order == id)
    };
    solution.routes.iter().find(has).map(|route| route.driver.clone())
}

/// Why a driver does not take the only order that nobody takes.
fn reason(problem: &waybill_routing::solve::Problem, driver: &str) -> WhyNot {
    let solution = solved(problem);
    assert_eq!(check(problem, &solution), vec![]);
    let [unserved] = &solution.unserved[..] else { panic!("one order is left: {:?}", solution.unserved) };
    let obstacle =
        unserved.obstacles.iter().find(|obstacle| obstacle.driver == driver).expect("each driver has one");
    obstacle.why.clone()
}

#[test]
fn goods_go_to_a_driver_with_the_skills_they_need() {
    let mut cooled = driver("cooled");
    cooled.skills = vec!["cold".to_owned()];
    let fish = Order { skills: vec!["cold".to_owned()], ..order("fish", 1, 2) };
    let mut problem = problem(line(4), vec![driver("plain"), cooled], vec![fish]);
    assert_eq!(taker(&problem, "fish").as_deref(), Some("cooled"));
    problem.drivers.pop();
    assert_eq!(reason(&problem, "plain"), WhyNot::Skill { skill: "cold".to_owned() });
}

#[test]
fn each_driver_goes_by_their_own_roads() {
    let mut paths = line(4);
    // The bicycle takes three times as long, but over the footbridge to the island only the bicycle comes.
    paths.seconds.iter_mut().for_each(|seconds| *seconds *= 3);
    let mut roads = line(4);
    for place in 0..3 {
        (roads.seconds[place * 4 + 3], roads.seconds[3 * 4 + place]) = (864_000, 864_000);
    }
    let bicycle = Driver { matrix: 1, ..driver("bicycle") };
    let mut problem = problem(roads, vec![driver("van"), bicycle], vec![order("one", 1, 2)]);
    problem.matrices.push(paths);
    assert_eq!(taker(&problem, "one").as_deref(), Some("van"));
    problem.orders = vec![order("one", 2, 3)];
    assert_eq!(taker(&problem, "one").as_deref(), Some("bicycle"));
    problem.drivers.pop();
    assert_eq!(taker(&problem, "one"), None);
}

#[test]
fn a_pinned_order_goes_to_its_driver_and_a_barred_driver_gets_none() {
    let pinned = Order { driver: Some("bob".to_owned()), ..order("pinned", 1, 2) };
    let barred = Order { barred: vec!["bob".to_owned()], ..order("barred", 1, 2) };
    let mut problem = problem(line(4), vec![driver("ann"), driver("bob")], vec![pinned, barred]);
    assert_eq!(taker(&problem, "pinned").as_deref(), Some("bob"));
    assert_eq!(taker(&problem, "barred").as_deref(), Some("ann"));
    problem.orders[1].barred.push("ann".to_owned());
    assert_eq!(reason(&problem, "ann"), WhyNot::Barred);
}

#[test]
fn a_driver_like_one_who_is_barred_takes_the_order() {
    let barred = Order { barred: vec!["ann".to_owned()], ..order("a", 1, 2) };
    let problem = problem(line(4), vec![driver("ann"), driver("bob"), driver("cyd")], vec![barred]);
    assert!(taker(&problem, "a").is_some_and(|taker| taker != "ann"));
}

#[test]
fn weight_volume_and_count_each_limit_what_is_in_the_vehicle() {
    let room = Load { weight_g: 100, volume_cm3: 100, count: 100 };
    let cases = [
        (Load { weight_g: 101, ..Load::default() }, "weight"),
        (Load { volume_cm3: 101, ..Load::default() }, "volume"),
        (Load { count: 101, ..Load::default() }, "count"),
    ];
    for (load, what) in cases {
        let mut van = driver("van");
        van.capacity = room;
        let piano = Order { load, ..order("piano", 1, 2) };
        let problem = problem(line(4), vec![van], vec![piano]);
        assert_eq!(reason(&problem, "van"), WhyNot::TooBig { what: what.to_owned() });
    }
}

#[test]
fn a_full_vehicle_unloads_before_it_loads_again() {
    let mut van = driver("van");
    van.capacity = parcels(1);
    let problem = problem(line(8), vec![van], (0..3).map(|k| order(&k.to_string(), 1 + k, 7 - k)).collect());
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved, vec![]);
    let kinds: Vec<bool> = solution.routes[0]
        .visits
        .iter()
        .map(|visit| matches!(visit.activity, Activity::Pickup { .. }))
        .collect();
    assert_eq!(kinds, [true, false, true, false, true, false]);
}

#[test]
fn a_driver_waits_for_a_window_and_no_stop_begins_after_it_closes() {
    let mut early = order("early", 1, 2);
    early.pickup = Some(at(1, 5_000, 5_100));
    let problem = problem(line(4), vec![driver("ann")], vec![early]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    let route = &solution.routes[0];
    assert_eq!(route.visits[0].begins, 5_000);
    assert_eq!(route.departs, 4_900, "the driver sets off no earlier than is of use");
}

#[test]
fn a_stop_that_cannot_be_reached_in_time_is_left_out_with_the_reason() {
    let mut far = order("far", 3, 1);
    far.pickup = Some(at(3, 0, 250));
    let problem = problem(line(4), vec![driver("ann")], vec![far]);
    assert_eq!(reason(&problem, "ann"), WhyNot::TooLate);
}

#[test]
fn a_driver_is_back_before_the_shift_ends() {
    let mut ann = driver("ann");
    ann.shift = Window { opens: 0, closes: 615 };
    let mut problem = problem(line(4), vec![ann], vec![order("there", 1, 3)]);
    assert_eq!(reason(&problem, "ann"), WhyNot::TooLate, "there and back takes 620 s");
    problem.drivers[0].end = None;
    assert_eq!(taker(&problem, "there").as_deref(), Some("ann"), "who need not come back has time");
}

#[test]
fn a_break_is_taken_in_its_window_where_the_driver_is() {
    let mut ann = driver("ann");
    ann.breaks = vec![Break { window: Window { opens: 300, closes: 600 }, duration: 1_000 }];
    let problem = problem(line(8), vec![ann], vec![order("a", 1, 4), order("b", 5, 7)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved, vec![]);
    let rest =
        solution.routes[0].visits.iter().find(|visit| matches!(visit.activity, Activity::Break { .. }));
    let rest = rest.expect("it is due");
    assert!((300..=600).contains(&rest.begins) && rest.leaves - rest.begins == 1_000);
}

#[test]
fn a_break_keeps_out_what_it_leaves_no_time_for() {
    let mut ann = driver("ann");
    ann.breaks = vec![Break { window: Window { opens: 100, closes: 100 }, duration: 5_000 }];
    let mut soon = order("soon", 1, 2);
    soon.dropoff = Some(at(2, 0, 4_000));
    let problem = problem(line(4), vec![ann], vec![soon]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved.len(), 1);
}

#[test]
fn a_driver_who_is_done_before_the_break_is_due_goes_home() {
    let mut ann = driver("ann");
    ann.breaks = vec![Break { window: Window { opens: 5_000, closes: 6_000 }, duration: 1_000 }];
    let problem = problem(line(4), vec![ann], vec![order("a", 1, 2)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.routes[0].visits.len(), 2);
    assert_eq!(solution.routes[0].returns, 420);
}

#[test]
fn where_not_all_can_be_served_the_higher_priority_is() {
    let mut van = driver("van");
    van.shift = Window { opens: 0, closes: 630 };
    let orders = vec![order("low", 1, 3), Order { priority: 5, ..order("high", 3, 1) }];
    let problem = problem(line(4), vec![van], orders);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved[0].order, "low");
    assert_eq!(solution.unserved[0].obstacles[0].why, WhyNot::Full);
}

#[test]
fn what_is_loaded_before_the_start_takes_room_until_it_is_handed_over() {
    let mut van = driver("van");
    van.capacity = parcels(1);
    van.end = None;
    let loaded = Order { pickup: None, ..order("loaded", 0, 3) };
    let problem = problem(line(5), vec![van], vec![loaded, order("later", 1, 2)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved, vec![]);
    assert_eq!(solution.routes[0].visits[0].activity, Activity::Dropoff { order: "loaded".to_owned() });
}

#[test]
fn what_is_collected_for_the_end_takes_room_to_the_end() {
    let mut van = driver("van");
    van.capacity = parcels(1);
    let collected = Order { dropoff: None, ..order("collected", 1, 0) };
    let problem = problem(line(5), vec![van], vec![collected, order("carried", 2, 3)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), vec![]);
    assert_eq!(solution.unserved, vec![]);
    let last = &solution.routes[0].visits[2].activity;
    assert_eq!(*last, Activity::Pickup { order: "collected".to_owned() });
}

#[test]
fn goods_on_board_are_handed_over_late_rather_than_not_at_all() {
    let late = Order {
        on_board: true,
        driver: Some("ann".to_owned()),
        pickup: None,
        dropoff: Some(at(3, 0, 100)),
        ..order("late", 0, 3)
    };
    let problem = problem(line(4), vec![driver("ann"), driver("bob")], vec![late, order("other", 1, 2)]);
    let solution = solved(&problem);
    assert_eq!(check(&problem, &solution), Vec::<Violation>::new());
    assert_eq!(solution.unserved, vec![]);
    assert_eq!(taker(&problem, "late").as_deref(), Some("ann"));
}

#[test]
fn goods_on_board_are_handed_over_together_where_that_is_quicker_than_one_alone() {
    let on_board = |id: &str, place| Order {
        on_board: true,
        driver: Some("ann".to_owned()),
        pickup: None,
        dropoff: Some(stop(place)),
        ..order(id, 0, place)
    };
    // Too full to follow a plan, late anyhow, and the way home from the first stop is short past the second only.
    let mut ann = driver("ann");
    (ann.capacity, ann.shift.closes) = (parcels(1), 300);
    let mut matrix = line(3);
    matrix.seconds[3] = 900;
    let problem = problem(matrix, vec![ann], vec![on_board("a", 1), on_board("b", 2)]);
    assert_eq!(solved(&problem).unserved, vec![]);
}

#[test]
fn as_few_drivers_as_can_be_where_that_is_wanted() {
    let drivers = || vec![driver("ann"), driver("bob"), driver("cyd")];
    let far = |id: &str, place: usize| Order { pickup: Some(stop(place)), ..order(id, place, place) };
    let mut apart = drivers();
    apart[1].start = 9;
    apart[1].end = Some(9);
    let mut problem = problem(line(10), apart, vec![far("a", 1), far("b", 8)]);
    assert_eq!(solved(&problem).routes.len(), 2, "two drivers drive less");
    problem.objective = Objective { fewest_drivers: true, ..Objective::default() };
    assert_eq!(solved(&problem).routes.len(), 1);
}

#[test]
fn nothing_to_do_is_no_route() {
    let solution = solved(&problem(line(2), vec![driver("ann")], vec![]));
    assert_eq!((solution.routes.len(), solution.unserved.len()), (0, 0));
}
