//! A driver who could take a delivery.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Load, Vehicle};
use crate::{
    id::MemberId,
    time::{Timestamp, Window},
};

/// A driver who could take a delivery, as seen from its pickup stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// Who.
    pub driver: MemberId,
    /// Metres to the pickup stop, by whichever way they were measured: alike for all candidates.
    pub distance_m: f64,
    /// Milliseconds until the driver could be at the pickup stop.
    #[serde(default)]
    pub to_pickup_ms: i64,
    /// Mean of the recipients' stars, 1 to 5. `None`: nobody has rated yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<f64>,
    /// How offers to this driver ended.
    #[serde(default)]
    pub offers: Tally,
    /// Deliveries that the driver has and that are not over.
    #[serde(default)]
    pub active: u32,
    /// What the driver moves with.
    pub vehicle: Vehicle,
    /// What the vehicle holds.
    pub capacity: Load,
    /// What is in it, or promised to be.
    #[serde(default)]
    pub carried: Load,
    /// What the driver can do or has.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// The service zones that the driver works in. Empty: all.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub zones: BTreeSet<String>,
    /// Customers to whom the driver does not go.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub blocked_customers: BTreeSet<String>,
    /// The shift the driver is in. `None`: off duty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Window>,
    /// Breaks, from their begin to before their end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Window>,
    /// The driver has an offer of another delivery and has not answered it yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub asked: bool,
    /// When the driver last declined an offer of any delivery, or let one run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<Timestamp>,
}

/// How many offers a driver had, and how many of them were accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tally {
    /// Offers that were answered or ran out.
    pub made: u32,
    /// Those of them that were accepted.
    pub accepted: u32,
}
