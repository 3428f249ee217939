//! The problem as the search sees it: small whole numbers in flat arrays.

/// Weight, volume and count.
pub(crate) type Amount = [i32; 3];

/// The job of a node that stays where it is.
pub(crate) const HELD: u32 = u32::MAX;

/// What a break counts for while it is in no route: more than 3,000 orders of the highest priority.
pub(crate) const REST: i64 = 1 << 45;

/// What an order that must be served counts for while it is in no route: more than any breaks.
pub(crate) const MUST: i64 = 1 << 50;

/// Travel from one place to another.
#[derive(Clone, Copy, Default)]
pub(crate) struct Arc {
    /// Seconds.
    pub(crate) time: i32,
    /// What is weighed.
    pub(crate) cost: i32,
}

/// One thing that is done at one place: a stop, a break, or the begin or end of a shift.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) place: u32,
    pub(crate) early: i32,
    pub(crate) late: i32,
    pub(crate) service: i32,
    /// What comes into the vehicle; negative where it leaves.
    pub(crate) load: Amount,
    /// The job it belongs to, or [`HELD`].
    pub(crate) job: u32,
    /// A break: it happens wherever the driver is.
    pub(crate) floats: bool,
    /// What leaves here was in the vehicle from the start, because of this very stop.
    pub(crate) from_start: bool,
    pub(crate) origin: Origin,
}

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The begin or end of a shift.
    Terminal,
    /// The pickup of an order.
    Pickup(u32),
    /// The drop-off of an order.
    Dropoff(u32),
    /// A driver's break.
    Break(u32),
}

/// What the search moves: nodes that go together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A pickup, and later on the same route a drop-off.
    Pair(u32, u32),
    /// A drop-off of what was loaded before the start.
    Deliver(u32),
    /// A pickup of what stays in the vehicle to the end.
    Collect(u32),
    /// A drop-off of what is in the vehicle whatever is planned.
    HandOver(u32),
    /// A rest.
    Break(u32),
}

impl Shape {
    /// Its nodes.
    pub(crate) fn nodes(self) -> impl Iterator<Item = u32> {
        let (first, second) = match self {
            Self::Pair(pickup, dropoff) => (pickup, Some(dropoff)),
            Self::Deliver(node) | Self::Collect(node) | Self::HandOver(node) | Self::Break(node) => {
                (node, None)
            }
        };
        std::iter::once(first).chain(second)
    }
}

/// Something the search puts into a route, and what it counts for while it is in none.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) shape: Shape,
    pub(crate) weight: i64,
}

/// A driver with a vehicle.
#[derive(Clone, Debug)]
pub(crate) struct Vehicle {
    pub(crate) start: Node,
    pub(crate) end: Node,
    pub(crate) capacity: Amount,
    /// What is in it at the start whatever is planned.
    pub(crate) on_board: Amount,
    /// Drivers of one class are interchangeable while they have no stops.
    pub(crate) class: u32,
    /// Which travel table is theirs.
    pub(crate) table: usize,
    /// Nodes that stay, in order.
    pub(crate) held: Vec<u32>,
    /// How many of those come before all else.
    pub(crate) frozen: usize,
    /// How many breaks its driver takes.
    pub(crate) breaks: usize,
    /// What is held is too much for it already: it gets nothing more.
    pub(crate) overfull: bool,
    /// Everything that the plan so far gave to this driver, in order, what is held included.
    pub(crate) planned: Vec<u32>,
}

/// Everything the search knows. The place after the last is nowhere: to and from it costs nothing.
#[derive(Clone, Default)]
pub(crate) struct Model {
    pub(crate) stride: usize,
    /// Travel tables, each row by row.
    pub(crate) tables: Vec<Vec<Arc>>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) vehicles: Vec<Vehicle>,
    /// Job by job, which vehicles may take it.
    pub(crate) allowed: Vec<bool>,
    /// For each node, other nodes from near to far.
    pub(crate) near: Vec<Vec<u32>>,
    pub(crate) fewest_drivers: bool,
    /// The caller's time that is 0 here.
    pub(crate) epoch: i64,
}

/// Travel as one vehicle does it.
#[derive(Clone, Copy)]
pub(crate) struct Ways<'a> {
    arcs: &'a [Arc],
    stride: usize,
}

impl Ways<'_> {
    /// Travel between two places.
    #[inline(always)]
    pub(crate) fn arc(self, from: u32, to: u32) -> Arc {
        self.arcs[from as usize * self.stride + to as usize]
    }

    #[inline(always)]
    pub(crate) fn time(self, from: u32, to: u32) -> i32 {
        self.arc(from, to).time
    }

    #[inline(always)]
    pub(crate) fn cost(self, from: u32, to: u32) -> i64 {
        i64::from(self.arc(from, to).cost)
    }
}

impl Model {
    /// Travel as this vehicle does it.
    #[inline(always)]
    pub(crate) fn ways(&self, vehicle: u32) -> Ways<'_> {
        Ways { arcs: &self.tables[self.vehicles[vehicle as usize].table], stride: self.stride }
    }

    /// The place that is nowhere.
    pub(crate) fn nowhere(&self) -> u32 {
        (self.stride - 1) as u32
    }

    pub(crate) fn may(&self, job: u32, vehicle: u32) -> bool {
        self.allowed[job as usize * self.vehicles.len() + vehicle as usize]
    }
}

/// `a + b`, part by part.
#[inline(always)]
pub(crate) fn plus(a: Amount, b: Amount) -> Amount {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// `a - b`, part by part.
#[inline(always)]
pub(crate) fn minus(a: Amount, b: Amount) -> Amount {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// No part of `a` is more than that of `b`.
#[inline(always)]
pub(crate) fn within(a: Amount, b: Amount) -> bool {
    a[0] <= b[0] && a[1] <= b[1] && a[2] <= b[2]
}
