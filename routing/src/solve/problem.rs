//! A day, or the rest of one, to be planned.

use serde::{Deserialize, Serialize};

use waybill_domain::{dispatch::Load, route::Task};

use super::{Matrix, Order, Window};

/// Everything that routes are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Travel between the places that everything else names: a matrix for each way of getting about. All have the same
    /// places.
    pub matrices: Vec<Matrix>,
    /// Who drives.
    pub drivers: Vec<Driver>,
    /// What is carried.
    pub orders: Vec<Order>,
    /// What a good plan is.
    #[serde(default)]
    pub objective: Objective,
}

impl Problem {
    /// How many places there are.
    #[must_use]
    pub fn places(&self) -> usize {
        self.matrices.first().map_or(0, |matrix| matrix.places)
    }

    /// How `driver` gets about.
    ///
    /// # Panics
    /// Where there is no such matrix, which [`Problem::validate`] refuses.
    #[must_use]
    pub fn travel(&self, driver: &Driver) -> &Matrix {
        &self.matrices[driver.matrix]
    }
}

/// A driver with a vehicle on one shift. For one who is under way, the shift begins now and where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// Their name, unique among the drivers.
    pub id: String,
    /// Which of the matrices says how they get about.
    #[serde(default)]
    pub matrix: usize,
    /// Where the shift begins.
    pub start: usize,
    /// Where it ends. Without one it ends at the last stop.
    #[serde(default)]
    pub end: Option<usize>,
    /// `opens`: not before this does the driver set off. `closes`: by then the driver is at the end place.
    pub shift: Window,
    /// What the vehicle has room for.
    pub capacity: Load,
    /// What the driver has or can do.
    #[serde(default)]
    pub skills: Vec<String>,
    /// When the driver rests.
    #[serde(default)]
    pub breaks: Vec<Break>,
    /// What the driver was told so far, in order.
    #[serde(default)]
    pub plan: Vec<Planned>,
}

/// A rest. It is taken where the driver is at that time; it is due if work goes on past the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Break {
    /// When it may begin.
    pub window: Window,
    /// How long it is, in seconds.
    pub duration: i64,
}

/// One stop of a running plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The order's id.
    pub order: String,
    /// Which of its two stops.
    pub task: Task,
    /// How fast it stands.
    #[serde(default)]
    pub hold: Hold,
}

/// How fast a planned stop stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// A beginning only: any driver may take it at any time.
    #[default]
    Free,
    /// Pinned by a dispatcher: it stays with this driver, and in this order among the pinned. It holds its order's
    /// other planned stop too. Other stops may come in between.
    Pinned,
    /// Under way: it stays with this driver, before everything that is not frozen. Frozen stops come first in a plan.
    Frozen,
}

/// What a good plan is. Serving more, by priority, always comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Use as few drivers as can be, before anything is weighed.
    #[serde(default)]
    pub fewest_drivers: bool,
    /// What is weighed.
    #[serde(default)]
    pub weigh: Weigh,
}

/// What is made small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weigh {
    /// Driving time.
    #[default]
    Seconds,
    /// Distance.
    Meters,
}
