//! A plan of routes: a preview of who takes what, in which order and when, until somebody commits it.

use serde::{Deserialize, Serialize};

use crate::{
    eta::TravelSource,
    id::{DeliveryId, MemberId, PlanId},
    route::Task,
    time::Timestamp,
};

/// What a good plan is. Serving more deliveries always comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// As little driving time as can be.
    #[default]
    Time,
    /// As few metres as can be.
    Distance,
    /// As few drivers as can be, and then as little driving time.
    FewestDrivers,
}

/// How far a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// The search goes on.
    Running,
    /// The search has ended, and the plan can be committed.
    Ready,
    /// It was called off; nothing became of it.
    Cancelled,
    /// The server stopped during the search; nothing became of it.
    Interrupted,
    /// It is what drivers were told.
    Committed,
    /// It was committed and taken back.
    Undone,
    /// A state that a newer server knows and this program does not.
    #[serde(other)]
    Other,
}

impl PlanState {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Cancelled => "cancelled",
            Self::Interrupted => "interrupted",
            Self::Committed => "committed",
            Self::Undone => "undone",
            Self::Other => "other",
        }
    }
}

/// A plan of routes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoutePlan {
    /// Which.
    pub id: PlanId,
    /// How far it is.
    pub state: PlanState,
    /// Whose wish it was.
    pub by: MemberId,
    /// The moment that it was made from.
    pub made_at: Timestamp,
    /// What is made small.
    #[serde(default)]
    pub goal: Goal,
    /// How much of the allowed effort is spent, 0 to 1.
    pub spent: f64,
    /// The best so far, in numbers. While the search goes on, only `drivers`, `unserved` and what `goal` makes small
    /// (`metres` for [`Goal::Distance`], else `driving_s`) are known; the others are 0.
    pub after: Totals,
    /// The routes as they are now, in the same numbers.
    pub before: Totals,
    /// One for each driver who has stops. Empty while the search goes on.
    #[serde(default)]
    pub routes: Vec<PlannedRoute>,
    /// What is in no route, and why. Empty while the search goes on.
    #[serde(default)]
    pub unserved: Vec<Unplanned>,
    /// Deliveries that get another driver than they have now.
    #[serde(default)]
    pub reassigned: Vec<DeliveryId>,
    /// Who said how long the ways take.
    pub source: TravelSource,
}

/// A plan of routes in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlanSummary {
    /// Which.
    pub id: PlanId,
    /// How far it is.
    pub state: PlanState,
    /// Whose wish it was.
    pub by: MemberId,
    /// The moment that it was made from.
    pub made_at: Timestamp,
    /// What is made small.
    #[serde(default)]
    pub goal: Goal,
    /// How much of the allowed effort is spent, 0 to 1.
    pub spent: f64,
    /// The best so far, as [`RoutePlan::after`] has it.
    pub after: Totals,
    /// The routes as they were, in the same numbers.
    pub before: Totals,
}

/// A plan in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Totals {
    /// Drivers with stops.
    pub drivers: usize,
    /// Deliveries in no route.
    pub unserved: usize,
    /// Stops that begin after their window.
    pub late: usize,
    /// Driving time, in seconds.
    pub driving_s: i64,
    /// Distance, in metres.
    pub metres: i64,
}

/// One driver's part of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedRoute {
    /// Who.
    pub driver: MemberId,
    /// When the driver sets off.
    pub departs: Timestamp,
    /// When all is done, and the driver back where the shift ends, if that has a place.
    pub returns: Timestamp,
    /// Driving time, in seconds.
    pub driving_s: i64,
    /// Distance, in metres.
    pub metres: i64,
    /// The stops, in order.
    pub stops: Vec<PlannedStop>,
    /// Breaks, from their begin to their end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<crate::time::Window>,
}

/// One stop of a planned route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlannedStop {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// Which of its two stops.
    pub task: Task,
    /// When the driver gets there.
    pub arrives: Timestamp,
    /// When it begins: the arrival, or the window's opening.
    pub begins: Timestamp,
    /// When it is done.
    pub leaves: Timestamp,
}

/// A delivery that no route has a place for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unplanned {
    /// Which.
    pub delivery: DeliveryId,
    /// Who has it now; it stays there when the plan is committed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
    /// What stands against each driver.
    pub obstacles: Vec<Obstacle>,
}

/// What stands between a delivery and one driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Obstacle {
    /// Who.
    pub driver: MemberId,
    /// What it is.
    #[serde(flatten)]
    pub why: WhyNot,
}

/// Why a driver does not take a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhyNot {
    /// No road leads there.
    #[error("no road leads there")]
    NoRoad,
    /// Its window is over.
    #[error("its window is over")]
    WindowOver,
    /// Nobody is served there all the while: outside the hours, or after the cut-off.
    #[error("it is closed there in all of its window")]
    Closed,
    /// It stays with another driver.
    #[error("it stays with another driver")]
    Pinned,
    /// This driver may not take it.
    #[error("this driver may not take it")]
    Barred,
    /// Something that it needs is missing.
    #[error("the driver lacks {skill:?}")]
    Skill {
        /// The first one that is missing.
        skill: String,
    },
    /// The empty vehicle has no room for it.
    #[error("it does not fit into the vehicle ({what})")]
    TooBig {
        /// `weight`, `volume` or `count`.
        what: String,
    },
    /// Even with nothing else to do, the driver would come too late or be back too late.
    #[error("it cannot be reached in time within the shift, even with nothing else to do")]
    TooLate,
    /// Not beside what the driver has to do in any case.
    #[error("it does not fit beside what the driver is held to")]
    Held,
    /// Not beside what is planned.
    #[error("it does not fit beside the other stops of the route")]
    Full,
    /// A reason that a newer server knows and this program does not.
    #[error("another reason")]
    #[serde(other)]
    Other,
}

/// The cheapest place for one delivery in the routes as they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Insertion {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// Whether it was done, or is only proposed.
    pub committed: bool,
    /// What it adds: driving time in seconds, or metres where the goal is distance.
    pub added: i64,
    /// The driver's route with it.
    pub route: PlannedRoute,
    /// Who said how long the ways take.
    pub source: TravelSource,
}
