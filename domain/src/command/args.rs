//! What the larger commands carry.

use serde::{Deserialize, Serialize};

use crate::{
    delivery::{Kind, Preparation},
    dispatch::Handling,
    geo::Point,
    id::{DeliveryId, MemberId, ParcelId},
    outcome::Outcome,
    parcel::{Parcel, ParcelOutcome},
    proof::Evidence,
    requirements::Requirements,
    stop::{Contact, Stop},
    time::Window,
};

/// A delivery to be made. Its id is in the envelope or the path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewDelivery {
    /// Short code for people; made from the id where empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Out or back.
    #[serde(default)]
    pub kind: Kind,
    /// What the merchant is doing.
    #[serde(default)]
    pub preparation: Preparation,
    /// Where from.
    pub pickup: Stop,
    /// Where to.
    pub dropoff: Stop,
    /// What; at least one.
    pub parcels: Vec<Parcel>,
    /// The merchant's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub merchant: String,
    /// What it asks of whoever carries it.
    #[serde(default, skip_serializing_if = "Handling::is_plain")]
    pub handling: Handling,
    /// Given to this driver at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
    /// The failed attempt that this one repeats, or the delivery whose goods come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<DeliveryId>,
    /// First attempt is 1.
    #[serde(default = "first")]
    pub attempt: u32,
}

fn first() -> u32 {
    1
}

/// Changes to a delivery; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Patch {
    /// Changes to the pickup stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pickup: Option<StopPatch>,
    /// Changes to the drop-off stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropoff: Option<StopPatch>,
    /// All parcels, anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcels: Option<Vec<Parcel>>,
    /// What it asks of whoever carries it, anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handling: Option<Handling>,
}

/// Changes to a stop; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StopPatch {
    /// Street and house number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Flat, floor, door.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// Who is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// When it may be served.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// What the driver should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Which proof is demanded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Requirements>,
}

/// A handing over: how, which parcels, and the proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Completion {
    /// How it was handed over; becomes `delivered_partially` where parcels differ.
    pub outcome: Outcome,
    /// Parcels that were not simply delivered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<ParcelResult>,
    /// The proof.
    #[serde(default)]
    pub evidence: Evidence,
}

/// A failed attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Why.
    pub reason: Outcome,
    /// The proof of the attempt.
    #[serde(default)]
    pub evidence: Evidence,
}

/// What became of one parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParcelResult {
    /// Which.
    pub parcel: ParcelId,
    /// How it ended.
    pub outcome: ParcelOutcome,
}
