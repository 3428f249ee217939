//! Things to send.

use waybill_domain::{
    DeliveryId, MemberId, ParcelId, Point,
    calls::CreateDelivery,
    command::{NewDelivery, Patch, StopPatch},
    parcel::Parcel,
    proof::{BlobKind, BlobRef, Sha256Hash},
    stop::{Contact, Stop},
};

pub(crate) fn uuid() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

fn stop(address: &str, name: &str) -> Stop {
    Stop {
        address: address.to_owned(),
        unit: String::new(),
        point: Point { lat: 52.52, lon: 13.4 },
        contact: Contact { name: name.to_owned(), phone: "+49 30 1234567".to_owned() },
        window: Default::default(),
        notes: String::new(),
        requirements: Default::default(),
    }
}

pub(crate) fn new_delivery(driver: Option<MemberId>) -> NewDelivery {
    NewDelivery {
        code: String::new(),
        kind: Default::default(),
        preparation: Default::default(),
        pickup: stop("Marktplatz 1", "Löwen-Apotheke"),
        dropoff: stop("Gartenstraße 12", "Amélie Núñez"),
        parcels: vec![Parcel {
            id: ParcelId(uuid()),
            code: "P-1001".to_owned(),
            name: "Medicine".to_owned(),
            quantity: 1,
            weight_g: Some(400),
            volume_cm3: None,
            cash_due: None,
            outcome: None,
        }],
        handling: Default::default(),
        merchant: "Löwen-Apotheke".to_owned(),
        driver,
        follows: None,
        attempt: 1,
    }
}

pub(crate) fn delivery(driver: Option<MemberId>) -> CreateDelivery {
    CreateDelivery { id: DeliveryId(uuid()), new: new_delivery(driver) }
}

pub(crate) fn patch_notes(notes: &str) -> Patch {
    let dropoff = StopPatch { notes: Some(notes.to_owned()), ..StopPatch::default() };
    Patch { dropoff: Some(dropoff), ..Patch::default() }
}

/// A commitment to bytes that are not sent.
pub(crate) fn small_photo(content: &str) -> BlobRef {
    BlobRef {
        sha256: Sha256Hash::of(content.as_bytes()),
        size: content.len() as u64,
        mime: "image/jpeg".to_owned(),
        kind: BlobKind::Photo,
    }
}
