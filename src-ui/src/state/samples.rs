//! Deliveries for tests.

use waybill_domain::{
    Delivery, DeliveryId, MemberId, Money, OrganizationId, ParcelId, Point, State,
    calls::driver::MyDelivery,
    delivery::{Kind, Milestones, Preparation},
    parcel::Parcel,
    requirements::Requirements,
    stop::{Contact, Stop},
    time::Window,
};

fn uuid(n: u8) -> uuid::Uuid {
    uuid::Uuid::from_bytes([n; 16])
}

/// The driver of all of them.
pub(crate) fn driver() -> MemberId {
    MemberId(uuid(200))
}

fn stop(address: &str) -> Stop {
    Stop {
        address: address.to_owned(),
        unit: String::new(),
        point: Point { lat: 52.5, lon: 13.4 },
        contact: Contact { name: "Ana Souza".to_owned(), phone: "+49 30 1234".to_owned() },
        window: Window::default(),
        notes: String::new(),
        requirements: Requirements::default(),
    }
}

/// A parcel with a code and, on odd numbers, cash due.
pub(crate) fn parcel(n: u8) -> Parcel {
    Parcel {
        id: ParcelId(uuid(100 + n)),
        code: format!("P{n}"),
        name: format!("Box {n}"),
        quantity: 1,
        weight_g: None,
        volume_cm3: None,
        cash_due: (n % 2 == 1).then(|| Money::eur(1_000)),
        outcome: None,
    }
}

/// A delivery with two parcels, accepted by [`driver`].
pub(crate) fn delivery(n: u8) -> Delivery {
    Delivery {
        id: DeliveryId(uuid(n)),
        organization: OrganizationId(uuid(250)),
        code: format!("WB-{n}"),
        rev: 1,
        assign_epoch: 1,
        kind: Kind::Delivery,
        state: State::Accepted,
        preparation: Preparation::NoneNeeded,
        outcome: None,
        pickup: stop("Depot"),
        dropoff: stop("Linden Avenue 27"),
        parcels: vec![parcel(1), parcel(2)],
        merchant: String::new(),
        driver: Some(driver()),
        handling: Default::default(),
        offer: None,
        former_drivers: Vec::new(),
        custody: Default::default(),
        transfer: None,
        rank: f64::from(n),
        pickup_rank: None,
        attempt: 1,
        follows: None,
        cancel_reason: String::new(),
        times: Milestones::default(),
        proofs: Vec::new(),
        received: Default::default(),
        cash_collected: None,
        exceptions: Vec::new(),
    }
}

/// The same as the device has it.
pub(crate) fn mine(n: u8) -> MyDelivery {
    MyDelivery { delivery: delivery(n), pending: 0, draft: None, revoked: false }
}
