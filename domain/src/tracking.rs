//! What a recipient sees: a smaller vocabulary, mapped from state and outcome.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::{Delivery, State},
    geo::Point,
    outcome::Outcome,
    time::{Timestamp, Window},
};

/// Status in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecipientStatus {
    /// It is known and will come.
    Scheduled,
    /// It is in the van.
    PickedUp,
    /// It is coming now.
    OnTheWay,
    /// The driver is at the door.
    Arrived,
    /// It was handed over, wholly or in part.
    Delivered,
    /// It was tried in vain.
    AttemptFailed,
    /// It will not come.
    Cancelled,
}

impl RecipientStatus {
    /// What the recipient of `delivery` is told.
    pub fn of(delivery: &Delivery) -> Self {
        match delivery.state {
            State::Unassigned
            | State::Offered
            | State::Assigned
            | State::Accepted
            | State::ArrivedAtPickup => Self::Scheduled,
            State::PickedUp => Self::PickedUp,
            State::OutForDelivery => Self::OnTheWay,
            State::Arrived => Self::Arrived,
            State::Completed if delivery.outcome.is_some_and(Outcome::is_delivered) => Self::Delivered,
            State::Completed => Self::AttemptFailed,
            State::Cancelled => Self::Cancelled,
        }
    }

    /// Whether nothing more is expected to happen.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Delivered | Self::AttemptFailed | Self::Cancelled)
    }
}

/// What the public tracking link answers: no driver data beyond a first name and, while on the way, a position.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrackingView {
    /// Short code.
    pub code: String,
    /// Status in plain words.
    pub status: RecipientStatus,
    /// The fleet's name.
    pub organization: String,
    /// Who sent it.
    pub merchant: String,
    /// Where to.
    pub address: String,
    /// Where that is.
    pub destination: Point,
    /// When it may come.
    pub window: Window,
    /// How many parcels.
    pub parcels: usize,
    /// The driver's first name, once somebody has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// Where the driver is, while on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Point>,
    /// When that position was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position_at: Option<Timestamp>,
    /// When it will come: from and until, in steps of five minutes; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Window>,
    /// How it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// Who took it, once it was handed over; empty where nobody was named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub received_by: String,
    /// Paths of copies without EXIF of the handover's photos.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<String>,
    /// When the server last heard of it.
    pub as_of: Timestamp,
}
