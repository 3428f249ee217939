//! Small problems, beside every possibility there is.

use proptest::{collection::vec, prelude::*};
use waybill_routing::solve::{Iterations, Matrix, solve};

use super::town::{between, driver, order, problem};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn one_driver_with_three_orders_takes_the_shortest_of_all_ways(points in vec((0..15_i32, 0..15_i32), 7)) {
        let orders = (0..3).map(|k| order(&k.to_string(), 1 + 2 * k, 2 + 2 * k)).collect();
        let problem = problem(between(&points), vec![driver("d")], orders);
        let solution = solve(&problem, 1, &mut Iterations(2_000)).expect("valid");
        let shortest = shortest(&problem.matrices[0], 0, 0, &mut [false; 7]);
        prop_assert_eq!(solution.routes[0].seconds, shortest);
    }
}

/// The shortest way from a place over all that are not done yet and back to 0; an even place needs the one before it.
fn shortest(matrix: &Matrix, at: usize, count: usize, done: &mut [bool; 7]) -> i64 {
    if count == 6 {
        return matrix.seconds(at, 0);
    }
    let mut best = i64::MAX;
    for next in 1..7 {
        if done[next] || next % 2 == 0 && !done[next - 1] {
            continue;
        }
        done[next] = true;
        best = best.min(matrix.seconds(at, next) + shortest(matrix, next, count + 1, done));
        done[next] = false;
    }
    best
}
