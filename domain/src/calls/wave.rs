//! Calls about giving many deliveries out at once.

use serde::{Deserialize, Serialize};

use super::{Call, Request};
use crate::{
    dispatch::Decision,
    id::{DeliveryId, MemberId},
};

/// `POST /api/v1/dispatch/wave`: gives many deliveries out at once, at most one to a driver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PlanWave {
    /// Which; absent: all that wait for a driver and could be begun now, at most 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<Vec<DeliveryId>>,
    /// Do it. Otherwise the answer is what would be done.
    pub commit: bool,
    /// These, as a plan has shown them, and no others. What its driver may not take any more is given to nobody. Only with
    /// `commit`, and without `deliveries`; at most 500, each delivery and each driver once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Vec<WavePair>>,
}

impl Call for PlanWave {
    const NAME: &'static str = "plan_wave";
    type Reply = WavePlan;

    fn request(&self) -> Request {
        Request::post("/api/v1/dispatch/wave", self)
    }
}

/// Who takes what, and why.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WavePlan {
    /// Deliveries with their drivers.
    pub assigned: Vec<WaveAssigned>,
    /// Deliveries for which there is none, and why.
    pub unassigned: Vec<WaveUnassigned>,
    /// Asked for, but not there or not without a driver (any more).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_waiting: Vec<DeliveryId>,
    /// What was decided about each delivery alone: candidates, scores, reasons.
    pub decisions: Vec<Decision>,
    /// It was done.
    pub committed: bool,
}

/// A delivery, and the driver who was to take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WavePair {
    /// Which.
    pub delivery: DeliveryId,
    /// Who.
    pub driver: MemberId,
}

/// A delivery that goes to a driver.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaveAssigned {
    /// Which.
    pub delivery: DeliveryId,
    /// To whom.
    pub driver: MemberId,
    /// How well they suit: 0 to 1.
    pub score: f64,
}

/// A delivery for which there is no driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WaveUnassigned {
    /// Which.
    pub delivery: DeliveryId,
    /// Why.
    #[serde(default)]
    pub code: WaveReason,
    /// The same in words.
    pub why: String,
    /// What its drivers have instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<WaveAssigned>,
}

/// Why a wave has no driver for a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaveReason {
    /// No driver may take it.
    NoDriver,
    /// Each of its drivers has another delivery of the wave.
    DriversTaken,
    /// It is in the wave twice.
    Twice,
    /// Its driver may not take it any more: something has changed since the wave was planned.
    Changed,
    /// One of its stops is in a closed zone, or not served at this time.
    Closed,
    /// One that this program does not know.
    #[default]
    #[serde(other)]
    Other,
}
