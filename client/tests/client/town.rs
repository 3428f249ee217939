//! Things to deliver.

use uuid::Uuid;
use waybill_domain::{
    Command, DeliveryId, MemberId, Outcome, ParcelId, Point,
    command::{Completion, NewDelivery},
    delivery::{Kind, Preparation},
    parcel::Parcel,
    proof::Evidence,
    requirements::Requirements,
    stop::{Contact, Stop},
    time::Window,
};

pub(crate) fn new_id() -> DeliveryId {
    DeliveryId(Uuid::now_v7())
}

fn stop(address: &str, lat: f64, requirements: Requirements) -> Stop {
    Stop {
        address: address.to_owned(),
        unit: String::new(),
        point: Point { lat, lon: 1.52 },
        contact: Contact { name: "Núria Solà".to_owned(), phone: String::new() },
        window: Window::default(),
        notes: String::new(),
        requirements,
    }
}

/// A delivery that asks for a photo and a signature.
pub(crate) fn order(driver: Option<MemberId>) -> NewDelivery {
    let proof = Requirements { photos: 1, signature: true, ..Requirements::default() };
    NewDelivery {
        code: String::new(),
        kind: Kind::Delivery,
        preparation: Preparation::NoneNeeded,
        pickup: stop("Avinguda Meritxell 1", 42.507, Requirements::default()),
        dropoff: stop("Carrer Major 12", 42.51, proof),
        parcels: vec![Parcel {
            id: ParcelId(Uuid::now_v7()),
            code: String::new(),
            name: "Box".to_owned(),
            quantity: 1,
            weight_g: None,
            volume_cm3: None,
            cash_due: None,
            outcome: None,
        }],
        handling: Default::default(),
        merchant: "Farmàcia Central".to_owned(),
        driver,
        follows: None,
        attempt: 1,
    }
}

/// The steps from the assignment to the door.
pub(crate) fn steps() -> Vec<Command> {
    vec![
        Command::Accept,
        Command::ArrivedAtPickup,
        Command::PickedUp { evidence: Evidence::default() },
        Command::OutForDelivery,
        Command::Arrived,
    ]
}

pub(crate) fn handed_over(evidence: Evidence) -> Command {
    Command::Completed(Box::new(Completion {
        outcome: Outcome::DeliveredToRecipient,
        parcels: Vec::new(),
        evidence,
    }))
}
