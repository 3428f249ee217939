//! Rules for what people enter. Each broken rule names its field.

use crate::{
    command::{NewDelivery, Patch, StopPatch},
    delivery::Delivery,
    parcel::Parcel,
    problem::FieldError,
    requirements::Requirements,
    stop::Stop,
    time::Window,
};

/// Addresses, names, reasons: at most this many characters.
pub const LINE_MAX: usize = 200;
/// Notes: at most this many characters.
pub const NOTES_MAX: usize = 2_000;
/// Parcels of one delivery.
pub const PARCELS_MAX: usize = 100;
/// Photos one stop may demand.
pub const PHOTOS_MAX: u8 = 10;

/// The rules a new delivery breaks.
pub fn new_delivery(new: &NewDelivery) -> Vec<FieldError> {
    let mut errors = Vec::new();
    line(&mut errors, "code", &new.code, false);
    line(&mut errors, "merchant", &new.merchant, false);
    stop(&mut errors, "pickup", &new.pickup);
    stop(&mut errors, "dropoff", &new.dropoff);
    parcels(&mut errors, &new.parcels);
    errors.extend(new.handling.check("handling"));
    errors.extend(in_order(new.pickup.window, new.dropoff.window));
    errors
}

/// Nothing is handed over before it is collected.
fn in_order(pickup: Window, dropoff: Window) -> Option<FieldError> {
    let wrong = pickup.from.zip(dropoff.until).is_some_and(|(from, until)| from > until);
    wrong.then(|| FieldError::new("dropoff.window.until", "must not be before pickup.window.from"))
}

/// The rules that `delivery` would break by a change.
pub fn edit(delivery: &Delivery, change: &Patch) -> Vec<FieldError> {
    let mut errors = patch(change);
    let window = |stop: &Option<StopPatch>| stop.as_ref().and_then(|stop| stop.window);
    let (pickup, dropoff) = (window(&change.pickup), window(&change.dropoff));
    if !delivery.state.is_in_custody() && pickup.or(dropoff).is_some() {
        let (was_pickup, was_dropoff) = (delivery.pickup.window, delivery.dropoff.window);
        errors.extend(in_order(pickup.unwrap_or(was_pickup), dropoff.unwrap_or(was_dropoff)));
    }
    errors
}

/// The rules a patch breaks by itself.
pub fn patch(patch: &Patch) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (name, change) in [("pickup", &patch.pickup), ("dropoff", &patch.dropoff)] {
        if let Some(change) = change {
            stop_patch(&mut errors, name, change);
        }
    }
    if let Some(list) = &patch.parcels {
        parcels(&mut errors, list);
    }
    errors.extend(patch.handling.iter().flat_map(|handling| handling.check("handling")));
    errors
}

/// The rules a reason breaks.
pub fn reason(text: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    line(&mut errors, "reason", text, true);
    errors
}

fn stop(errors: &mut Vec<FieldError>, at: &str, stop: &Stop) {
    line(errors, &format!("{at}.address"), &stop.address, true);
    line(errors, &format!("{at}.unit"), &stop.unit, false);
    line(errors, &format!("{at}.contact.name"), &stop.contact.name, false);
    line(errors, &format!("{at}.contact.phone"), &stop.contact.phone, false);
    text(errors, &format!("{at}.notes"), &stop.notes, NOTES_MAX);
    window(errors, at, stop.window);
    requirements(errors, at, &stop.requirements);
}

fn stop_patch(errors: &mut Vec<FieldError>, at: &str, patch: &StopPatch) {
    if let Some(address) = &patch.address {
        line(errors, &format!("{at}.address"), address, true);
    }
    if let Some(unit) = &patch.unit {
        line(errors, &format!("{at}.unit"), unit, false);
    }
    if let Some(contact) = &patch.contact {
        line(errors, &format!("{at}.contact.name"), &contact.name, false);
        line(errors, &format!("{at}.contact.phone"), &contact.phone, false);
    }
    if let Some(notes) = &patch.notes {
        text(errors, &format!("{at}.notes"), notes, NOTES_MAX);
    }
    if let Some(new) = patch.window {
        window(errors, at, new);
    }
    if let Some(new) = &patch.requirements {
        requirements(errors, at, new);
    }
}

fn window(errors: &mut Vec<FieldError>, at: &str, window: Window) {
    if !window.is_valid() {
        errors.push(FieldError::new(format!("{at}.window.until"), "must not be before window.from"));
    }
}

fn requirements(errors: &mut Vec<FieldError>, at: &str, requirements: &Requirements) {
    if requirements.photos > PHOTOS_MAX {
        errors.push(FieldError::new(
            format!("{at}.requirements.photos"),
            format!("must be at most {PHOTOS_MAX}"),
        ));
    }
}

fn parcels(errors: &mut Vec<FieldError>, parcels: &[Parcel]) {
    if parcels.is_empty() || parcels.len() > PARCELS_MAX {
        errors.push(FieldError::new("parcels", format!("must have 1 to {PARCELS_MAX} parcels")));
    }
    for (i, parcel) in parcels.iter().enumerate() {
        line(errors, &format!("parcels[{i}].name"), &parcel.name, true);
        line(errors, &format!("parcels[{i}].code"), &parcel.code, false);
        if parcel.quantity == 0 {
            errors.push(FieldError::new(format!("parcels[{i}].quantity"), "must be at least 1"));
        }
        if parcel.cash_due.is_some_and(|cash| cash.minor < 0) {
            errors.push(FieldError::new(format!("parcels[{i}].cash_due"), "must not be negative"));
        }
        if parcels[..i].iter().any(|other| other.id == parcel.id) {
            errors.push(FieldError::new(format!("parcels[{i}].id"), "must not be used twice"));
        }
    }
}

fn line(errors: &mut Vec<FieldError>, field: &str, value: &str, needed: bool) {
    if needed && value.trim().is_empty() {
        errors.push(FieldError::new(field, "must not be empty"));
    }
    text(errors, field, value, LINE_MAX);
}

fn text(errors: &mut Vec<FieldError>, field: &str, value: &str, max: usize) {
    if value.chars().count() > max {
        errors.push(FieldError::new(field, format!("must be at most {max} characters")));
    }
}
