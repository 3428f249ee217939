//! The solver: our own large neighbourhood search.
//!
//! Ruin and recreate with string removals and blinks under simulated annealing (Christiaens and Vanden Berghe, *Slack
//! Induction by String Removals for Vehicle Routing Problems*, 2020), with absence counters for the number of drivers,
//! on routes that answer feasibility in constant time. All constraints are hard; what must be served and cannot be in
//! time has its limits widened before the search begins.

mod build;
pub(super) mod fit;
mod holding;
pub(super) mod model;
mod recreate;
pub(super) mod report;
pub(super) mod route;
mod ruin;
mod search;
mod start;
pub(super) mod tour;

pub(super) use build::suits;

use self::{model::Model, search::Search};
use super::{Control, Invalid, Problem, Solution};

/// Plans routes: as many orders as can be, by priority, and then what the objective says. Goes on for as long as
/// `control` lets it. With the same seed and [`super::Iterations`] it gives the same plan.
///
/// What is frozen, pinned or on board stays with its driver; each order that is in no route comes with the reasons.
///
/// # Errors
/// The first thing in the problem that cannot be meant.
pub fn solve(problem: &Problem, seed: u64, control: &mut dyn Control) -> Result<Solution, Invalid> {
    problem.validate()?;
    let mut model = prepared(problem);
    build::add_neighbours(&mut model);
    let tour = Search::new(&model, start::start(&model), seed, control).run();
    Ok(report::report(problem, &model, &tour))
}

/// The model of a validated problem, with what is held made possible.
pub(super) fn prepared(problem: &Problem) -> Model {
    let mut model = build::build(problem);
    start::relax(&mut model);
    model
}

/// The plan so far, as the search begins with it.
pub(super) fn running(model: &Model) -> tour::Tour {
    start::start(model)
}
