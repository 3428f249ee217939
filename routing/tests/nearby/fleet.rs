//! Drivers, and the answer that takes no cleverness.

use std::collections::BTreeMap;

use waybill_domain::{
    MemberId, OrganizationId, Point,
    dispatch::{Load, Vehicle},
};
use waybill_routing::nearby::{Change, Driver, Filter, Near, Spot};

pub fn member(n: u128) -> MemberId {
    MemberId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n))
}

pub fn organization(n: u128) -> OrganizationId {
    OrganizationId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_9000_0000_0000_0000 + n))
}

pub fn driver(n: u128, lat: f64, lon: f64) -> Driver {
    Driver {
        id: member(n),
        organization: organization(1),
        point: Point { lat, lon },
        on_shift: true,
        vehicle: Vehicle::Van,
        free: Load { weight_g: 10_000, volume_cm3: 10_000, count: 10 },
    }
}

/// A list of drivers.
#[derive(Default)]
pub struct List(pub BTreeMap<MemberId, Driver>);

impl List {
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Put(driver) => {
                self.0.insert(driver.id, *driver);
            }
            Change::Move(id, point) => {
                if let Some(driver) = self.0.get_mut(id) {
                    driver.point = *point;
                }
            }
            Change::Remove(id) => {
                self.0.remove(id);
            }
        }
    }

    /// Everybody measured and sorted.
    pub fn nearest(&self, from: Point, within_m: f64, count: usize, filter: &Filter) -> Vec<Near> {
        let mut all: Vec<(f64, Near)> = self
            .0
            .values()
            .filter(|driver| filter.admits(driver) && from.distance_m(driver.point) <= within_m)
            .map(|driver| {
                let apart = Spot::from(from).apart(driver.point.into());
                (apart, Near { driver: driver.id, distance_m: from.distance_m(driver.point) })
            })
            .collect();
        all.sort_by(|(a, near_a), (b, near_b)| a.total_cmp(b).then(near_a.driver.cmp(&near_b.driver)));
        all.into_iter().map(|(_, near)| near).take(count).collect()
    }
}

/// The same drivers in the same order, at the same distances but for rounding.
pub fn same(found: &[Near], expected: &[Near]) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| {
            // Where two points are on opposite sides of the earth, haversine itself is good to about a metre.
            let slack = if expected.distance_m > 19_000_000.0 { 2.0 } else { 0.001 };
            found.driver == expected.driver && (found.distance_m - expected.distance_m).abs() < slack
        })
}
