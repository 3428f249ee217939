//! A delivery: one pickup stop, one drop-off stop, one or more parcels; its state, preparation and outcome are three
//! things that are not mixed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    custody::{Custody, Transfer},
    dispatch::{Handling, Offer},
    exception::Exception,
    id::{DeliveryId, MemberId, OrganizationId},
    money::Money,
    outcome::Outcome,
    parcel::{self, Parcel, ParcelOutcome},
    proof::{BlobRef, Proof, Sha256Hash},
    requirements::Demand,
    stop::Stop,
    time::Timestamp,
};

/// Where a delivery is on its way. See also [`Preparation`] and [`Outcome`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has it.
    #[default]
    Unassigned,
    /// Proposed to one driver for a limited time.
    Offered,
    /// Given to a driver.
    Assigned,
    /// The driver said yes.
    Accepted,
    /// The driver waits at the merchant.
    ArrivedAtPickup,
    /// In the van.
    PickedUp,
    /// On the way to the recipient.
    OutForDelivery,
    /// At the recipient's door.
    Arrived,
    /// Over, with an outcome.
    Completed,
    /// Called off.
    Cancelled,
}

impl State {
    /// All states, in order.
    pub const ALL: [Self; 10] = [
        Self::Unassigned,
        Self::Offered,
        Self::Assigned,
        Self::Accepted,
        Self::ArrivedAtPickup,
        Self::PickedUp,
        Self::OutForDelivery,
        Self::Arrived,
        Self::Completed,
        Self::Cancelled,
    ];

    /// Whether nothing more is expected to happen.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled)
    }

    /// Whether the goods have left the pickup stop and are not yet handed over.
    pub fn is_in_custody(self) -> bool {
        matches!(self, Self::PickedUp | Self::OutForDelivery | Self::Arrived)
    }

    /// Whether a driver is expected to work on it.
    pub fn is_active(self) -> bool {
        !self.is_final() && self >= Self::Assigned
    }

    /// The name on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unassigned => "unassigned",
            Self::Offered => "offered",
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::ArrivedAtPickup => "arrived_at_pickup",
            Self::PickedUp => "picked_up",
            Self::OutForDelivery => "out_for_delivery",
            Self::Arrived => "arrived",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// What the merchant is doing with the goods, beside the driver's progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Preparation {
    /// Nothing has to be prepared.
    #[default]
    NoneNeeded,
    /// The merchant has been asked.
    Requested,
    /// The merchant said yes.
    Accepted,
    /// Under way.
    Preparing,
    /// Can be picked up.
    Ready,
    /// The merchant said no.
    Rejected,
}

/// Whether goods go out or come back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// From the merchant to the recipient.
    #[default]
    Delivery,
    /// Back again; points at the delivery that failed.
    Return,
}

/// When each step happened, by the clock of whoever did it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Milestones {
    /// Made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Given to the present driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<Timestamp>,
    /// Accepted by the driver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Timestamp>,
    /// The driver reached the pickup stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived_at_pickup: Option<Timestamp>,
    /// The goods changed hands at the pickup stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picked_up: Option<Timestamp>,
    /// The driver set off to the recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_for_delivery: Option<Timestamp>,
    /// The driver reached the recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Timestamp>,
    /// Completed, delivered or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<Timestamp>,
    /// Called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<Timestamp>,
}

/// One attempt to bring parcels from a pickup stop to a drop-off stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// For ever.
    pub id: DeliveryId,
    /// Whose.
    pub organization: OrganizationId,
    /// Short code for people, such as `WB-7K3F`.
    pub code: String,
    /// How many events it has had. An edit names the revision it was based on.
    pub rev: u64,
    /// Goes up each time the driver changes.
    pub assign_epoch: u32,
    /// Out or back.
    #[serde(default)]
    pub kind: Kind,
    /// Where it is on its way.
    pub state: State,
    /// What the merchant is doing.
    #[serde(default)]
    pub preparation: Preparation,
    /// How it ended, once completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Where from.
    pub pickup: Stop,
    /// Where to.
    pub dropoff: Stop,
    /// What.
    pub parcels: Vec<Parcel>,
    /// The merchant's name, as the recipient knows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub merchant: String,
    /// What it asks of whoever carries it.
    #[serde(default, skip_serializing_if = "Handling::is_plain")]
    pub handling: Handling,
    /// Who has it, or is being asked to take it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
    /// Until when that driver can answer, while it is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// Who had it before, or was about to take it over, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_drivers: Vec<MemberId>,
    /// Who holds each parcel that is not with the sender.
    #[serde(default, skip_serializing_if = "Custody::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, crate::custody::Holder>))]
    pub custody: Custody,
    /// The goods are about to go on with another driver.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// Orders the driver's route: smaller is earlier. Moving one stop changes one rank.
    #[serde(default)]
    pub rank: f64,
    /// The pickup stop's own place in the route, on the same scale as `rank`. Absent: see [`crate::route`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_rank: Option<f64>,
    /// First attempt is 1.
    #[serde(default = "first")]
    pub attempt: u32,
    /// The failed attempt that this one repeats, or the delivery whose goods come back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<DeliveryId>,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cancel_reason: String,
    /// When each step happened.
    #[serde(default)]
    pub times: Milestones,
    /// All proof there is, in the order it was recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<Proof>,
    /// Hashes of proof bytes that the server has received and verified.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub received: BTreeSet<Sha256Hash>,
    /// Cash the driver took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_collected: Option<Money>,
    /// What a person must look at, not yet resolved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

fn first() -> u32 {
    1
}

impl Delivery {
    /// Cash due if all parcels that have not come to a bad end are handed over.
    pub fn cash_due(&self) -> Option<Money> {
        parcel::cash_due(&self.parcels, |parcel| {
            matches!(parcel.outcome, None | Some(ParcelOutcome::Delivered))
        })
    }

    /// What the drop-off demands when the parcels for which `handed_over` holds change hands.
    pub fn demand(&self, handed_over: impl Fn(&Parcel) -> bool) -> Demand<'_> {
        Demand {
            requirements: &self.dropoff.requirements,
            codes: self
                .parcels
                .iter()
                .filter(|parcel| handed_over(parcel) && !parcel.code.is_empty())
                .map(|parcel| parcel.code.as_str())
                .collect(),
            cash: parcel::cash_due(&self.parcels, handed_over),
        }
    }

    /// All bytes that its proofs commit to.
    pub fn blobs(&self) -> impl Iterator<Item = &BlobRef> {
        self.proofs.iter().flat_map(|proof| proof.evidence.blobs())
    }

    /// (verified on the server, committed to): the "3 of 3" that both sides show.
    pub fn proof_count(&self) -> (usize, usize) {
        let all: BTreeSet<_> = self.blobs().map(|blob| blob.sha256).collect();
        (all.intersection(&self.received).count(), all.len())
    }

    /// Whether the drop-off window is over, or was over when it was completed.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.state != State::Cancelled && self.dropoff.window.is_late(self.times.completed.unwrap_or(now))
    }

    /// Whether `member` has it or once had it.
    pub fn was_ever_of(&self, member: MemberId) -> bool {
        self.driver == Some(member) || self.former_drivers.contains(&member) || self.is_transferred_to(member)
    }
}
