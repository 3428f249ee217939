//! The form in the organization's zone: reading it, and filling it.

use waybill_domain::{
    Delivery, Timestamp,
    command::{NewDelivery, Patch},
    problem::FieldError,
};

use super::super::desk::Desk;
use crate::{
    bridge::{
        format::{Format, now},
        ids,
    },
    state::board::{ParcelDraft, Reading, Sheet, StopDraft},
};

/// A form nobody has typed in: today, the usual pickup, one parcel, a photo at the door.
pub(super) fn fresh(desk: &Desk) -> Sheet {
    Sheet {
        day: desk.words.format.iso_day(now()),
        dropoff: StopDraft { photos: 1, ..StopDraft::default() },
        pickup: desk.board.usual_pickup().unwrap_or_default(),
        parcels: vec![ParcelDraft::new(ids::parcel())],
        currency: "EUR".to_owned(),
        ..Sheet::default()
    }
}

/// The form filled in from a delivery.
pub(super) fn sheet_of(desk: &Desk, delivery: &Delivery) -> Sheet {
    Sheet::of(delivery, now(), &wall(&desk.words.format))
}

/// How instants look in that zone.
pub(in super::super) fn wall(format: &Format) -> impl Fn(Timestamp) -> (String, String) {
    move |at| (format.iso_day(at), format.time(at))
}

/// What the form means, or the rules it breaks.
pub(super) fn read(desk: &Desk, sheet: &Sheet, salt: &str) -> Result<NewDelivery, Vec<FieldError>> {
    sheet.read(&Reading { wall: &wall(&desk.words.format), salt })
}

/// What the form changes, or the rules it breaks.
pub(super) fn read_patch(
    desk: &Desk,
    sheet: &Sheet,
    delivery: &Delivery,
    salt: &str,
) -> Result<Option<Patch>, Vec<FieldError>> {
    sheet.read_patch(delivery, &Reading { wall: &wall(&desk.words.format), salt })
}
