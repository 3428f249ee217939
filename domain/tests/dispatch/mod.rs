//! Who takes a delivery.

mod decision;
mod eligibility;
mod offers;
mod score;

use waybill_domain::{
    DeliveryId, MemberId, Timestamp, Window,
    dispatch::{Candidate, Load, Need, Tally, Vehicle},
};

use crate::fixtures::{now, uuid};

pub fn member(n: u128) -> MemberId {
    MemberId(uuid(n))
}

pub fn minutes(n: i64) -> Timestamp {
    now().plus_minutes(n)
}

/// Ten minutes of work with a small parcel.
pub fn need() -> Need {
    Need {
        load: Load { weight_g: 2_000, volume_cm3: 4_000, count: 1 },
        work_ms: 10 * 60_000,
        ..Need::of(DeliveryId(uuid(200)))
    }
}

/// A driver a kilometre away against whom nothing stands.
pub fn candidate(n: u128) -> Candidate {
    Candidate {
        driver: member(n),
        distance_m: 1_000.0,
        to_pickup_ms: 5 * 60_000,
        rating: Some(4.5),
        offers: Tally { made: 20, accepted: 16 },
        active: 1,
        vehicle: Vehicle::Van,
        capacity: Load { weight_g: 500_000, volume_cm3: 3_000_000, count: 60 },
        carried: Load::default(),
        skills: Default::default(),
        zones: Default::default(),
        blocked_customers: Default::default(),
        shift: Some(Window::new(minutes(-60), minutes(60))),
        breaks: Vec::new(),
        asked: false,
        declined_at: None,
    }
}
