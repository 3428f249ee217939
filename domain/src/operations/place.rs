//! Where drivers are followed.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::{
    calls::GeofencePlace,
    fleet::Depot,
    geo::Point,
    id::DepotId,
    zone::{Bounds, Outline, Shape, Zones},
};

/// Beyond this from a place nothing that happens there can be told, in metres: more than the error of any fix that counts.
const MARGIN_M: f64 = 300.0;
/// After so long at a depot somebody stays there, in milliseconds.
const DEPOT_DWELL_MS: i64 = 5 * 60_000;

/// A zone or a depot, made ready to be watched.
#[derive(Clone, Debug)]
pub struct Place {
    /// What it is.
    pub kind: GeofencePlace,
    /// Which.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// Its shape.
    pub outline: Outline,
    /// After so long in it somebody stays, in milliseconds.
    pub dwell_ms: i64,
    near: Bounds,
}

impl Place {
    pub(super) fn all(zones: &Zones, depots: &BTreeMap<DepotId, Depot>) -> Vec<Self> {
        let of_zones = zones.iter().map(|found| {
            let near = found.outline.bounds().grown(MARGIN_M);
            Self {
                kind: GeofencePlace::Zone,
                id: found.id.0,
                name: found.zone.name.clone(),
                outline: found.outline.clone(),
                dwell_ms: i64::from(found.zone.dwell_minutes) * 60_000,
                near,
            }
        });
        let of_depots = depots.iter().filter_map(|(id, depot)| {
            let circle = Shape::Circle { center: depot.point, radius_m: depot.radius_m };
            let outline = Outline::new(&circle).ok()?;
            Some(Self {
                kind: GeofencePlace::Depot,
                id: id.0,
                name: depot.name.clone(),
                near: outline.bounds().grown(MARGIN_M),
                outline,
                dwell_ms: DEPOT_DWELL_MS,
            })
        });
        of_zones.chain(of_depots).collect()
    }

    /// Whether something that happens at `point` can be told of this place.
    pub fn is_near(&self, point: Point) -> bool {
        self.near.contains(point)
    }
}
