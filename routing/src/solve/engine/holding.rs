//! What a plan so far holds fast.

use std::collections::HashMap;

use crate::solve::{Driver, Hold, Planned, Problem, Task};

/// What one driver's plan holds fast.
pub(super) struct Holding {
    pub(super) driver: usize,
    /// Which tasks of which orders.
    pub(super) orders: HashMap<usize, Vec<Task>>,
    pub(super) sequence: Vec<(usize, Task)>,
    pub(super) frozen: usize,
}

impl Holding {
    pub(super) fn of(v: usize, driver: &Driver, problem: &Problem, numbers: &HashMap<&str, usize>) -> Self {
        let number = |planned: &Planned| numbers[planned.order.as_str()];
        let mut orders: HashMap<usize, Vec<Task>> = HashMap::new();
        let pinned: Vec<usize> = driver.plan.iter().filter(|p| p.hold == Hold::Pinned).map(number).collect();
        let mut sequence = Vec::new();
        let mut frozen = 0;
        for planned in &driver.plan {
            let number = number(planned);
            let exists = match planned.task {
                Task::Pickup => problem.orders[number].pickup.is_some(),
                Task::Dropoff => problem.orders[number].dropoff.is_some(),
            };
            if exists && (planned.hold == Hold::Frozen || pinned.contains(&number)) {
                frozen += usize::from(planned.hold == Hold::Frozen);
                sequence.push((number, planned.task));
                orders.entry(number).or_default().push(planned.task);
            }
        }
        Self { driver: v, orders, sequence, frozen }
    }
}
