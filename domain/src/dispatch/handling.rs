//! What a delivery asks of whoever carries it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Vehicles;
use crate::{problem::FieldError, validate::LINE_MAX};

/// Skills that one delivery may ask for, or one driver may have.
pub const SKILLS_MAX: usize = 50;

/// The highest priority of a delivery.
pub const PRIORITY_MAX: u8 = 9;

/// What a delivery asks of whoever carries it. By default: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Handling {
    /// What it can be carried with.
    #[serde(skip_serializing_if = "Vehicles::is_all")]
    pub vehicles: Vehicles,
    /// What the driver must be able to do or have, all of it, such as `cold_chain`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub skills: BTreeSet<String>,
    /// From 0 to [`PRIORITY_MAX`]. Where there are too few drivers, a delivery of a higher priority comes before any number of
    /// a lower one.
    #[serde(skip_serializing_if = "is_zero")]
    pub priority: u8,
}

fn is_zero(n: &u8) -> bool {
    *n == 0
}

impl Handling {
    /// Whether it asks for nothing.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The rules it breaks; `at` is its path.
    pub fn check(&self, at: &str) -> Vec<FieldError> {
        let mut errors = names(&format!("{at}.skills"), &self.skills);
        if self.vehicles == Vehicles::NONE {
            errors.push(FieldError::new(format!("{at}.vehicles"), "must name at least one"));
        }
        if self.priority > PRIORITY_MAX {
            errors.push(FieldError::new(format!("{at}.priority"), format!("must be at most {PRIORITY_MAX}")));
        }
        errors
    }
}

/// The rules that a set of names (skills, zones, customers) breaks; `at` is its path.
pub(super) fn names(at: &str, names: &BTreeSet<String>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if names.len() > SKILLS_MAX {
        errors.push(FieldError::new(at, format!("must be at most {SKILLS_MAX}")));
    }
    let good = |name: &String| !name.trim().is_empty() && name.chars().count() <= LINE_MAX;
    if !names.iter().all(good) {
        errors.push(FieldError::new(at, format!("must be names of 1 to {LINE_MAX} characters")));
    }
    errors
}
