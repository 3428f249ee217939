//! What can be wrong with a solution.

use serde::{Deserialize, Serialize};

use crate::solve::Task;

/// One rule that a solution breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Violation {
    /// A route of somebody who is not among the drivers.
    #[error("there is no driver {driver:?}")]
    UnknownDriver {
        /// As the route says.
        driver: String,
    },
    /// A driver has two routes.
    #[error("{driver:?} has more than one route")]
    DriverTwice {
        /// Whose.
        driver: String,
    },
    /// A stop for something that is not among the orders, or that has no such stop.
    #[error("the order {order:?} has no such stop")]
    UnknownStop {
        /// As the visit says.
        order: String,
    },
    /// An order is neither in a route nor among the unserved.
    #[error("the order {order:?} is forgotten")]
    Forgotten {
        /// Which.
        order: String,
    },
    /// An order is done twice, or done and unserved.
    #[error("the order {order:?} is there twice")]
    Twice {
        /// Which.
        order: String,
    },
    /// Only one of an order's two stops is done, or by two drivers, or the drop-off before the pickup.
    #[error("the order {order:?} is not picked up and then handed over by one driver")]
    Torn {
        /// Which.
        order: String,
    },
    /// The driver may not take the order: pinned to another, barred, or without a skill.
    #[error("{driver:?} may not take {order:?}")]
    NotAllowed {
        /// Who.
        driver: String,
        /// What.
        order: String,
    },
    /// A stop begins before its window opens or after it closes.
    #[error("{task:?} of {order:?} begins at {begins}, outside its window")]
    OutsideWindow {
        /// Which order.
        order: String,
        /// Which of its stops.
        task: Task,
        /// When it begins.
        begins: i64,
    },
    /// A driver sets off before the shift begins or is back after it ends.
    #[error("{driver:?} works from {departs} to {returns}, outside the shift")]
    OutsideShift {
        /// Who.
        driver: String,
        /// When the driver leaves.
        departs: i64,
        /// When the driver is back.
        returns: i64,
    },
    /// A time, place or total that does not follow from the ones before it.
    #[error("visit {visit} of {driver:?} does not follow from what is before it: {what}")]
    DoesNotFollow {
        /// Whose route.
        driver: String,
        /// Which visit; one more than the last is the end.
        visit: usize,
        /// What does not follow.
        what: String,
    },
    /// More is in the vehicle than it has room for.
    #[error("visit {visit} of {driver:?} leaves too much in the vehicle ({what})")]
    Overload {
        /// Whose.
        driver: String,
        /// After which visit; 0 is the start.
        visit: usize,
        /// `weight`, `volume` or `count`.
        what: String,
    },
    /// A break that is due is not there, is there twice, or begins outside its window.
    #[error("break {number} of {driver:?} is missing, there twice, or outside its window")]
    BreakMissed {
        /// Whose.
        driver: String,
        /// Which of the driver's breaks.
        number: usize,
    },
    /// A stop that is under way is not where it was.
    #[error("what {driver:?} has under way was moved")]
    FrozenMoved {
        /// Whose.
        driver: String,
    },
    /// A pinned stop is with another driver or in another order.
    #[error("what is pinned to {driver:?} was moved")]
    PinnedMoved {
        /// Whose.
        driver: String,
    },
}
