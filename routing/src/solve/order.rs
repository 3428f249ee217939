//! What is to be carried, where and when.

use serde::{Deserialize, Serialize};
use waybill_domain::dispatch::Load;

/// The highest priority of an order.
pub const PRIORITY_MAX: u8 = 10;

/// When a stop may begin. A driver who comes earlier waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first second at which the stop may begin.
    pub opens: i64,
    /// The last second at which the stop may begin.
    pub closes: i64,
}

/// One visit of a place for one order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The place, a row of the matrix.
    pub place: usize,
    /// When the stop may begin.
    pub window: Window,
    /// How long the driver stays, in seconds.
    #[serde(default)]
    pub service: i64,
}

/// Goods that go from a pickup to a drop-off with one driver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its name, unique among the orders.
    pub id: String,
    /// Where the goods are collected. Without one they are in the vehicle when the driver sets off.
    #[serde(default)]
    pub pickup: Option<Stop>,
    /// Where they are handed over. Without one they stay in the vehicle to the end of the route.
    #[serde(default)]
    pub dropoff: Option<Stop>,
    /// What they take up.
    #[serde(default)]
    pub load: Load,
    /// What a driver must have or be able to do, all of it.
    #[serde(default)]
    pub skills: Vec<String>,
    /// From 0 to [`PRIORITY_MAX`]. Where not everything can be served, each step counts ten times the one before.
    #[serde(default)]
    pub priority: u8,
    /// The only driver who may take it, where a dispatcher decided that.
    #[serde(default)]
    pub driver: Option<String>,
    /// Drivers who may not take it.
    #[serde(default)]
    pub barred: Vec<String>,
    /// The goods are in `driver`'s vehicle already: that driver hands them over, late rather than not at all.
    #[serde(default)]
    pub on_board: bool,
}
