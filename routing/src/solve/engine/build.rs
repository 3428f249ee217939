//! From the problem to what the search sees.

use std::collections::HashMap;

use super::model::{Amount, Arc, HELD, Job, MUST, Model, Node, Origin, REST, Shape, Vehicle, plus};
use crate::solve::{Driver, Hold, Load, Order, Planned, Problem, Stop, Task, Weigh, Window};

/// The furthest time the search can tell from another, in seconds from the first.
const HORIZON: i64 = 1 << 29;

/// How many neighbours of each node are known.
const NEIGHBOURS: usize = 400;

/// Builds the model of a validated problem.
pub(crate) fn build(problem: &Problem) -> Model {
    let epoch = problem.drivers.iter().map(|driver| driver.shift.opens).min().unwrap_or(0);
    let mut model = Model { epoch, fewest_drivers: problem.objective.fewest_drivers, ..Model::default() };
    add_arcs(&mut model, problem);
    let nowhere = problem.matrix.places as u32;
    let numbers: HashMap<&str, usize> =
        problem.orders.iter().enumerate().map(|(k, order)| (order.id.as_str(), k)).collect();
    let holds: Vec<Holding> =
        problem.drivers.iter().enumerate().map(|(v, d)| Holding::of(v, d, problem, &numbers)).collect();
    let mut allowed = Vec::new();
    let mut carried: Vec<Amount> = vec![[0; 3]; problem.drivers.len()];
    let mut node_of: HashMap<(usize, Task), u32> = HashMap::new();
    for (number, order) in problem.orders.iter().enumerate() {
        let holder = holds.iter().find(|holding| holding.orders.contains_key(&number));
        let on_board = order
            .on_board
            .then(|| problem.drivers.iter().position(|d| Some(&d.id) == order.driver.as_ref()))
            .flatten();
        if let Some(v) = on_board.or(holder.filter(|_| order.pickup.is_none()).map(|holding| holding.driver))
        {
            carried[v] = plus(carried[v], amount(order.load));
        }
        let mut stops: Vec<(Task, u32, bool)> = Vec::new();
        for (task, stop) in [(Task::Pickup, order.pickup), (Task::Dropoff, order.dropoff)] {
            let Some(stop) = stop else { continue };
            let node = model.nodes.len() as u32;
            model.nodes.push(order_node(&model, order, number as u32, task, stop, nowhere));
            let held = holder.is_some_and(|holding| holding.orders[&number].contains(&task));
            node_of.insert((number, task), node);
            stops.push((task, node, held));
        }
        let loose: Vec<(Task, u32)> =
            stops.iter().filter(|stop| !stop.2).map(|stop| (stop.0, stop.1)).collect();
        let must = on_board.is_some() || holder.is_some();
        let shape = match loose[..] {
            [] => continue,
            [(_, pickup), (_, dropoff)] => Shape::Pair(pickup, dropoff),
            [(Task::Dropoff, node), ..] if must => Shape::HandOver(node),
            [(Task::Dropoff, node), ..] => Shape::Deliver(node),
            [(Task::Pickup, node), ..] => Shape::Collect(node),
        };
        let job = model.jobs.len() as u32;
        for node in shape.nodes() {
            model.nodes[node as usize].job = job;
            model.nodes[node as usize].from_start = matches!(shape, Shape::Deliver(_));
        }
        let weight = if must { MUST } else { 10_i64.pow(u32::from(order.priority.min(9))) };
        model.jobs.push(Job { shape, weight });
        let only = on_board.or(holder.map(|holding| holding.driver));
        allowed.extend(
            problem
                .drivers
                .iter()
                .enumerate()
                .map(|(v, driver)| only.map_or_else(|| suits(order, driver), |o| o == v)),
        );
    }
    let mut classes: Vec<&Driver> = Vec::new();
    for (v, driver) in problem.drivers.iter().enumerate() {
        for (number, rest) in driver.breaks.iter().enumerate() {
            add_break(
                &mut model,
                &mut allowed,
                v,
                problem.drivers.len(),
                number as u32,
                rest.window,
                rest.duration,
                nowhere,
            );
        }
        let held = &holds[v];
        let terminal = |place: u32, window: Window| Node {
            place,
            early: shift(&model, window.opens),
            late: shift(&model, window.closes),
            service: 0,
            load: [0; 3],
            job: HELD,
            floats: false,
            from_start: false,
            origin: Origin::Terminal,
        };
        let planned = driver
            .plan
            .iter()
            .filter_map(|planned| node_of.get(&(numbers[planned.order.as_str()], planned.task)));
        let same =
            classes.iter().position(|other| interchangeable(other, driver) && plain(driver) && plain(other));
        let class = same.filter(|_| no_one_names(problem, driver)).unwrap_or(classes.len());
        classes.push(driver);
        model.vehicles.push(Vehicle {
            start: terminal(driver.start as u32, driver.shift),
            end: terminal(driver.end.map_or(nowhere, |place| place as u32), driver.shift),
            capacity: amount(driver.capacity),
            on_board: carried[v],
            class: class as u32,
            held: held.sequence.iter().filter_map(|key| node_of.get(key).copied()).collect(),
            frozen: held.frozen,
            breaks: driver.breaks.len(),
            overfull: false,
            planned: planned.copied().collect(),
        });
    }
    model.allowed = allowed;
    add_neighbours(&mut model);
    model
}

/// What one driver's plan holds fast.
struct Holding {
    driver: usize,
    /// Which tasks of which orders.
    orders: HashMap<usize, Vec<Task>>,
    sequence: Vec<(usize, Task)>,
    frozen: usize,
}

impl Holding {
    fn of(v: usize, driver: &Driver, problem: &Problem, numbers: &HashMap<&str, usize>) -> Self {
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

/// Whether a driver may take an order at all.
pub(crate) fn suits(order: &Order, driver: &Driver) -> bool {
    order.driver.as_ref().is_none_or(|only| *only == driver.id)
        && !order.barred.contains(&driver.id)
        && order.skills.iter().all(|skill| driver.skills.contains(skill))
}

fn interchangeable(a: &Driver, b: &Driver) -> bool {
    a.start == b.start
        && a.end == b.end
        && a.shift == b.shift
        && a.capacity == b.capacity
        && a.skills == b.skills
}

fn plain(driver: &Driver) -> bool {
    driver.breaks.is_empty() && driver.plan.is_empty()
}

/// Orders that are for this driver, or not for this driver, make a driver unlike the others.
fn no_one_names(problem: &Problem, driver: &Driver) -> bool {
    problem
        .orders
        .iter()
        .all(|order| order.driver.as_ref() != Some(&driver.id) && !order.barred.contains(&driver.id))
}

fn add_arcs(model: &mut Model, problem: &Problem) {
    let places = problem.matrix.places;
    model.stride = places + 1;
    model.arcs = vec![Arc::default(); model.stride * model.stride];
    for from in 0..places {
        for to in 0..places {
            let (seconds, meters) = (problem.matrix.seconds(from, to), problem.matrix.meters(from, to));
            let cost = match problem.objective.weigh {
                Weigh::Seconds => seconds,
                Weigh::Meters => meters,
            };
            model.arcs[from * model.stride + to] = Arc { time: seconds as i32, cost: cost as i32 };
        }
    }
}

fn order_node(model: &Model, order: &Order, number: u32, task: Task, stop: Stop, _nowhere: u32) -> Node {
    let load = amount(order.load);
    let (load, origin) = match task {
        Task::Pickup => (load, Origin::Pickup(number)),
        Task::Dropoff => ([-load[0], -load[1], -load[2]], Origin::Dropoff(number)),
    };
    Node {
        place: stop.place as u32,
        early: shift(model, stop.window.opens),
        late: shift(model, stop.window.closes),
        service: stop.service as i32,
        load,
        job: HELD,
        floats: false,
        from_start: false,
        origin,
    }
}

#[expect(clippy::too_many_arguments, reason = "one call")]
fn add_break(
    model: &mut Model,
    allowed: &mut Vec<bool>,
    driver: usize,
    drivers: usize,
    number: u32,
    window: Window,
    duration: i64,
    nowhere: u32,
) {
    let (node, job) = (model.nodes.len() as u32, model.jobs.len() as u32);
    model.nodes.push(Node {
        place: nowhere,
        early: shift(model, window.opens),
        late: shift(model, window.closes),
        service: duration as i32,
        load: [0; 3],
        job,
        floats: true,
        from_start: false,
        origin: Origin::Break(number),
    });
    model.jobs.push(Job { shape: Shape::Break(node), weight: REST });
    allowed.extend((0..drivers).map(|v| v == driver));
}

fn add_neighbours(model: &mut Model) {
    let solid: Vec<u32> =
        (0..model.nodes.len() as u32).filter(|&n| !model.nodes[n as usize].floats).collect();
    let mut near = vec![Vec::new(); model.nodes.len()];
    for &node in &solid {
        let place = model.nodes[node as usize].place;
        let away = |&other: &u32| model.cost(place, model.nodes[other as usize].place);
        let mut others: Vec<u32> = solid.iter().copied().filter(|&other| other != node).collect();
        others.sort_by_key(away);
        others.truncate(NEIGHBOURS);
        near[node as usize] = others;
    }
    model.near = near;
}

/// The caller's time as the search counts it.
fn shift(model: &Model, time: i64) -> i32 {
    time.saturating_sub(model.epoch).clamp(-HORIZON, HORIZON) as i32
}

/// A load as the search counts it.
pub(crate) fn amount(load: Load) -> Amount {
    let part = |part: u32| part.min(1 << 29) as i32;
    [part(load.weight_g), part(load.volume_cm3), part(load.count)]
}
