//! What the index knows about a driver, what may be asked, and what it answers.

use waybill_domain::{
    MemberId, OrganizationId, Point,
    dispatch::{Load, Vehicle, Vehicles},
};

/// A driver as the index knows them. A member belongs to one organization, so the id alone says who it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Driver {
    /// Who.
    pub id: MemberId,
    /// Whose.
    pub organization: OrganizationId,
    /// Where, by the newest fix.
    pub point: Point,
    /// Whether they work now.
    pub on_shift: bool,
    /// What they move with.
    pub vehicle: Vehicle,
    /// The room that is left.
    pub free: Load,
}

/// Which drivers count. Nobody sees another organization's drivers, so that one has no default.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filter {
    /// Whose drivers.
    pub organization: OrganizationId,
    /// Only those who work now.
    pub on_shift: bool,
    /// Only those with one of these vehicles.
    pub vehicles: Vehicles,
    /// Only those who have room for this.
    pub load: Load,
}

impl Filter {
    /// Those of `organization` who work now, with any vehicle and however full.
    pub fn of(organization: OrganizationId) -> Self {
        Self { organization, on_shift: true, vehicles: Vehicles::ALL, load: Load::default() }
    }

    /// Whether `driver` counts.
    pub fn admits(&self, driver: &Driver) -> bool {
        self.organization == driver.organization
            && (driver.on_shift || !self.on_shift)
            && self.vehicles.contains(driver.vehicle)
            && self.load.fits(driver.free)
    }
}

/// A driver and how far away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Who.
    pub driver: MemberId,
    /// Great-circle distance, in metres.
    pub distance_m: f64,
}
