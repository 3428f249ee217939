//! What holds for every problem.

use proptest::prelude::*;
use waybill_routing::solve::{Activity, Problem, Solution, Violation, check};

use super::town::{any_problem, solved};

/// What is not the solver's fault: with goods on board that are late whatever is done, a break may be impossible.
fn at_fault(problem: &Problem, found: &[Violation]) -> Vec<Violation> {
    let carries =
        |id: &String| problem.orders.iter().any(|order| order.on_board && order.driver.as_ref() == Some(id));
    let excused = |v: &&Violation| !matches!(v, Violation::BreakMissed { driver, .. } if carries(driver));
    found.iter().filter(excused).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_solution_can_be_driven_as_it_stands(problem in any_problem()) {
        let solution = solved(&problem);
        prop_assert_eq!(at_fault(&problem, &check(&problem, &solution)), vec![]);
        for unserved in &solution.unserved {
            prop_assert_eq!(unserved.obstacles.len(), problem.drivers.len(), "each driver has a reason");
        }
    }

    #[test]
    fn goods_on_board_are_always_handed_over(problem in any_problem()) {
        let solution = solved(&problem);
        for order in problem.orders.iter().filter(|order| order.on_board) {
            prop_assert!(solution.unserved.iter().all(|unserved| unserved.order != order.id));
        }
    }

    #[test]
    fn a_solution_that_was_tampered_with_is_found_out(problem in any_problem(), way in 0..6_usize, pick in any::<prop::sample::Index>()) {
        let mut solution = solved(&problem);
        prop_assume!(at_fault(&problem, &check(&problem, &solution)).is_empty());
        prop_assume!(!solution.routes.is_empty());
        let route = pick.index(solution.routes.len());
        prop_assume!(tamper(&mut solution, route, way, &pick));
        prop_assert!(!check(&problem, &solution).is_empty(), "way {} went unnoticed", way);
    }

    #[test]
    fn the_same_seed_gives_the_same_plan(problem in any_problem()) {
        prop_assert_eq!(solved(&problem), solved(&problem));
    }

    #[test]
    fn problems_and_solutions_survive_being_written_down(problem in any_problem()) {
        let solution = solved(&problem);
        let text = serde_json::to_string(&(&problem, &solution)).expect("serializable");
        let back: (Problem, Solution) = serde_json::from_str(&text).expect("readable");
        prop_assert_eq!(back, (problem, solution));
    }
}

/// Changes one thing so that the plan cannot be right. False where this plan has no such thing.
fn tamper(solution: &mut Solution, route: usize, way: usize, pick: &prop::sample::Index) -> bool {
    let visits = &mut solution.routes[route].visits;
    let at = pick.index(visits.len());
    let is_break = matches!(visits[at].activity, Activity::Break { .. });
    match way {
        0 if !is_break => drop(visits.remove(at)),
        1 => visits[at].leaves -= 1,
        2 => {
            visits[at].arrives -= 1_000_000;
            visits[at].begins -= 1_000_000;
            visits[at].leaves -= 1_000_000;
        }
        3 => solution.routes[route].meters += 1,
        4 if !is_break => {
            let twin = visits[at].clone();
            visits.push(twin);
        }
        5 => drop(solution.routes.remove(route)),
        _ => return false,
    }
    true
}
