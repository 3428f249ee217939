//! Calls about who takes what.

use serde::{Deserialize, Serialize};

use super::{Call, Request};
use crate::{
    delivery::Delivery,
    dispatch::{Decision, Offers, Profile, Settings, Tally},
    id::{DeliveryId, MemberId},
    time::Timestamp,
};

/// `GET /api/v1/dispatch/policy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetDispatchPolicy {}

impl Call for GetDispatchPolicy {
    const NAME: &'static str = "get_dispatch_policy";
    type Reply = Settings;

    fn request(&self) -> Request {
        Request::get("/api/v1/dispatch/policy")
    }
}

/// `PUT /api/v1/dispatch/policy`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PutDispatchPolicy {
    /// All of it.
    pub settings: Settings,
}

impl Call for PutDispatchPolicy {
    const NAME: &'static str = "put_dispatch_policy";
    type Reply = Settings;

    fn request(&self) -> Request {
        Request::put("/api/v1/dispatch/policy", &self.settings)
    }
}

/// `POST /api/v1/deliveries/{id}/dispatch`: offers it to one driver after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DispatchDelivery {
    /// Which; the server takes it from the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DeliveryId>,
    /// Take it from the driver who has it and has not picked it up.
    #[serde(default)]
    pub reassign: bool,
}

impl Call for DispatchDelivery {
    const NAME: &'static str = "dispatch_delivery";
    type Reply = Dispatched;

    fn request(&self) -> Request {
        let id = self.id.map(|id| id.to_string()).unwrap_or_default();
        Request::post(format!("/api/v1/deliveries/{id}/dispatch"), self)
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispatched {
    /// The delivery after it.
    pub delivery: Delivery,
    /// Its offers.
    pub offers: Offers,
    /// What was decided; absent where it was being offered already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// `DELETE /api/v1/deliveries/{id}/dispatch`: takes the offer back and asks nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopDispatch {
    /// Which.
    pub id: DeliveryId,
}

impl Call for StopDispatch {
    const NAME: &'static str = "stop_dispatch";
    type Reply = Delivery;

    fn request(&self) -> Request {
        Request::delete(format!("/api/v1/deliveries/{}/dispatch", self.id))
    }
}

/// `GET /api/v1/deliveries/{id}/decisions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetDecisions {
    /// Which.
    pub id: DeliveryId,
}

impl Call for GetDecisions {
    const NAME: &'static str = "get_decisions";
    type Reply = Decisions;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/deliveries/{}/decisions", self.id))
    }
}

/// How it was decided who is to take a delivery.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decisions {
    /// Its offers, if there ever were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<Offers>,
    /// Every decision, as it was made, oldest first.
    pub decisions: Vec<Decision>,
}

/// `GET /api/v1/members/{id}/profile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetDriverProfile {
    /// Whose.
    pub member: MemberId,
}

impl Call for GetDriverProfile {
    const NAME: &'static str = "get_driver_profile";
    type Reply = DriverProfile;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/members/{}/profile", self.member))
    }
}

/// `PUT /api/v1/members/{id}/profile`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PutDriverProfile {
    /// Whose.
    pub member: MemberId,
    /// All of it.
    pub profile: Profile,
}

impl Call for PutDriverProfile {
    const NAME: &'static str = "put_driver_profile";
    type Reply = DriverProfile;

    fn request(&self) -> Request {
        Request::put(format!("/api/v1/members/{}/profile", self.member), &self.profile)
    }
}

/// What dispatch knows about a driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriverProfile {
    /// Who.
    pub member: MemberId,
    /// What people have entered.
    pub profile: Profile,
    /// How offers ended; the server counts.
    pub offers: Tally,
    /// When the driver last declined an offer, or let one run out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_at: Option<Timestamp>,
}
