//! The way that lies before a driver.

use serde::{Deserialize, Serialize};

use super::{Call, Request, TravelAnswer};
use crate::{
    id::{DeliveryId, MemberId, PlanId},
    route::Task,
};

/// `GET /api/v1/members/{id}/way`: along which roads a driver's route leads from now on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetDriverWay {
    /// Whose.
    pub id: MemberId,
}

/// `GET /api/v1/routes/plans/{id}/ways/{driver}`: along which roads a planned route leads, from its first stop on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetPlanWay {
    /// Of which plan.
    pub id: PlanId,
    /// Whose route.
    pub driver: MemberId,
}

/// The way from where a driver is, or else from the first stop, through every stop that is still to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriverWay {
    /// In the order in which they are driven; empty where nothing is to be done.
    pub legs: Vec<WayLeg>,
}

/// The way to one stop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WayLeg {
    /// To a stop of which delivery.
    pub delivery: DeliveryId,
    /// To which of its stops.
    pub task: Task,
    /// How it goes there. Where no road is known to lead there, straight: the source says so.
    pub travel: TravelAnswer,
}

impl Call for GetDriverWay {
    const NAME: &'static str = "get_driver_way";
    type Reply = DriverWay;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/members/{}/way", self.id))
    }
}

impl Call for GetPlanWay {
    const NAME: &'static str = "get_plan_way";
    type Reply = DriverWay;

    fn request(&self) -> Request {
        Request::get(format!("/api/v1/routes/plans/{}/ways/{}", self.id, self.driver))
    }
}
