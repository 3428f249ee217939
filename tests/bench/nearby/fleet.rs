//! A fleet in a town, and where its orders come from.

use rand::{Rng as _, SeedableRng as _, rngs::SmallRng};
use uuid::Uuid;
use waybill_domain::{
    MemberId, OrganizationId, Point,
    dispatch::{Load, Vehicle},
};
use waybill_routing::nearby::{Change, Driver, LiveIndex};

/// Degrees from the town's middle to its edge: 20 km each way.
const HALF_LAT: f64 = 0.18;
const HALF_LON: f64 = 0.303;
const MIDDLE: (f64, f64) = (53.55, 10.0);

pub struct Fleet {
    pub drivers: Vec<Driver>,
    centres: Vec<Point>,
    seed: u64,
}

impl Fleet {
    pub fn new(count: usize, seed: u64) -> Self {
        let mut dice = SmallRng::seed_from_u64(seed);
        let centres = (0..12).map(|_| anywhere(&mut dice)).collect();
        let mut fleet = Self { drivers: Vec::new(), centres, seed };
        let vehicles = [Vehicle::Bicycle, Vehicle::Scooter, Vehicle::Car, Vehicle::Van];
        fleet.drivers = (0..count)
            .map(|n| Driver {
                id: MemberId(Uuid::from_u128(n as u128 + 1)),
                organization: Self::organization(),
                point: fleet.place(&mut dice),
                on_shift: dice.random_bool(0.7),
                vehicle: vehicles[dice.random_range(0..vehicles.len())],
                free: Load {
                    weight_g: dice.random_range(0..20_000),
                    volume_cm3: dice.random_range(0..60_000),
                    count: dice.random_range(0..12),
                },
            })
            .collect();
        fleet
    }

    pub fn organization() -> OrganizationId {
        OrganizationId(Uuid::from_u128(1))
    }

    /// An index that holds the fleet.
    pub fn index(&self) -> LiveIndex {
        let index = LiveIndex::default();
        let changes: Vec<_> = self.drivers.iter().map(|driver| Change::Put(*driver)).collect();
        index.apply(&changes);
        index
    }

    /// Where orders come from: where drivers are.
    pub fn questions(&self, count: usize) -> Vec<Point> {
        let mut dice = SmallRng::seed_from_u64(self.seed ^ 0x5eed);
        (0..count).map(|_| self.place(&mut dice)).collect()
    }

    fn place(&self, dice: &mut SmallRng) -> Point {
        if dice.random_bool(0.5) {
            return anywhere(dice);
        }
        let centre = self.centres[dice.random_range(0..self.centres.len())];
        // The sum of three throws is round enough: a deviation of 2.5 km.
        let mut throw = || (0..3).map(|_| dice.random_range(-1.0..1.0)).sum::<f64>();
        let (north, east) = (throw(), throw());
        Point { lat: centre.lat + north * 0.022_5, lon: centre.lon + east * 0.037_9 }
    }
}

fn anywhere(dice: &mut SmallRng) -> Point {
    Point {
        lat: MIDDLE.0 + dice.random_range(-HALF_LAT..HALF_LAT),
        lon: MIDDLE.1 + dice.random_range(-HALF_LON..HALF_LON),
    }
}
