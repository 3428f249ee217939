//! When a stop will be reached: an interval, where it comes from, and what is wrong where the window will be missed.

use serde::{Deserialize, Serialize};

use crate::{
    route::Task,
    time::{Timestamp, Window},
};

/// Recipients are told times in steps of this many minutes.
const STEP_MIN: i64 = 5;

/// Who said how long the way takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TravelSource {
    /// The imported map.
    RoadGraph,
    /// An OSRM server.
    Osrm,
    /// A Valhalla server.
    Valhalla,
    /// The distance as the crow flies, times a factor.
    StraightLine,
    /// A source that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}

impl TravelSource {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RoadGraph => "road_graph",
            Self::Osrm => "osrm",
            Self::Valhalla => "valhalla",
            Self::StraightLine => "straight_line",
            Self::Other => "other",
        }
    }
}

/// When a stop will be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eta {
    /// As likely earlier as later.
    pub at: Timestamp,
    /// Earlier than this with a probability of 10 %.
    pub from: Timestamp,
    /// Later than this with a probability of 10 %.
    pub until: Timestamp,
    /// Who said how long the ways take.
    pub source: TravelSource,
    /// When it was computed.
    pub computed_at: Timestamp,
}

/// What is expected of one delivery's stops, and whether that is in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Etas {
    /// The pickup stop; `None` where the goods are collected already, or nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pickup: Option<Eta>,
    /// The drop-off stop; `None` where the driver is there already, or nothing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropoff: Option<Eta>,
    /// A window will be missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
}

/// A window that will be missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delay {
    /// At which stop.
    pub task: Task,
    /// The end of its window.
    pub due: Timestamp,
    /// When the driver is expected there.
    pub expected: Timestamp,
    /// Why.
    pub reason: DelayReason,
}

/// Why a window will be missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DelayReason {
    /// The driver is still at a stop that takes longer than such stops do.
    LongStop,
    /// The roads are slower than usual at this hour.
    Traffic,
    /// Too much comes before it in the route.
    FullRoute,
    /// It is too far, even with nothing before it.
    TooFar,
    /// A reason that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}

impl Etas {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is expected of one stop.
    pub fn of(&self, task: Task) -> Option<Eta> {
        match task {
            Task::Pickup => self.pickup,
            Task::Dropoff => self.dropoff,
        }
    }
}

impl Eta {
    /// The interval as a recipient is told it: outwards to full steps of five minutes, never before `now`.
    pub fn told(&self, now: Timestamp) -> Window {
        let step = STEP_MIN * 60_000;
        let from = self.from.max(now).as_millis().div_euclid(step) * step;
        let until = (self.until.max(now).as_millis() + step - 1).div_euclid(step) * step;
        Window::new(Timestamp::from_millis(from), Timestamp::from_millis(until.max(from + step)))
    }
}
