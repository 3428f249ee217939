//! What is left of a delivery when its personal data is erased by law: that it was, and how it ended.

use std::collections::BTreeSet;

use crate::{
    delivery::Delivery,
    geo::Point,
    parcel::Parcel,
    requirements::Requirements,
    stop::{Contact, Stop},
};

/// Stands where an address or a name stood.
pub const ERASED: &str = "Erased";

/// The delivery without anything that says who it was for, where, what was in it or what proves it. Coordinates are kept
/// to a tenth of a degree, about ten kilometres. The pickup's address stays: it is the merchant's.
pub fn erased(delivery: &Delivery) -> Delivery {
    let mut left = delivery.clone();
    left.pickup = Stop { contact: nobody(), notes: String::new(), ..left.pickup };
    left.dropoff = Stop {
        address: ERASED.to_owned(),
        unit: String::new(),
        point: about(left.dropoff.point),
        contact: nobody(),
        window: left.dropoff.window,
        notes: String::new(),
        requirements: Requirements::default(),
    };
    for parcel in &mut left.parcels {
        *parcel = Parcel { code: String::new(), name: ERASED.to_owned(), ..parcel.clone() };
    }
    left.cancel_reason = String::new();
    left.proofs = Vec::new();
    left.received = BTreeSet::new();
    left
}

fn nobody() -> Contact {
    Contact { name: String::new(), phone: String::new() }
}

fn about(point: Point) -> Point {
    let tenth = |degrees: f64| (degrees * 10.0).round() / 10.0;
    Point { lat: tenth(point.lat), lon: tenth(point.lon) }
}
