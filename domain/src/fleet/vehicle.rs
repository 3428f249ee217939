//! Vehicles.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::TravelMode;
use crate::{
    dispatch::{Load, Vehicle as Kind},
    problem::FieldError,
    validate::LINE_MAX,
};

/// One vehicle of a fleet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// What people call it, such as "Van 7"; one of its kind in the organization.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it has room for.
    pub capacity: Load,
    /// By which roads it goes. Absent: as its kind does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<TravelMode>,
    /// What it has, such as `cold_chain`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
}

impl Vehicle {
    /// By which roads it goes.
    pub fn mode(&self) -> TravelMode {
        self.profile.unwrap_or(self.kind.mode())
    }

    /// The rules it breaks.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.name.trim().is_empty() {
            errors.push(FieldError::new("name", "must not be empty"));
        }
        if self.name.chars().count() > LINE_MAX {
            errors.push(FieldError::new("name", format!("must be at most {LINE_MAX} characters")));
        }
        if self.capacity.count == 0 {
            errors.push(FieldError::new("capacity.count", "must be at least 1"));
        }
        for skill in &self.skills {
            if skill.trim().is_empty() || skill.chars().count() > LINE_MAX {
                let rule = format!("must have 1 to {LINE_MAX} characters each");
                errors.push(FieldError::new("skills", rule));
                break;
            }
        }
        errors
    }
}
