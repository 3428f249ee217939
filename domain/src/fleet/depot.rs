//! Depots.

use serde::{Deserialize, Serialize};

use crate::{calendar::Hours, geo::Point, problem::FieldError, validate::LINE_MAX};

/// A place from which goods and drivers set off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Depot {
    /// What people call it; one of its kind in the organization.
    pub name: String,
    /// Street and house number.
    pub address: String,
    /// Where it is.
    pub point: Point,
    /// Metres around it within which a driver is there.
    #[serde(default = "radius")]
    pub radius_m: f64,
    /// When goods are given out. Absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// IANA name of the time zone on whose clock its hours are. Absent: the organization's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

fn radius() -> f64 {
    100.0
}

impl Depot {
    /// The rules it breaks. Whether its time zone exists is for whoever has a database of them.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (field, value) in [("name", &self.name), ("address", &self.address)] {
            if value.trim().is_empty() {
                errors.push(FieldError::new(field, "must not be empty"));
            }
            if value.chars().count() > LINE_MAX {
                errors.push(FieldError::new(field, format!("must be at most {LINE_MAX} characters")));
            }
        }
        if !(20.0..=5_000.0).contains(&self.radius_m) {
            errors.push(FieldError::new("radius_m", "must be from 20 to 5000 metres"));
        }
        if let Some(hours) = &self.hours {
            hours.check("hours", &mut errors);
        }
        errors
    }
}
