//! Kinds of vehicles, in words.

use waybill_domain::dispatch::Vehicle;

use super::super::desk::Desk;

fn name(kind: Vehicle) -> &'static str {
    match kind {
        Vehicle::Foot => "foot",
        Vehicle::Bicycle => "bicycle",
        Vehicle::CargoBike => "cargo-bike",
        Vehicle::Scooter => "scooter",
        Vehicle::Car => "car",
        Vehicle::Van => "van",
        Vehicle::Truck => "truck",
    }
}

/// The word for `kind`.
pub(in super::super) fn kind_word(desk: &Desk, kind: Vehicle) -> String {
    desk.t(&format!("vehicle-{}", name(kind)))
}

/// What a select has and offers: the value of `chosen`, and all kinds with their words.
pub(super) fn kinds(desk: &Desk, chosen: Vehicle) -> (String, Vec<(String, String)>) {
    let options = Vehicle::ALL.map(|kind| (name(kind).to_owned(), kind_word(desk, kind)));
    (name(chosen).to_owned(), options.to_vec())
}

/// The kind of that value.
pub(super) fn kind_of(value: &str) -> Option<Vehicle> {
    Vehicle::ALL.into_iter().find(|kind| name(*kind) == value)
}
