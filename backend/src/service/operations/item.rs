//! What can be planned, and to what it refers.

use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use waybill_domain::{
    calendar::{PlannedShift, Roster, ServiceCalendar},
    fleet::{Depot, Vehicle},
    problem::FieldError,
    zone::Zone,
};

use crate::store::operations::Kind;

/// Something that can be planned.
pub trait Item: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Under which kind it is kept.
    const KIND: Kind;

    /// The rules it breaks by itself.
    fn check(&self) -> Vec<FieldError>;

    /// Its name, where that must be one of its kind in the organization.
    fn name(&self) -> Option<&str> {
        None
    }

    /// The time zone it names, if it does.
    fn time_zone(&self) -> Option<&str> {
        None
    }

    /// What it names that must be there.
    fn references(&self) -> Vec<Reference> {
        Vec::new()
    }
}

/// A field that names something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The field.
    pub field: String,
    /// A depot or a vehicle; `None`: a driver.
    pub to: Option<Kind>,
    /// Which.
    pub id: Uuid,
}

impl Item for ServiceCalendar {
    const KIND: Kind = Kind::Calendar;

    fn check(&self) -> Vec<FieldError> {
        self.check()
    }
}

impl Item for Depot {
    const KIND: Kind = Kind::Depot;

    fn check(&self) -> Vec<FieldError> {
        self.check()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn time_zone(&self) -> Option<&str> {
        self.time_zone.as_deref()
    }
}

impl Item for Vehicle {
    const KIND: Kind = Kind::Vehicle;

    fn check(&self) -> Vec<FieldError> {
        self.check()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }
}

impl Item for Zone {
    const KIND: Kind = Kind::Zone;

    fn check(&self) -> Vec<FieldError> {
        self.check()
    }

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn time_zone(&self) -> Option<&str> {
        self.time_zone.as_deref()
    }

    fn references(&self) -> Vec<Reference> {
        let named = self.drivers.iter().enumerate();
        named
            .map(|(i, driver)| Reference { field: format!("drivers[{i}]"), to: None, id: driver.0 })
            .collect()
    }
}

impl Item for Roster {
    const KIND: Kind = Kind::Roster;

    fn check(&self) -> Vec<FieldError> {
        self.check()
    }

    fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        let depot = self.depot.map(|id| (Kind::Depot, id.0));
        let vehicle = self.vehicle.map(|id| (Kind::Vehicle, id.0));
        for (kind, id) in [depot, vehicle].into_iter().flatten() {
            found.push(Reference { field: kind.as_str().to_owned(), to: Some(kind), id });
        }
        for (i, weekly) in self.week.iter().enumerate() {
            of_shift(&weekly.shift, &format!("week[{i}].shift"), &mut found);
        }
        for (i, own) in self.days.iter().enumerate() {
            for (j, shift) in own.shifts.iter().enumerate() {
                of_shift(shift, &format!("days[{i}].shifts[{j}]"), &mut found);
            }
        }
        found
    }
}

fn of_shift(shift: &PlannedShift, at: &str, found: &mut Vec<Reference>) {
    let depot = shift.depot.map(|id| (Kind::Depot, id.0));
    let vehicle = shift.vehicle.map(|id| (Kind::Vehicle, id.0));
    for (kind, id) in [depot, vehicle].into_iter().flatten() {
        found.push(Reference { field: format!("{at}.{}", kind.as_str()), to: Some(kind), id });
    }
}
