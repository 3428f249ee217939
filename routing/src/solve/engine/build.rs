//! From the problem to what the search sees.

use std::collections::{HashMap, HashSet};

use super::{
    holding::Holding,
    model::{Amount, Arc, HELD, Job, MUST, Model, Node, Origin, REST, Shape, Vehicle, plus},
};
use crate::solve::{Driver, Load, Matrix, Order, PRIORITY_MAX, Problem, Stop, Task, Weigh, Window};

/// The furthest time the search can tell from another, in seconds from the first.
const HORIZON: i64 = 1 << 29;

/// How many neighbours of each node are known.
const NEIGHBOURS: usize = 400;

/// Builds the model of a validated problem, without the neighbours.
pub(crate) fn build(problem: &Problem) -> Model {
    let epoch = problem.drivers.iter().map(|driver| driver.shift.opens).min().unwrap_or(0);
    let mut model = Model { epoch, fewest_drivers: problem.objective.fewest_drivers, ..Model::default() };
    add_tables(&mut model, problem);
    let numbers: HashMap<&str, usize> =
        problem.orders.iter().enumerate().map(|(k, order)| (order.id.as_str(), k)).collect();
    let drivers = problem.drivers.iter().enumerate();
    let holdings: Vec<Holding> =
        drivers.map(|(v, driver)| Holding::of(v, driver, problem, &numbers)).collect();
    let mut carried: Vec<Amount> = vec![[0; 3]; problem.drivers.len()];
    let mut node_of: HashMap<(usize, Task), u32> = HashMap::new();
    for number in 0..problem.orders.len() {
        add_order(&mut model, problem, number, &holdings, &mut carried, &mut node_of);
    }
    let classes = classes(problem);
    for (v, driver) in problem.drivers.iter().enumerate() {
        add_breaks(&mut model, driver, v, problem.drivers.len());
        let nowhere = model.nowhere();
        let terminal = |place: u32| node(&model, place, driver.shift, 0, Origin::Terminal);
        let key = |number: usize, task: Task| node_of.get(&(number, task)).copied();
        let planned = driver.plan.iter().filter_map(|stop| key(numbers[stop.order.as_str()], stop.task));
        let vehicle = Vehicle {
            start: terminal(driver.start as u32),
            end: terminal(driver.end.map_or(nowhere, |place| place as u32)),
            capacity: amount(driver.capacity),
            on_board: carried[v],
            class: classes[v],
            table: driver.matrix,
            held: holdings[v].sequence.iter().filter_map(|&(number, task)| key(number, task)).collect(),
            frozen: holdings[v].frozen,
            breaks: driver.breaks.len(),
            overfull: false,
            planned: planned.collect(),
        };
        model.vehicles.push(vehicle);
    }
    model
}

/// The nodes of an order, and a job of those that may be moved.
fn add_order(
    model: &mut Model,
    problem: &Problem,
    number: usize,
    holdings: &[Holding],
    carried: &mut [Amount],
    node_of: &mut HashMap<(usize, Task), u32>,
) {
    let order = &problem.orders[number];
    let holder = holdings.iter().find(|holding| holding.orders.contains_key(&number));
    let is_owner = |driver: &Driver| order.on_board && order.driver.as_ref() == Some(&driver.id);
    let owner = problem.drivers.iter().position(is_owner).or(holder.map(|holding| holding.driver));
    if let Some(v) = owner.filter(|_| order.pickup.is_none()) {
        carried[v] = plus(carried[v], amount(order.load));
    }
    let mut loose: Vec<(Task, u32)> = Vec::new();
    for (task, stop) in [(Task::Pickup, order.pickup), (Task::Dropoff, order.dropoff)] {
        let Some(stop) = stop else { continue };
        let number_of_node = model.nodes.len() as u32;
        let added = stop_node(model, order, number as u32, task, stop);
        model.nodes.push(added);
        node_of.insert((number, task), number_of_node);
        if !holder.is_some_and(|holding| holding.orders[&number].contains(&task)) {
            loose.push((task, number_of_node));
        }
    }
    let shape = match loose[..] {
        [] => return,
        [(_, pickup), (_, dropoff)] => Shape::Pair(pickup, dropoff),
        [(Task::Dropoff, node), ..] if owner.is_some() => Shape::HandOver(node),
        [(Task::Dropoff, node), ..] => Shape::Deliver(node),
        [(Task::Pickup, node), ..] => Shape::Collect(node),
    };
    let weight = if owner.is_some() { MUST } else { 10_i64.pow(u32::from(order.priority.min(PRIORITY_MAX))) };
    let drivers = problem.drivers.iter().enumerate();
    let allowed = drivers.map(|(v, driver)| owner.map_or_else(|| suits(order, driver), |owner| owner == v));
    add_job(model, shape, weight, allowed);
}

fn add_breaks(model: &mut Model, driver: &Driver, v: usize, drivers: usize) {
    for (number, rest) in driver.breaks.iter().enumerate() {
        let added = node(model, model.nowhere(), rest.window, rest.duration, Origin::Break(number as u32));
        model.nodes.push(Node { floats: true, ..added });
        let shape = Shape::Break(model.nodes.len() as u32 - 1);
        add_job(model, shape, REST, (0..drivers).map(|other| other == v));
    }
}

fn add_job(model: &mut Model, shape: Shape, weight: i64, allowed: impl Iterator<Item = bool>) {
    for number in shape.nodes() {
        let node = &mut model.nodes[number as usize];
        node.job = model.jobs.len() as u32;
        node.from_start = matches!(shape, Shape::Deliver(_));
    }
    model.jobs.push(Job { shape, weight });
    model.allowed.extend(allowed);
}

fn stop_node(model: &Model, order: &Order, number: u32, task: Task, stop: Stop) -> Node {
    let load = amount(order.load);
    let (load, origin) = match task {
        Task::Pickup => (load, Origin::Pickup(number)),
        Task::Dropoff => ([-load[0], -load[1], -load[2]], Origin::Dropoff(number)),
    };
    Node { load, ..node(model, stop.place as u32, stop.window, stop.service, origin) }
}

fn node(model: &Model, place: u32, window: Window, service: i64, origin: Origin) -> Node {
    // The caller's time as the search counts it.
    let shifted = |time: i64| time.saturating_sub(model.epoch).clamp(-HORIZON, HORIZON) as i32;
    Node {
        place,
        early: shifted(window.opens),
        late: shifted(window.closes),
        service: service as i32,
        load: [0; 3],
        job: HELD,
        floats: false,
        from_start: false,
        origin,
    }
}

/// Drivers of one class may stand for each other while they have no stops: they are alike, and nobody names one of them.
fn classes(problem: &Problem) -> Vec<u32> {
    let orders = &problem.orders;
    let named: HashSet<&String> =
        orders.iter().flat_map(|order| order.driver.iter().chain(&order.barred)).collect();
    let plain =
        |driver: &Driver| driver.breaks.is_empty() && driver.plan.is_empty() && !named.contains(&driver.id);
    let alike = |a: &Driver, b: &Driver| {
        (a.matrix, a.start, a.end, a.shift, a.capacity) == (b.matrix, b.start, b.end, b.shift, b.capacity)
            && a.skills == b.skills
    };
    let first = |v: usize, driver: &Driver| {
        let twin = problem.drivers[..v].iter().position(|other| plain(other) && alike(other, driver));
        twin.filter(|_| plain(driver)).unwrap_or(v) as u32
    };
    problem.drivers.iter().enumerate().map(|(v, driver)| first(v, driver)).collect()
}

/// Whether a driver may take an order at all.
pub(crate) fn suits(order: &Order, driver: &Driver) -> bool {
    order.driver.as_ref().is_none_or(|only| *only == driver.id)
        && !order.barred.contains(&driver.id)
        && order.skills.iter().all(|skill| driver.skills.contains(skill))
}

fn add_tables(model: &mut Model, problem: &Problem) {
    model.stride = problem.places() + 1;
    model.tables = problem.matrices.iter().map(|matrix| table(matrix, problem.objective.weigh)).collect();
}

fn table(matrix: &Matrix, weigh: Weigh) -> Vec<Arc> {
    let stride = matrix.places + 1;
    let mut arcs = vec![Arc::default(); stride * stride];
    for from in 0..matrix.places {
        for to in 0..matrix.places {
            let (seconds, meters) = (matrix.seconds(from, to), matrix.meters(from, to));
            let cost = match weigh {
                Weigh::Seconds => seconds,
                Weigh::Meters => meters,
            };
            arcs[from * stride + to] = Arc { time: seconds as i32, cost: cost as i32 };
        }
    }
    arcs
}

/// What the search looks at around each stop; the insertion of one order does without.
pub(crate) fn add_neighbours(model: &mut Model) {
    let solid: Vec<u32> =
        (0..model.nodes.len() as u32).filter(|&n| !model.nodes[n as usize].floats).collect();
    let mut near = vec![Vec::new(); model.nodes.len()];
    // What is near is near for all, whoever goes there.
    let ways = model.ways(0);
    for &node in &solid {
        let place = model.nodes[node as usize].place;
        let away = |&other: &u32| ways.cost(place, model.nodes[other as usize].place);
        let mut others: Vec<u32> = solid.iter().copied().filter(|&other| other != node).collect();
        others.sort_by_key(away);
        others.truncate(NEIGHBOURS);
        near[node as usize] = others;
    }
    model.near = near;
}

/// A load as the search counts it.
pub(crate) fn amount(load: Load) -> Amount {
    let part = |part: u32| part.min(1 << 29) as i32;
    [part(load.weight_g), part(load.volume_cm3), part(load.count)]
}
