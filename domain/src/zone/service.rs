//! Service zones: areas with rules, and which one a stop is in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{BadShape, Outline, Shape};
use crate::{
    calendar::Hours,
    geo::Point,
    id::{MemberId, ZoneId},
    money::Money,
    problem::FieldError,
    validate::LINE_MAX,
};

/// Minutes after which staying is told, where the zone does not say otherwise.
const DWELL_MINUTES: u32 = 5;
/// A day.
const DWELL_MAX: u32 = 1_440;

/// An area with rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// What people call it; one of its kind in the organization.
    pub name: String,
    /// Where it is.
    pub shape: Shape,
    /// Whether stops in it are served at all.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub open: bool,
    /// The team that serves it, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// The drivers who serve it. Empty: everybody.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub drivers: BTreeSet<MemberId>,
    /// What a delivery into it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// When stops in it are served. Absent: when the organization serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// IANA name of the time zone on whose clock its hours are. Absent: the organization's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Minutes after which a driver's staying in it is told.
    #[serde(default = "dwell")]
    pub dwell_minutes: u32,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_true(value: &bool) -> bool {
    *value
}

fn dwell() -> u32 {
    DWELL_MINUTES
}

impl Zone {
    /// A zone without rules.
    pub fn new(name: impl Into<String>, shape: Shape) -> Self {
        Self {
            name: name.into(),
            shape,
            open: true,
            team: String::new(),
            drivers: BTreeSet::new(),
            price: None,
            hours: None,
            time_zone: None,
            dwell_minutes: DWELL_MINUTES,
        }
    }

    /// The rules it breaks. Whether its time zone exists is for whoever has a database of them.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.name.trim().is_empty() {
            errors.push(FieldError::new("name", "must not be empty"));
        }
        for (field, value) in [("name", &self.name), ("team", &self.team)] {
            if value.chars().count() > LINE_MAX {
                errors.push(FieldError::new(field, format!("must be at most {LINE_MAX} characters")));
            }
        }
        if let Err(bad) = Outline::new(&self.shape) {
            errors.push(FieldError::new(format!("shape.{}", bad.field()), bad.to_string()));
        }
        if self.price.is_some_and(|price| price.minor < 0) {
            errors.push(FieldError::new("price", "must not be negative"));
        }
        if let Some(hours) = &self.hours {
            hours.check("hours", &mut errors);
        }
        if !(1..=DWELL_MAX).contains(&self.dwell_minutes) {
            errors.push(FieldError::new("dwell_minutes", format!("must be from 1 to {DWELL_MAX}")));
        }
        errors
    }
}

/// The zones of an organization, made ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Zones(Vec<Found>);

/// A zone with its outline.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which.
    pub id: ZoneId,
    /// Its rules.
    pub zone: Zone,
    /// Its shape, made ready to be asked.
    pub outline: Outline,
}

impl Zones {
    /// Made ready; the first of which the shape cannot be used.
    pub fn new(zones: impl IntoIterator<Item = (ZoneId, Zone)>) -> Result<Self, (ZoneId, BadShape)> {
        let mut found = Vec::new();
        for (id, zone) in zones {
            let outline = Outline::new(&zone.shape).map_err(|bad| (id, bad))?;
            found.push(Found { id, zone, outline });
        }
        // Whoever comes first is taken.
        found.sort_by(|a, b| a.outline.area_m2().total_cmp(&b.outline.area_m2()).then(a.id.cmp(&b.id)));
        Ok(Self(found))
    }

    /// The zone that `point` is in: of several the one with the smallest area, of equal ones the one that was made first.
    pub fn of(&self, point: Point) -> Option<&Found> {
        self.0.iter().find(|found| found.outline.contains(point))
    }

    /// The zone with this id.
    pub fn get(&self, id: ZoneId) -> Option<&Found> {
        self.0.iter().find(|found| found.id == id)
    }

    /// All of them, the smallest first.
    pub fn iter(&self) -> impl Iterator<Item = &Found> {
        self.0.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
