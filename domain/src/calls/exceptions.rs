//! Calls about exceptions: what a person must look at, with what either side says.

use serde::{Deserialize, Serialize};

use super::{Call, Request, TimelineEntry, query};
use crate::{
    delivery::State,
    exception::Exception,
    id::{DeliveryId, LaneId},
    outcome::Outcome,
    rules::{Disposition, Rejected},
    time::Timestamp,
};

/// `GET /api/v1/exceptions`: the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(default)]
pub struct ListExceptions {
    /// `true`: only open ones; `false`: only resolved ones; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
    /// Only of this kind, such as `completed_twice`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u64>,
    /// 1 to 200; absent: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Call for ListExceptions {
    const NAME: &'static str = "list_exceptions";
    type Reply = ExceptionPage;

    fn request(&self) -> Request {
        let text = |value: Option<String>| value.unwrap_or_default();
        let pairs = [
            ("open", text(self.open.map(|open| open.to_string()))),
            ("kind", self.kind.clone()),
            ("before", text(self.before.map(|before| before.to_string()))),
            ("limit", text(self.limit.map(|limit| limit.to_string()))),
        ];
        Request::get(format!("/api/v1/exceptions{}", query(pairs)))
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExceptionPage {
    /// The exceptions.
    pub items: Vec<ExceptionCase>,
    /// Ask for the next page with this as `before`; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// An exception with what either side has to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExceptionCase {
    /// What is wrong.
    pub exception: Exception,
    /// The delivery.
    pub delivery: DeliveryId,
    /// Its code.
    pub code: String,
    /// Its drop-off address.
    pub address: String,
    /// Where it stands now.
    pub state: State,
    /// How it ended, where it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// When it was opened, by the server's clock.
    pub opened_at: Timestamp,
    /// How the command that brought it up came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Arrival>,
    /// What that command said: its events, proof among them.
    pub says: Vec<TimelineEntry>,
    /// What stands against it: the events of the other side.
    pub against: Vec<TimelineEntry>,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
}

/// How a command came in from a phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Arrival {
    /// Through which lane.
    pub lane: LaneId,
    /// As which one of it.
    pub seq: u64,
    /// When, by the server's clock.
    pub received_at: Timestamp,
    /// What became of it.
    pub disposition: Disposition,
    /// Why it was not simply applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Rejected>,
}

/// What a person, or the server, found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Resolution {
    /// When.
    pub at: Timestamp,
    /// Who; empty for the server itself.
    pub by: String,
    /// In words.
    pub note: String,
}
