//! What a delivery asks of a driver.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Load, Vehicles};
use crate::id::{DeliveryId, MemberId};

/// What a delivery asks of a driver. Whoever calls fills it from the delivery, its places and the organization's rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Need {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// The room that it takes.
    #[serde(default)]
    pub load: Load,
    /// What it can be carried with.
    #[serde(default)]
    pub vehicles: Vehicles,
    /// What the driver must be able to do or have, all of it, such as `cold_chain`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// The service zones that its stops are in.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub zones: BTreeSet<String>,
    /// Of these zones, those that have drivers of their own: only they are asked.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub teams: BTreeMap<String, BTreeSet<MemberId>>,
    /// Those who send and receive it, by the names that drivers' block lists use.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub customers: BTreeSet<String>,
    /// Drivers whom one of the customers does not want.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub blocked_drivers: BTreeSet<MemberId>,
    /// Milliseconds from the driver's arrival at the pickup stop until all is done.
    #[serde(default)]
    pub work_ms: i64,
}

impl Need {
    /// A delivery that asks for nothing but to be brought.
    pub fn of(delivery: DeliveryId) -> Self {
        Self {
            delivery,
            load: Load::default(),
            vehicles: Vehicles::ALL,
            skills: BTreeSet::new(),
            zones: BTreeSet::new(),
            teams: BTreeMap::new(),
            customers: BTreeSet::new(),
            blocked_drivers: BTreeSet::new(),
            work_ms: 0,
        }
    }
}
