//! The operations of one organization.

use std::collections::{BTreeMap, BTreeSet};

use super::Place;
use crate::{
    calendar::{Clocks, Hours, Local, Promise, Roster, Schedule, ServiceCalendar, Shift, Stretch},
    dispatch::Profile,
    fleet::{Depot, TravelMode, Vehicle},
    geo::Point,
    id::{DepotId, MemberId, VehicleId, ZoneId},
    time::Timestamp,
    zone::{Found, Zone, Zones},
};

/// What the operations of an organization are made of.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// When the organization serves.
    pub calendar: ServiceCalendar,
    /// Its depots.
    pub depots: BTreeMap<DepotId, Depot>,
    /// Its vehicles.
    pub vehicles: BTreeMap<VehicleId, Vehicle>,
    /// Its zones.
    pub zones: BTreeMap<ZoneId, Zone>,
    /// When its drivers work.
    pub rosters: BTreeMap<MemberId, Roster>,
}

/// What an organization has planned.
#[derive(Clone, Debug)]
pub struct Operations {
    pub(super) calendar: ServiceCalendar,
    pub(super) zones: Zones,
    pub(super) depots: BTreeMap<DepotId, Depot>,
    vehicles: BTreeMap<VehicleId, Vehicle>,
    rosters: BTreeMap<MemberId, Roster>,
    pub(super) local: Local,
    zone_clocks: BTreeMap<ZoneId, Local>,
    pub(super) depot_clocks: BTreeMap<DepotId, Local>,
    places: Vec<Place>,
    pub(super) always: Hours,
    gives_vehicles: bool,
}

/// The clocks of its depots and its own.
struct Places<'a>(&'a Operations);

impl Clocks for Places<'_> {
    fn of(&self, depot: Option<DepotId>) -> &Local {
        depot.and_then(|depot| self.0.depot_clocks.get(&depot)).unwrap_or(&self.0.local)
    }
}

/// What a driver does at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Nobody has planned when this driver works.
    Unplanned,
    /// The driver is off.
    Off,
    /// The driver is in this shift.
    On(Shift),
}

impl Operations {
    /// Put together from `parts`, on the organization's clock. `clock_of` knows the clocks of other time zones by name; a
    /// zone or a depot of which it does not goes by the organization's. A zone of which the shape cannot be used is left
    /// out: none gets so far.
    pub fn new(parts: Parts, local: Local, clock_of: impl Fn(&str) -> Option<Local>) -> Self {
        let clock = |name: &Option<String>| name.as_deref().and_then(&clock_of);
        let zone_clocks =
            parts.zones.iter().filter_map(|(id, zone)| Some((*id, clock(&zone.time_zone)?))).collect();
        let depot_clocks =
            parts.depots.iter().filter_map(|(id, depot)| Some((*id, clock(&depot.time_zone)?))).collect();
        let usable = parts.zones.into_iter().filter(|(_, zone)| zone.check().is_empty());
        let zones = Zones::new(usable).unwrap_or_default();
        Self {
            places: Place::all(&zones, &parts.depots),
            zones,
            calendar: parts.calendar,
            depots: parts.depots,
            vehicles: parts.vehicles,
            gives_vehicles: parts.rosters.values().any(Roster::gives_vehicles),
            rosters: parts.rosters,
            local,
            zone_clocks,
            depot_clocks,
            always: Hours::always(),
        }
    }

    /// When the organization serves.
    pub fn calendar(&self) -> &ServiceCalendar {
        &self.calendar
    }

    /// The organization's clock.
    pub fn local(&self) -> &Local {
        &self.local
    }

    /// The zones.
    pub fn zones(&self) -> &Zones {
        &self.zones
    }

    /// The depots.
    pub fn depots(&self) -> &BTreeMap<DepotId, Depot> {
        &self.depots
    }

    /// Where drivers are followed: zones and depots.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// A vehicle.
    pub fn vehicle(&self, id: VehicleId) -> Option<&Vehicle> {
        self.vehicles.get(&id)
    }

    fn clocks(&self) -> Places<'_> {
        Places(self)
    }

    /// What `driver` does at `at`.
    pub fn duty(&self, driver: MemberId, at: Timestamp) -> Duty {
        match self.rosters.get(&driver) {
            None => Duty::Unplanned,
            Some(roster) => {
                roster.duty(&self.clocks(), &self.calendar.holidays, at).map_or(Duty::Off, Duty::On)
            }
        }
    }

    /// The shifts of `driver` that are on at some moment of `range`, in order; `None`: nobody has planned them.
    pub fn shifts(&self, driver: MemberId, range: Stretch) -> Option<Vec<Shift>> {
        let roster = self.rosters.get(&driver)?;
        Some(roster.within(range, &self.clocks(), &self.calendar.holidays))
    }

    /// The drivers whose work is planned.
    pub fn planned(&self) -> impl Iterator<Item = MemberId> {
        self.rosters.keys().copied()
    }

    /// A driver in `shift`: in the vehicle that the shift gives, if it gives one, and by which roads that goes.
    pub fn equipped(&self, profile: Profile, shift: Option<&Shift>) -> (Profile, TravelMode) {
        match shift.and_then(|shift| self.vehicle(shift.vehicle?)) {
            Some(vehicle) => (profile.in_vehicle(vehicle), vehicle.mode()),
            None => {
                let mode = profile.vehicle.mode();
                (profile, mode)
            }
        }
    }

    /// Whether there are shifts that give drivers other vehicles than their own.
    pub fn gives_vehicles(&self) -> bool {
        self.gives_vehicles
    }

    /// The zone in which `point` is served.
    pub fn zone_of(&self, point: Point) -> Option<&Found> {
        self.zones.of(point)
    }

    /// When stops at `point` are served: by the zone's own hours and clock, or else by the organization's.
    pub fn schedule_at(&self, point: Point) -> Schedule<'_> {
        let found = self.zones.of(point);
        let of_zone = found.and_then(|found| found.zone.hours.as_ref());
        let hours = of_zone.or(self.calendar.hours.as_ref()).unwrap_or(&self.always);
        let local = found.and_then(|found| self.zone_clocks.get(&found.id)).unwrap_or(&self.local);
        Schedule { hours, holidays: &self.calendar.holidays, local }
    }

    /// When what is ordered at `ordered` can be brought to `point` at the earliest; `None`: never.
    pub fn promise(&self, point: Point, ordered: Timestamp) -> Option<Promise> {
        if self.zones.of(point).is_some_and(|found| !found.zone.open) {
            return None;
        }
        self.schedule_at(point).promise(&self.calendar.cut_offs, ordered)
    }

    /// The zones in which `stops` are, each with the drivers who serve it; none: everybody.
    pub fn teams(&self, stops: impl IntoIterator<Item = Point>) -> BTreeMap<String, BTreeSet<MemberId>> {
        let found = stops.into_iter().filter_map(|point| self.zones.of(point));
        found.map(|found| (found.zone.name.clone(), found.zone.drivers.clone())).collect()
    }
}
