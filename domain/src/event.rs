//! Events: what has become true. Every change of anything is one event in the organization's append-only log.

use serde::{Deserialize, Serialize};

use crate::{
    command::Patch,
    custody::Holder,
    delivery::{Delivery, Preparation},
    dispatch::End,
    exception::Exception,
    id::{CommandId, DeliveryId, ExceptionId, LaneId, MemberId, ParcelId},
    money::Money,
    outcome::Outcome,
    parcel::Parcel,
    proof::{Proof, Sha256Hash},
    time::Timestamp,
};

/// What has become true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum EventBody {
    /// It exists.
    Created(Box<Delivery>),
    /// Address, window, notes or parcels changed.
    Edited(Box<Patch>),
    /// It is proposed to a driver.
    Offered {
        /// Who is asked.
        driver: MemberId,
        /// From then on it is too late to say yes.
        until: Timestamp,
    },
    /// The driver who was asked did not say anything in time, or the offer was taken back.
    OfferEnded {
        /// Who was asked.
        driver: MemberId,
        /// Which of both.
        end: End,
    },
    /// It was given to a driver.
    Assigned {
        /// To whom.
        driver: MemberId,
    },
    /// Nobody has it any more.
    Unassigned,
    /// The driver said yes.
    Accepted,
    /// The driver said no.
    Declined {
        /// Who.
        driver: MemberId,
        /// Why.
        reason: String,
    },
    /// It was called off.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// Another place in the driver's route.
    Moved {
        /// The new rank.
        rank: f64,
        /// The new rank of the pickup stop, where that changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pickup_rank: Option<f64>,
    },
    /// The merchant's side moved on.
    PreparationChanged {
        /// The new preparation.
        preparation: Preparation,
    },
    /// The driver is at the merchant.
    ArrivedAtPickup,
    /// The goods are in the van.
    PickedUp,
    /// On the way to the recipient.
    OutForDelivery,
    /// At the recipient's door.
    Arrived,
    /// Over: delivered, partly delivered, or failed.
    Completed {
        /// How it ended.
        outcome: Outcome,
        /// Each parcel with its own outcome.
        parcels: Vec<Parcel>,
    },
    /// Parcels changed hands.
    CustodyChanged {
        /// Which.
        parcels: Vec<ParcelId>,
        /// Out of whose.
        from: Holder,
        /// Into whose.
        to: Holder,
    },
    /// Goods that are under way are to go on with another driver.
    TransferAsked {
        /// With whom.
        to: MemberId,
    },
    /// They stay where they are.
    TransferCalledOff {
        /// Who would have taken them.
        to: MemberId,
    },
    /// The driver says: handed over.
    HandoverGiven {
        /// To whom.
        to: MemberId,
    },
    /// The other driver says: taken over.
    HandoverTaken {
        /// Who.
        by: MemberId,
    },
    /// Another driver has the goods, and the delivery, from now on.
    Transferred {
        /// Who.
        to: MemberId,
    },
    /// There is proof.
    ProofAdded(Box<Proof>),
    /// Cash changed hands.
    CashCollected {
        /// How much.
        amount: Money,
    },
    /// Somebody said something.
    Noted {
        /// In words.
        text: String,
    },
    /// A fact came in that changes nothing any more; it is kept all the same.
    FactNoted {
        /// The command's name.
        name: String,
        /// The code of the reason why it changes nothing.
        reason: String,
    },
    /// The bytes behind a hash have been received and verified.
    ProofReceived {
        /// Which.
        sha256: Sha256Hash,
    },
    /// Somebody must look.
    ExceptionOpened(Exception),
    /// Somebody has looked.
    ExceptionResolved {
        /// At which.
        exception: ExceptionId,
        /// What was found.
        note: String,
    },
}

/// An event as it stands in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Place in the organization's log: 1, 2, 3 … without gaps, in commit order.
    pub seq: u64,
    /// About which delivery.
    pub delivery_id: DeliveryId,
    /// When it happened, by the clock of whoever did it.
    pub at: Timestamp,
    /// When the server recorded it.
    pub recorded_at: Timestamp,
    /// Who; `None` for the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<MemberId>,
    /// From which lane; `None` for REST calls and the server itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lane: Option<LaneId>,
    /// By which command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    /// Who had the delivery before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_before: Option<MemberId>,
    /// Who has it after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_after: Option<MemberId>,
    /// Who was about to take it over before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker_before: Option<MemberId>,
    /// Who is about to take it over after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker_after: Option<MemberId>,
    /// What.
    #[serde(flatten)]
    pub body: EventBody,
}
