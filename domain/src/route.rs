//! A driver's route: the stops of their deliveries in the order in which they are worked.
//!
//! A drop-off stands at its delivery's `rank`, a pickup at its `pickup_rank`. Where that is absent the pickup comes right
//! before its drop-off, or earlier, where something else is collected at the same place: nobody leaves goods behind that
//! they come back for. What is under way comes first.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::{Delivery, State},
    geo::Point,
    id::DeliveryId,
    stop::Stop,
};

/// Pickups that are no further apart are one visit, in metres.
const SAME_PLACE_M: f64 = 30.0;

/// The two stops of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Goods are collected.
    Pickup,
    /// Goods are handed over.
    Dropoff,
}

impl Task {
    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pickup => "pickup",
            Self::Dropoff => "dropoff",
        }
    }
}

/// One stop that is still to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RouteStop<'a> {
    /// Of which delivery.
    pub delivery: &'a Delivery,
    /// Which of its two stops.
    pub task: Task,
    /// Where it stands among the stops that are not under way.
    pub rank: f64,
    /// The driver is there, or on the way there.
    pub under_way: bool,
}

impl Delivery {
    /// The stop where `task` is done.
    pub fn stop(&self, task: Task) -> &Stop {
        match task {
            Task::Pickup => &self.pickup,
            Task::Dropoff => &self.dropoff,
        }
    }
}

impl RouteStop<'_> {
    /// Whose stop it is.
    pub fn id(&self) -> (DeliveryId, Task) {
        (self.delivery.id, self.task)
    }

    /// Where it is.
    pub fn point(&self) -> Point {
        self.stop().point
    }

    /// The stop itself.
    pub fn stop(&self) -> &Stop {
        self.delivery.stop(self.task)
    }

    /// Whether the driver is there already.
    pub fn is_reached(&self) -> bool {
        let reached = match self.task {
            Task::Pickup => State::ArrivedAtPickup,
            Task::Dropoff => State::Arrived,
        };
        self.delivery.state == reached
    }
}

/// The open stops of one driver's deliveries, in order. A delivery that is only offered has its stops too; what is over
/// has none.
pub fn stops<'a>(deliveries: impl IntoIterator<Item = &'a Delivery>) -> Vec<RouteStop<'a>> {
    let mut open: Vec<&Delivery> =
        deliveries.into_iter().filter(|delivery| !delivery.state.is_final()).collect();
    open.sort_by(|a, b| a.rank.total_cmp(&b.rank).then(a.id.cmp(&b.id)));
    // Each stop with the delivery beside which it stands.
    let mut stops: Vec<(usize, RouteStop<'a>)> = Vec::with_capacity(open.len() * 2);
    let mut collected: Vec<(Point, f64, usize)> = Vec::new();
    for (number, delivery) in open.into_iter().enumerate() {
        let stop = |task, rank, under_way| RouteStop { delivery, task, rank, under_way };
        if !delivery.state.is_in_custody() {
            let point = delivery.pickup.point;
            // Goods are collected before they are handed over, whatever the ranks say.
            let own = delivery.pickup_rank.map(|rank| (rank.min(delivery.rank), number));
            let same = collected.iter().find(|(other, ..)| other.distance_m(point) <= SAME_PLACE_M);
            let same = same.map(|&(_, rank, beside)| (rank, beside));
            let (rank, beside) = own.or(same).unwrap_or((delivery.rank, number));
            collected.push((point, rank, beside));
            stops.push((beside, stop(Task::Pickup, rank, delivery.state == State::ArrivedAtPickup)));
        }
        let under_way = matches!(delivery.state, State::OutForDelivery | State::Arrived);
        stops.push((number, stop(Task::Dropoff, delivery.rank, under_way)));
    }
    stops.sort_by(|(beside_a, a), (beside_b, b)| {
        let urgency = |stop: &RouteStop<'_>| (!stop.is_reached(), !stop.under_way);
        (urgency(a).cmp(&urgency(b)))
            .then(a.rank.total_cmp(&b.rank))
            .then((beside_a, a.task).cmp(&(beside_b, b.task)))
    });
    stops.into_iter().map(|(_, stop)| stop).collect()
}
