//! What dispatch knows about a driver beside name and place.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Load, Vehicle, handling::names};
use crate::{fleet, problem::FieldError};

/// What dispatch knows about a driver. Every field has a default, so a driver without a profile can be asked too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What the driver moves with.
    pub vehicle: Vehicle,
    /// What the vehicle holds.
    pub capacity: Load,
    /// What the driver can do or has, such as `cold_chain`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// The service zones that the driver works in, by name, upper or lower case alike. Empty: all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub zones: BTreeSet<String>,
    /// Customers to whom the driver does not go: names of merchants and contacts, upper or lower case alike.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub blocked_customers: BTreeSet<String>,
    /// Customers who do not want this driver, named alike.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub unwanted_by: BTreeSet<String>,
    /// Mean of the recipients' stars, 1 to 5. `None`: nobody has rated yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<f64>,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            vehicle: Vehicle::Van,
            capacity: Load::UNLIMITED,
            skills: BTreeSet::new(),
            zones: BTreeSet::new(),
            blocked_customers: BTreeSet::new(),
            unwanted_by: BTreeSet::new(),
            rating: None,
        }
    }
}

impl Profile {
    /// The same in a vehicle that a shift gives the driver: its kind and room, and what it has besides what the driver has.
    pub fn in_vehicle(mut self, vehicle: &fleet::Vehicle) -> Self {
        (self.vehicle, self.capacity) = (vehicle.kind, vehicle.capacity);
        self.skills.extend(vehicle.skills.iter().cloned());
        self
    }

    /// The rules it breaks.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = names("skills", &self.skills);
        errors.extend(names("zones", &self.zones));
        errors.extend(names("blocked_customers", &self.blocked_customers));
        errors.extend(names("unwanted_by", &self.unwanted_by));
        if self.rating.is_some_and(|stars| !(1.0..=5.0).contains(&stars)) {
            errors.push(FieldError::new("rating", "must be from 1 to 5"));
        }
        errors
    }
}
