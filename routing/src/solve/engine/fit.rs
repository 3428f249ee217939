//! Where in a route a job costs least.

use super::{
    model::{Amount, Model, Node, Shape, Ways, minus, within},
    route::{Route, Slot},
};

/// The best place found for a job in a route: the first node goes behind slot `first`, the second behind `second`,
/// both counted before anything is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) delta: i64,
    pub(crate) first: u32,
    pub(crate) second: u32,
}

/// No place.
pub(crate) const NO_SPOT: Spot = Spot { delta: i64::MAX, first: 0, second: 0 };

/// Says at which positions not to look, so that the search does not always do the obvious (Christiaens and Vanden
/// Berghe 2020: blinks).
pub(crate) trait Blink {
    /// Whether to pass over the next position.
    fn blinks(&mut self) -> bool;
}

/// Looks everywhere.
pub(crate) struct Never;

impl Blink for Never {
    #[inline(always)]
    fn blinks(&mut self) -> bool {
        false
    }
}

/// The cheapest feasible place for a job in a route.
pub(crate) fn best_spot(model: &Model, route: &Route, shape: Shape, blink: &mut impl Blink) -> Spot {
    let node = |number: u32| &model.nodes[number as usize];
    let ways = model.ways(route.vehicle);
    match shape {
        Shape::Pair(pickup, dropoff) => pair(model, route, node(pickup), node(dropoff), blink),
        Shape::Break(rest) => breather(ways, route, node(rest)),
        Shape::HandOver(stop) => {
            // What was put in while it was not in the vehicle any more may not find it there again.
            let vehicle = &model.vehicles[route.vehicle as usize];
            let fits = |slot: &&Slot| vehicle.overfull || within(slot.load, vehicle.capacity);
            let gaps = route.slots.iter().take_while(fits).count();
            single(ways, route, node(stop), 0..gaps.min(route.slots.len() - 1), blink)
        }
        Shape::Deliver(stop) => {
            let capacity = model.vehicles[route.vehicle as usize].capacity;
            let room = minus(capacity, minus([0; 3], node(stop).load));
            let fits = route.slots.iter().take_while(|slot| within(slot.load, room)).count();
            single(ways, route, node(stop), 0..fits.min(route.slots.len() - 1), blink)
        }
        Shape::Collect(stop) => {
            let room = minus(model.vehicles[route.vehicle as usize].capacity, node(stop).load);
            let full = route.slots.iter().rposition(|slot| !within(slot.load, room)).map_or(0, |k| k + 1);
            single(ways, route, node(stop), full..route.slots.len() - 1, blink)
        }
    }
}

/// Behind which slots of `gaps` one stop costs least.
fn single(
    ways: Ways<'_>,
    route: &Route,
    stop: &Node,
    gaps: std::ops::Range<usize>,
    blink: &mut impl Blink,
) -> Spot {
    let mut best = NO_SPOT;
    for k in gaps.start.max(route.open_from)..gaps.end {
        let slot = &route.slots[k];
        if slot.leaves > stop.late {
            break;
        }
        let Some(leaves) = visit(ways, slot.leaves, slot.place, stop) else { continue };
        let delta = detour(ways, slot.place, stop.place, slot.next);
        if delta < best.delta && !blink.blinks() && route.keeps(ways, k + 1, leaves, stop.place) {
            best = Spot { delta, first: k as u32, second: k as u32 };
        }
    }
    best
}

/// Where a break takes the least time from the work.
fn breather(ways: Ways<'_>, route: &Route, rest: &Node) -> Spot {
    let mut best = NO_SPOT;
    let mut least = i32::MAX;
    for k in route.open_from..route.slots.len() - 1 {
        let slot = &route.slots[k];
        let begins = slot.leaves.max(rest.early);
        if begins > rest.late {
            break;
        }
        let leaves = begins + rest.service;
        if leaves - slot.leaves < least && route.keeps(ways, k + 1, leaves, slot.place) {
            least = leaves - slot.leaves;
            best = Spot { delta: 0, first: k as u32, second: k as u32 };
        }
    }
    best
}

/// Where a pickup and its drop-off cost least.
fn pair(model: &Model, route: &Route, pickup: &Node, dropoff: &Node, blink: &mut impl Blink) -> Spot {
    let ways = model.ways(route.vehicle);
    let room: Amount = minus(model.vehicles[route.vehicle as usize].capacity, pickup.load);
    let last = route.slots.len() - 1;
    let mut best = NO_SPOT;
    for i in route.open_from..last {
        let slot = &route.slots[i];
        if slot.leaves > pickup.late {
            break;
        }
        if !within(slot.load, room) {
            continue;
        }
        let Some(leaves) = visit(ways, slot.leaves, slot.place, pickup) else { continue };
        let there = detour(ways, slot.place, pickup.place, slot.next);
        // What the drop-off costs is not negative where distances are metric.
        if there >= best.delta || blink.blinks() || !route.keeps(ways, i + 1, leaves, pickup.place) {
            continue;
        }
        if let Some(done) = visit(ways, leaves, pickup.place, dropoff) {
            let delta = ways.cost(slot.place, pickup.place)
                + ways.cost(pickup.place, dropoff.place)
                + ways.cost(dropoff.place, slot.next)
                - ways.cost(slot.place, slot.next);
            if delta < best.delta && route.keeps(ways, i + 1, done, dropoff.place) {
                best = Spot { delta, first: i as u32, second: i as u32 };
            }
        }
        behind(ways, route, i, leaves, there, pickup, dropoff, room, &mut best);
    }
    best
}

/// Goes on from a pickup put behind slot `i`, and looks for the drop-off behind each later slot.
#[expect(clippy::too_many_arguments, reason = "the inner loop of the search: everything is in registers")]
#[inline(always)]
fn behind(
    ways: Ways<'_>,
    route: &Route,
    i: usize,
    leaves: i32,
    there: i64,
    pickup: &Node,
    dropoff: &Node,
    room: Amount,
    best: &mut Spot,
) {
    let last = route.slots.len() - 1;
    let (mut time, mut place) = (leaves, pickup.place);
    // While only breaks were passed, the drop-off still follows the pickup.
    let mut beside = true;
    for j in i + 1..last {
        let slot: &Slot = &route.slots[j];
        let arrives = if slot.floats { time } else { time + ways.time(place, slot.place) };
        if slot.floats {
            if arrives > slot.late {
                return;
            }
        } else {
            if arrives > slot.latest {
                return;
            }
            place = slot.place;
            beside = false;
        }
        time = arrives.max(slot.early) + slot.service;
        if time > dropoff.late || !within(slot.load, room) {
            return;
        }
        let delta = if beside {
            there - ways.cost(pickup.place, slot.next)
                + ways.cost(pickup.place, dropoff.place)
                + ways.cost(dropoff.place, slot.next)
        } else {
            there + detour(ways, place, dropoff.place, slot.next)
        };
        if delta >= best.delta {
            continue;
        }
        let Some(done) = visit(ways, time, place, dropoff) else { continue };
        if route.keeps(ways, j + 1, done, dropoff.place) {
            *best = Spot { delta, first: i as u32, second: j as u32 };
        }
    }
}

/// When a driver who leaves `place` at `time` is done with a stop, unless that is too late for it.
#[inline(always)]
fn visit(ways: Ways<'_>, time: i32, place: u32, stop: &Node) -> Option<i32> {
    let arrives = time + ways.time(place, stop.place);
    (arrives <= stop.late).then(|| arrives.max(stop.early) + stop.service)
}

/// What it costs to go past a place on the way.
#[inline(always)]
fn detour(ways: Ways<'_>, from: u32, over: u32, to: u32) -> i64 {
    ways.cost(from, over) + ways.cost(over, to) - ways.cost(from, to)
}

/// Puts a job into a route.
pub(crate) fn put(model: &Model, route: &mut Route, shape: Shape, spot: Spot) {
    match shape {
        Shape::Pair(pickup, dropoff) => {
            route.put(model, dropoff, spot.second as usize);
            route.put(model, pickup, spot.first as usize);
        }
        Shape::Deliver(node) | Shape::Collect(node) | Shape::HandOver(node) | Shape::Break(node) => {
            route.put(model, node, spot.first as usize);
        }
    }
}
