//! Calls about deliveries.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Call, Request, query};
use crate::{
    calendar::Notice,
    command::{Command, NewDelivery},
    delivery::{Delivery, State},
    eta::Etas,
    event::Event,
    id::{CommandId, DeliveryId, MemberId},
    proof::BlobRef,
    protocol::DriverPosition,
    time::Timestamp,
};

/// A chip above the board's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Nobody has it, or it is only offered.
    Unassigned,
    /// Assigned and under way.
    OnTheWay,
    /// Open and past its window.
    Late,
    /// Completed in vain.
    Failed,
    /// Completed and delivered.
    Delivered,
    /// Called off.
    Cancelled,
    /// With an open exception.
    Exceptions,
}

impl Group {
    /// All groups, in the order of the chips.
    pub const ALL: [Self; 7] = [
        Self::Unassigned,
        Self::OnTheWay,
        Self::Late,
        Self::Failed,
        Self::Delivered,
        Self::Cancelled,
        Self::Exceptions,
    ];

    /// Whether `delivery` belongs to the group at `now`.
    pub fn contains(self, delivery: &Delivery, now: Timestamp) -> bool {
        let delivered = delivery.outcome.is_some_and(|outcome| outcome.is_delivered());
        match self {
            Self::Unassigned => matches!(delivery.state, State::Unassigned | State::Offered),
            Self::OnTheWay => delivery.state.is_active(),
            Self::Late => !delivery.state.is_final() && delivery.is_late(now),
            Self::Failed => delivery.state == State::Completed && !delivered,
            Self::Delivered => delivery.state == State::Completed && delivered,
            Self::Cancelled => delivery.state == State::Cancelled,
            Self::Exceptions => !delivery.exceptions.is_empty(),
        }
    }

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unassigned => "unassigned",
            Self::OnTheWay => "on_the_way",
            Self::Late => "late",
            Self::Failed => "failed",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Exceptions => "exceptions",
        }
    }
}

/// `GET /api/v1/deliveries`, newest change first or in the order of the drop-off's latest moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct ListDeliveries {
    /// Only of this group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// Words that all occur in code, address, recipient, merchant or parcel.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
    /// Only what this driver has or is about to take over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<MemberId>,
    /// Only what changed after this log sequence: how a board catches up after a poke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed_after: Option<u64>,
    /// Where the page before ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// 1 to 500; 100 where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Call for ListDeliveries {
    const NAME: &'static str = "list_deliveries";
    type Reply = DeliveryPage;

    fn request(&self) -> Request {
        let text = |value: Option<String>| value.unwrap_or_default();
        let query = query([
            ("group", self.group.map(Group::as_str).unwrap_or_default().to_owned()),
            ("q", self.q.clone()),
            ("driver", text(self.driver.map(|id| id.to_string()))),
            ("changed_after", text(self.changed_after.map(|seq| seq.to_string()))),
            ("cursor", text(self.cursor.clone())),
            ("limit", text(self.limit.map(|n| n.to_string()))),
        ]);
        Request::get(format!("/api/v1/deliveries{query}"))
    }
}

/// A page of deliveries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryPage {
    /// The deliveries.
    pub items: Vec<Delivery>,
    /// Ask with this cursor for the next page; `None` on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The log sequence the page was read at.
    pub seq: u64,
    /// Over the whole organization, filters aside.
    pub counts: Counts,
    /// When the stops of these deliveries will be reached, as far as that is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, Etas>))]
    pub etas: BTreeMap<DeliveryId, Etas>,
}

/// How many deliveries there are of each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Counts {
    /// All.
    pub all: u64,
    /// See [`Group::Unassigned`].
    pub unassigned: u64,
    /// See [`Group::OnTheWay`].
    pub on_the_way: u64,
    /// See [`Group::Late`].
    pub late: u64,
    /// See [`Group::Failed`].
    pub failed: u64,
    /// See [`Group::Delivered`].
    pub delivered: u64,
    /// See [`Group::Cancelled`].
    pub cancelled: u64,
    /// See [`Group::Exceptions`].
    pub exceptions: u64,
    /// Delivered within the window, of all delivered.
    pub on_time: u64,
}

/// `GET /api/v1/deliveries/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetDelivery {
    /// Which.
    pub id: DeliveryId,
}

impl Call for GetDelivery {
    const NAME: &'static str = "get_delivery";
    type Reply = DeliveryDetail;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/deliveries/{}", self.id))
    }
}

/// A delivery with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryDetail {
    /// As it is now.
    pub delivery: Delivery,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// Each committed proof file: received or still on the phone.
    pub proofs: Vec<ProofStatus>,
    /// Path of the public tracking page, such as `/t/…`.
    pub tracking_path: String,
    /// Where the driver is, if somebody has it and the position is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver_position: Option<DriverPosition>,
    /// When its stops will be reached, as far as that is known.
    #[serde(default, skip_serializing_if = "Etas::is_empty")]
    pub etas: Etas,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// What.
    #[serde(flatten)]
    pub event: Event,
    /// The actor's name; empty for the server itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub actor_name: String,
}

/// One committed proof file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofStatus {
    /// What was committed to.
    #[serde(flatten)]
    pub blob: BlobRef,
    /// Received, and the bytes equal the commitment.
    pub verified: bool,
    /// Path of a copy without EXIF to show; empty until it is there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
}

/// `POST /api/v1/deliveries`. The id is made by the caller, so that trying again does no harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateDelivery {
    /// UUIDv7, made by the caller.
    pub id: DeliveryId,
    /// What to make.
    #[serde(flatten)]
    pub new: NewDelivery,
}

impl Call for CreateDelivery {
    const NAME: &'static str = "create_delivery";
    type Reply = Created;

    fn request(&self) -> Request {
        Request::post("/api/v1/deliveries", self)
    }
}

/// The answer to a delivery that was made: the delivery, and what its organization warns of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Created {
    /// The delivery.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// What stands against it by hours, cut-offs and zones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Notice>,
}

/// `POST /api/v1/deliveries/{id}/commands`: any command, by a signed-in member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnDelivery {
    /// About which delivery; the server takes it from the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DeliveryId>,
    /// The idempotency key, made by the caller.
    pub cmd_id: CommandId,
    /// The revision an edit is based on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_rev: Option<u64>,
    /// When it happened, where that is not now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// What.
    #[serde(flatten)]
    pub command: Command,
}

impl Call for ActOnDelivery {
    const NAME: &'static str = "act_on_delivery";
    type Reply = Acted;

    fn request(&self) -> Request {
        let id = self.id.map(|id| id.to_string()).unwrap_or_default();
        Request::post(format!("/api/v1/deliveries/{id}/commands"), self)
    }
}

/// What became of a command made over REST.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acted {
    /// What became of it; a rejection is a problem, not this.
    pub disposition: crate::rules::Disposition,
    /// The delivery after it.
    pub delivery: Delivery,
    /// What hours, cut-offs and zones say against a new place or window; it was taken all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Notice>,
}
