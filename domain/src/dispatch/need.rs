//! What a delivery asks of a driver.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Load, Refusal, Vehicles, is_same_name, plain};
use crate::{
    delivery::Delivery,
    id::{DeliveryId, MemberId},
};

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
    /// Those who send and receive it, by their names as [`plain`] writes them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub customers: BTreeSet<String>,
    /// Drivers whom one of the customers does not want.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub blocked_drivers: BTreeSet<MemberId>,
    /// That it cannot be served at this time, whoever comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Refusal>,
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
            closed: None,
            work_ms: 0,
        }
    }

    /// What the delivery itself says: its load, its handling, and who sends and receives it.
    pub fn by(delivery: &Delivery) -> Self {
        let names = [&delivery.merchant, &delivery.pickup.contact.name, &delivery.dropoff.contact.name];
        Self {
            load: Load::of(&delivery.parcels),
            vehicles: delivery.handling.vehicles,
            skills: delivery.handling.skills.clone(),
            customers: names.into_iter().map(|name| plain(name)).filter(|name| !name.is_empty()).collect(),
            ..Self::of(delivery.id)
        }
    }

    /// The same with stops in these zones, each with the drivers who serve it; none: everybody.
    pub fn in_zones(self, zones: BTreeMap<String, BTreeSet<MemberId>>) -> Self {
        Self {
            zones: zones.keys().cloned().collect(),
            teams: zones.into_iter().filter(|(_, drivers)| !drivers.is_empty()).collect(),
            ..self
        }
    }

    /// The first of its zones in which `driver` does not work: outside the zones that the driver is limited to (`own`; empty:
    /// none are left out), or where others serve.
    pub fn closed_to(&self, driver: MemberId, own: &BTreeSet<String>) -> Option<&String> {
        let goes_there = |zone: &String| own.is_empty() || own.iter().any(|own| is_same_name(own, zone));
        let is_served_by = |zone: &String| self.teams.get(zone).is_none_or(|team| team.contains(&driver));
        self.zones.iter().find(|zone| !goes_there(zone) || !is_served_by(zone))
    }
}
