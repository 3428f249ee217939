//! One driver's stops, with all that makes "does this fit here?" a question of constant time: the earliest departure
//! behind each stop and the latest arrival at it that still keeps everything after it (forward time slack, Savelsbergh 1992).

use super::model::{Amount, Model, Node, Ways, minus, plus, within};

/// A node in a route.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    pub(crate) node: u32,
    pub(crate) job: u32,
    /// Where the driver is; a break's is the place before it.
    pub(crate) place: u32,
    /// Where the driver goes next, past breaks.
    pub(crate) next: u32,
    pub(crate) early: i32,
    pub(crate) late: i32,
    pub(crate) service: i32,
    /// The earliest departure.
    pub(crate) leaves: i32,
    /// The latest arrival that keeps this and all that follows in time.
    pub(crate) latest: i32,
    /// What is in the vehicle afterwards.
    pub(crate) load: Amount,
    pub(crate) change: Amount,
    pub(crate) floats: bool,
    pub(crate) from_start: bool,
}

impl Slot {
    pub(crate) fn new(number: u32, node: &Node) -> Self {
        Self {
            node: number,
            job: node.job,
            place: node.place,
            next: 0,
            early: node.early,
            late: node.late,
            service: node.service,
            leaves: 0,
            latest: 0,
            load: [0; 3],
            change: node.load,
            floats: node.floats,
            from_start: node.from_start,
        }
    }
}

/// A route from the begin of a shift to its end: the first and the last slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    pub(crate) vehicle: u32,
    pub(crate) slots: Vec<Slot>,
    /// Nothing is put in before this slot.
    pub(crate) open_from: usize,
    /// What is in the vehicle at the start whatever is planned.
    on_board: Amount,
    /// Another one after each change, so that what was computed for it can be kept until then.
    pub(crate) version: u64,
    pub(crate) cost: i64,
    /// Stops; breaks, begin and end are none.
    pub(crate) stops: usize,
    /// Breaks.
    breaks: usize,
}

/// The slot number of begin and end.
const TERMINAL: u32 = u32::MAX;

impl Route {
    /// A driver's route with only what is held.
    pub(crate) fn held(model: &Model, vehicle: u32) -> Self {
        let v = &model.vehicles[vehicle as usize];
        let mut slots = vec![Slot::new(TERMINAL, &v.start)];
        slots.extend(v.held.iter().map(|&node| Slot::new(node, &model.nodes[node as usize])));
        slots.push(Slot::new(TERMINAL, &v.end));
        Self { vehicle, slots, open_from: v.frozen, on_board: v.on_board, ..Self::default() }
    }

    /// The route of a driver who is not held to anything and has nothing on board.
    pub(crate) fn bare(model: &Model, vehicle: u32) -> Self {
        let v = &model.vehicles[vehicle as usize];
        let slots = vec![Slot::new(TERMINAL, &v.start), Slot::new(TERMINAL, &v.end)];
        Self { vehicle, slots, ..Self::default() }
    }

    /// These nodes and no others between begin and end.
    pub(crate) fn replace(&mut self, model: &Model, nodes: &[u32]) {
        let last = self.slots.len() - 1;
        self.slots.splice(1..last, nodes.iter().map(|&node| Slot::new(node, &model.nodes[node as usize])));
    }

    /// Puts a node behind slot `after`.
    pub(crate) fn put(&mut self, model: &Model, node: u32, after: usize) {
        self.slots.insert(after + 1, Slot::new(node, &model.nodes[node as usize]));
    }

    /// Works out everything anew. False if something is late.
    pub(crate) fn refresh(&mut self, model: &Model, version: u64) -> bool {
        self.version = version;
        let mut load = self.on_board;
        for slot in &self.slots {
            if slot.from_start {
                load = minus(load, slot.change);
            }
        }
        let (ways, mut good) = (model.ways(self.vehicle), true);
        (self.cost, self.stops, self.breaks) = (0, 0, 0);
        let first = &mut self.slots[0];
        (first.leaves, first.load) = (first.early, load);
        let (mut at, mut time) = (first.place, first.leaves);
        let last = self.slots.len() - 1;
        for (k, slot) in self.slots.iter_mut().enumerate().skip(1) {
            if slot.floats {
                slot.place = at;
                self.breaks += 1;
            } else {
                self.stops += usize::from(k < last);
            }
            let arc = ways.arc(at, slot.place);
            self.cost += i64::from(arc.cost);
            let begins = (time + arc.time).max(slot.early);
            good &= begins <= slot.late;
            time = begins + slot.service;
            slot.leaves = time;
            load = plus(load, slot.change);
            slot.load = load;
            at = slot.place;
        }
        self.look_back(model);
        good
    }

    /// Whether all of the driver's breaks are in it. Nothing more goes into a route that leaves one no time.
    pub(crate) fn is_rested(&self, model: &Model) -> bool {
        self.breaks == model.vehicles[self.vehicle as usize].breaks
    }

    /// Whether the vehicle has room all the way.
    pub(crate) fn has_room(&self, model: &Model) -> bool {
        let capacity = model.vehicles[self.vehicle as usize].capacity;
        self.slots.iter().all(|slot| within(slot.load, capacity))
    }

    /// The latest arrivals, from the end to the begin.
    fn look_back(&mut self, model: &Model) {
        let ways = model.ways(self.vehicle);
        let (mut place, mut latest, mut next) = (model.nowhere(), i32::MAX, model.nowhere());
        for slot in self.slots.iter_mut().rev() {
            slot.next = next;
            let leave_by = if latest == i32::MAX { i32::MAX } else { latest - ways.time(slot.place, place) };
            slot.latest = slot.late.min(leave_by.saturating_sub(slot.service));
            (place, latest) = (slot.place, slot.latest);
            if !slot.floats {
                next = slot.place;
            }
        }
    }

    /// Whether everything from slot `k` on is kept by a driver who leaves `place` at `time`.
    #[inline(always)]
    pub(crate) fn keeps(&self, ways: Ways<'_>, mut k: usize, mut time: i32, place: u32) -> bool {
        loop {
            let slot = &self.slots[k];
            if !slot.floats {
                return time + ways.time(place, slot.place) <= slot.latest;
            }
            time = time.max(slot.early);
            if time > slot.late {
                return false;
            }
            time += slot.service;
            k += 1;
        }
    }
}
