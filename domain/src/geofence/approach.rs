//! Coming to a stop.

use serde::{Deserialize, Serialize};

use super::Watch;
use crate::{
    calendar::StopName,
    geo::{Fix, Point},
    id::DeliveryId,
    time::Timestamp,
};

/// Within this of a stop a driver is near it, in metres.
pub const NEAR_M: f64 = 400.0;
/// Within this of a stop a driver has arrived, in metres: front doors, yards and parking spaces included.
pub const ARRIVED_M: f64 = 75.0;

/// How near to a stop somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// On the way, or not known.
    #[default]
    Away,
    /// Within a few hundred metres.
    Near,
    /// There.
    Arrived,
}

/// The next stop, and how near to it the driver is. It is a hint for the driver: that somebody arrived is a fact only
/// when the driver says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approach {
    /// Of which delivery.
    pub delivery: DeliveryId,
    /// Which of its stops.
    pub stop: StopName,
    /// How near.
    pub nearness: Nearness,
    /// Since when, by the fix's own time; `None` before the first fix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    near: Watch,
    arrived: Watch,
}

impl Approach {
    /// Nothing is known yet.
    pub fn to(delivery: DeliveryId, stop: StopName) -> Self {
        let (near, arrived) = (Watch::default(), Watch::default());
        Self { delivery, stop, nearness: Nearness::Away, since: None, near, arrived }
    }

    /// Takes a fix in, the stop being at `place`; whether the nearness has changed.
    pub fn step(&mut self, fix: &Fix, place: Point) -> bool {
        let away_m = fix.point.distance_m(place);
        let mut told = self.near.step(fix, NEAR_M - away_m, i64::MAX);
        told.extend(self.arrived.step(fix, ARRIVED_M - away_m, i64::MAX));
        let nearness = match (self.arrived.inside_since, self.near.inside_since) {
            (Some(_), _) => Nearness::Arrived,
            (None, Some(_)) => Nearness::Near,
            (None, None) => Nearness::Away,
        };
        let changed = nearness != self.nearness;
        if changed {
            self.nearness = nearness;
            self.since = told.last().map(|crossing| crossing.at).or(Some(fix.at));
        }
        changed
    }
}
