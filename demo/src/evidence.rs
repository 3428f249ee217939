//! What a driver has to show at the end: the generator and the simulation gather the same proof.

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{
    DeliveryId,
    command::ParcelResult,
    parcel::{self, Parcel, ParcelOutcome},
    proof::{Evidence, Override, Sha256Hash},
    requirements::{Demand, Requirement},
    stop::Stop,
};

use crate::{Blob, photo};

/// The four digits that the recipient of a demo delivery was given.
pub fn pin_of(delivery: DeliveryId) -> String {
    let hash = Sha256Hash::of(&[b"demo pin".as_slice(), delivery.as_bytes()].concat());
    format!("{:04}", (u16::from(hash.0[0]) << 8 | u16::from(hash.0[1])) % 10_000)
}

/// Evidence that meets everything the drop-off demands for those parcels that `results` does not list otherwise. A PIN
/// that is not the demo's own cannot be known: it is passed over with a reason.
pub(crate) fn handing_over(
    rng: &mut SmallRng,
    delivery: DeliveryId,
    stop: &Stop,
    parcels: &[Parcel],
    results: &[ParcelResult],
) -> (Evidence, Vec<Blob>) {
    let given = |parcel: &Parcel| {
        let listed = results.iter().find(|result| result.parcel == parcel.id);
        listed.is_none_or(|result| result.outcome == ParcelOutcome::Delivered)
    };
    let demand = Demand {
        requirements: &stop.requirements,
        codes: parcels.iter().filter(|p| given(p) && !p.code.is_empty()).map(|p| p.code.as_str()).collect(),
        cash: parcel::cash_due(parcels, given),
    };
    let mut evidence = Evidence::default();
    let mut blobs = Vec::new();
    for item in demand.items() {
        match item {
            Requirement::Photo => {
                let first: u64 = rng.random_range(0..1_000);
                blobs.extend((0..u64::from(stop.requirements.photos)).map(|i| photo::delivered(first + i)));
                evidence.photos = blobs.iter().map(|blob: &Blob| blob.reference.clone()).collect();
            }
            Requirement::Scan => evidence.scans = demand.codes.iter().map(|&code| code.to_owned()).collect(),
            Requirement::Signature => {
                let signature = photo::signature(rng.random_range(0..1_000));
                evidence.signature = Some(signature.reference.clone());
                blobs.push(signature);
            }
            Requirement::Pin => {
                let pin = pin_of(delivery);
                if stop.requirements.pin.as_ref().is_some_and(|check| check.matches(&pin)) {
                    evidence.pin = Some(pin);
                } else {
                    let reason = "The recipient could not find the PIN.".to_owned();
                    evidence.overrides.push(Override { requirement: Requirement::Pin, reason });
                }
            }
            Requirement::RecipientName => evidence.recipient_name = name(stop),
            Requirement::Age => evidence.age_verified = true,
            Requirement::Cash => evidence.cash = demand.cash,
        }
    }
    (evidence, blobs)
}

/// Evidence of having been there in vain.
pub(crate) fn in_vain(rng: &mut SmallRng, note: &str) -> (Evidence, Vec<Blob>) {
    let photo = photo::nobody_home(rng.random_range(0..1_000));
    let evidence =
        Evidence { photos: vec![photo.reference.clone()], note: note.to_owned(), ..Evidence::default() };
    (evidence, vec![photo])
}

fn name(stop: &Stop) -> String {
    if stop.contact.name.trim().is_empty() { "A neighbour".to_owned() } else { stop.contact.name.clone() }
}
