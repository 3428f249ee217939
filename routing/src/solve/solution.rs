//! A plan, and what it could not do.

use serde::{Deserialize, Serialize};

use super::{Hold, Planned, Task, WhyNot};

/// What every driver does, and what nobody could do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Solution {
    /// One for each driver who has stops.
    pub routes: Vec<Route>,
    /// Orders that are in no route, each with the reasons.
    pub unserved: Vec<Unserved>,
}

/// One driver's stops in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The driver's id.
    pub driver: String,
    /// When the driver leaves the start place: as late as costs no later stop any time.
    pub departs: i64,
    /// Stops and breaks.
    pub visits: Vec<Visit>,
    /// When the driver is at the end place, or has done the last stop where there is none.
    pub returns: i64,
    /// Driving time, in seconds.
    pub seconds: i64,
    /// Distance, in meters.
    pub meters: i64,
}

impl Route {
    /// The stops as a plan to go on from; breaks are found anew.
    #[must_use]
    pub fn plan(&self, hold: Hold) -> Vec<Planned> {
        let stop = |visit: &Visit| match &visit.activity {
            Activity::Pickup { order } => Some(Planned { order: order.clone(), task: Task::Pickup, hold }),
            Activity::Dropoff { order } => Some(Planned { order: order.clone(), task: Task::Dropoff, hold }),
            Activity::Break { .. } => None,
        };
        self.visits.iter().filter_map(stop).collect()
    }
}

/// One stop or break of a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What is done.
    pub activity: Activity,
    /// Where; for a break, where the driver was before it.
    pub place: usize,
    /// When the driver gets there.
    pub arrives: i64,
    /// When it begins: the arrival, or the window's opening where the driver waits for it.
    pub begins: i64,
    /// When it is done.
    pub leaves: i64,
}

/// What is done at a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Activity {
    /// Goods are collected.
    Pickup {
        /// The order's id.
        order: String,
    },
    /// Goods are handed over.
    Dropoff {
        /// The order's id.
        order: String,
    },
    /// The driver rests.
    Break {
        /// Which of the driver's breaks.
        number: usize,
    },
}

/// An order in no route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unserved {
    /// The order's id.
    pub order: String,
    /// Why not, driver by driver.
    pub obstacles: Vec<Obstacle>,
}

/// What stands between an order and one driver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// The driver's id.
    pub driver: String,
    /// What it is.
    pub why: WhyNot,
}
