//! Vehicles, depots and zones: each is read out of its list.

use uuid::Uuid;
use waybill_domain::{
    calls::{Kept, ListDepots, ListVehicles, ListZones, PutDepot, PutVehicle, PutZone},
    id::{DepotId, VehicleId, ZoneId},
};

use super::{GONE, Item, Part};
use crate::{
    bridge::{self, CallError},
    state::organization::{Basis, DepotSheet, VehicleSheet, ZoneSheet, new_depot, new_vehicle, new_zone},
};

/// A vehicle of the fleet.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) struct VehiclePart {
    pub(in super::super) id: VehicleId,
    /// It is not there yet.
    pub(in super::super) fresh: bool,
}

impl Part for VehiclePart {
    type Sheet = VehicleSheet;

    fn name(&self) -> String {
        named("vehicle", self.id.0, self.fresh)
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        if self.fresh {
            return Ok(Basis { rev: 0, item: new_vehicle() });
        }
        found(bridge::call(&ListVehicles {}).await?, self.id.0)
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&PutVehicle { id: self.id, base_rev: basis.rev, item }).await.map(Basis::from)
    }
}

/// A depot.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) struct DepotPart {
    pub(in super::super) id: DepotId,
    /// It is not there yet.
    pub(in super::super) fresh: bool,
}

impl Part for DepotPart {
    type Sheet = DepotSheet;

    fn name(&self) -> String {
        named("depot", self.id.0, self.fresh)
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        if self.fresh {
            return Ok(Basis { rev: 0, item: new_depot() });
        }
        found(bridge::call(&ListDepots {}).await?, self.id.0)
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&PutDepot { id: self.id, base_rev: basis.rev, item }).await.map(Basis::from)
    }
}

/// A service zone.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) struct ZonePart {
    pub(in super::super) id: ZoneId,
    /// It is not there yet.
    pub(in super::super) fresh: bool,
}

impl Part for ZonePart {
    type Sheet = ZoneSheet;

    fn name(&self) -> String {
        named("zone", self.id.0, self.fresh)
    }

    async fn read(&self) -> Result<Basis<Item<Self>>, CallError> {
        if self.fresh {
            return Ok(Basis { rev: 0, item: new_zone() });
        }
        found(bridge::call(&ListZones {}).await?, self.id.0)
    }

    async fn write(
        &self,
        basis: Basis<Item<Self>>,
        item: Item<Self>,
    ) -> Result<Basis<Item<Self>>, CallError> {
        bridge::call(&PutZone { id: self.id, base_rev: basis.rev, item }).await.map(Basis::from)
    }
}

/// A new one has one draft, whichever id it is going to have.
fn named(kind: &str, id: Uuid, fresh: bool) -> String {
    if fresh { format!("{kind}.new") } else { format!("{kind}.{id}") }
}

/// The one of that id; somebody may have removed it meanwhile.
fn found<T>(all: Vec<Kept<T>>, id: Uuid) -> Result<Basis<T>, CallError> {
    let found = all.into_iter().find(|kept| kept.id == id).map(Basis::from);
    found.ok_or_else(|| CallError::refused(GONE, "it was removed meanwhile"))
}
