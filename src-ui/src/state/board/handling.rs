//! What a delivery asks of whoever carries it, and what its goods weigh, as it is typed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use waybill_domain::{
    dispatch::{Handling, Vehicle, Vehicles},
    problem::FieldError,
};

use crate::state::organization::typed::{read_decimal, write_decimal};

/// Grams of a kilogram, and cubic centimetres of a litre.
const THOUSAND: f64 = 1_000.0;

/// What a delivery asks of whoever carries it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandlingDraft {
    /// What it can be carried with.
    pub vehicles: Vehicles,
    /// What the driver must be able to do or have.
    pub skills: BTreeSet<String>,
    /// One more of these that is being typed.
    pub skill: String,
    /// 0 to 9; empty: 0.
    pub priority: String,
}

impl HandlingDraft {
    /// As `handling` is typed.
    pub fn of(handling: &Handling) -> Self {
        let priority = if handling.priority == 0 { String::new() } else { handling.priority.to_string() };
        Self { vehicles: handling.vehicles, skills: handling.skills.clone(), skill: String::new(), priority }
    }

    /// With `skill` among the skills, or not.
    pub fn with_skill(self, skill: &str, on: bool) -> Self {
        let mut skills = self.skills;
        match on {
            true => skills.insert(skill.to_owned()),
            false => skills.remove(skill),
        };
        Self { skills, ..self }
    }

    /// With what is being typed among the skills.
    pub fn with_typed_skill(self) -> Self {
        let skill = self.skill.trim().to_owned();
        let next = Self { skill: String::new(), ..self };
        if skill.is_empty() { next } else { next.with_skill(&skill, true) }
    }

    /// With `vehicle` among those that will do, or not.
    pub fn with_vehicle(self, vehicle: Vehicle, on: bool) -> Self {
        let all = Vehicle::ALL.into_iter();
        let vehicles = all.filter(|one| if *one == vehicle { on } else { self.vehicles.contains(*one) });
        Self { vehicles: vehicles.collect(), ..self }
    }

    /// What it means; rules that it breaks otherwise are the domain's to find.
    pub(super) fn read(&self, errors: &mut Vec<FieldError>) -> Handling {
        let priority = match self.priority.trim() {
            "" => 0,
            text => text.parse().unwrap_or_else(|_| {
                errors.push(FieldError::new("handling.priority", "must be a whole number from 0 to 9"));
                0
            }),
        };
        let skills = self.clone().with_typed_skill().skills;
        Handling { vehicles: self.vehicles, skills, priority }
    }
}

/// Kilograms as grams, or litres as cubic centimetres; nothing: not known.
pub(super) fn read_thousands(text: &str) -> Result<Option<u32>, &'static str> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let value = (read_decimal(text).ok_or("must be a number")? * THOUSAND).round();
    match value {
        value if value < 0.0 => Err("must be at least 0"),
        value if value < f64::from(u32::MAX) => Ok(Some(value as u32)),
        _ => Err("is more than any vehicle holds"),
    }
}

/// As [`read_thousands`] reads it.
pub(super) fn write_thousands(value: Option<u32>) -> String {
    value.map(|value| write_decimal(f64::from(value) / THOUSAND)).unwrap_or_default()
}
