//! The form filled in: from a delivery, to change it.

use waybill_domain::{Delivery, Money, Timestamp, parcel::Parcel, stop::Stop};

use super::{
    HandlingDraft,
    draft::{ParcelDraft, Sheet, StopDraft, write_point},
    handling::write_thousands,
    hours::{Wall, Written, write_window},
};

impl Sheet {
    /// The form that shows `delivery`. The day of the form is the drop-off's; the pickup names its own where it differs.
    pub fn of(delivery: &Delivery, now: Timestamp, wall: Wall<'_>) -> Self {
        let currency = delivery.parcels.iter().find_map(|parcel| parcel.cash_due);
        let (pickup, dropoff) =
            (write_window(delivery.pickup.window, wall), write_window(delivery.dropoff.window, wall));
        let day = [&dropoff, &pickup].into_iter().flatten().map(|window| window.day.clone()).next();
        let day = day.unwrap_or_else(|| wall(now).0);
        Self {
            pickup: stop(&delivery.pickup, pickup, &day),
            dropoff: stop(&delivery.dropoff, dropoff, &day),
            day,
            parcels: delivery.parcels.iter().map(parcel).collect(),
            handling: HandlingDraft::of(&delivery.handling),
            merchant: delivery.merchant.clone(),
            currency: currency.map_or_else(|| "EUR".to_owned(), |money| money.currency.into()),
            driver: delivery.driver,
        }
    }
}

fn stop(stop: &Stop, window: Option<Written>, day: &str) -> StopDraft {
    let needs = &stop.requirements;
    let draft = StopDraft {
        address: stop.address.clone(),
        unit: stop.unit.clone(),
        coordinates: write_point(stop.point),
        pinned_for: stop.address.clone(),
        name: stop.contact.name.clone(),
        phone: stop.contact.phone.clone(),
        notes: stop.notes.clone(),
        photos: needs.photos,
        signature: needs.signature,
        scan: needs.scan,
        recipient_name: needs.recipient_name,
        min_age: needs.min_age.map(|age| age.to_string()).unwrap_or_default(),
        ..StopDraft::default()
    };
    let Some(Written { day: own, from, until, until_day }) = window else { return draft };
    StopDraft { day: if own == day { String::new() } else { own }, from, until, until_day, ..draft }
}

fn parcel(parcel: &Parcel) -> ParcelDraft {
    ParcelDraft {
        id: parcel.id,
        code: parcel.code.clone(),
        name: parcel.name.clone(),
        quantity: parcel.quantity.to_string(),
        cash: parcel.cash_due.map(write_money).unwrap_or_default(),
        weight: write_thousands(parcel.weight_g),
        volume: write_thousands(parcel.volume_cm3),
    }
}

/// `24.90`, without the currency's sign.
pub fn write_money(money: Money) -> String {
    let digits = money.currency.digits() as usize;
    let unit = 10_i64.pow(money.currency.digits());
    let (whole, part) = (money.minor / unit, money.minor % unit);
    if digits == 0 { whole.to_string() } else { format!("{whole}.{part:0digits$}") }
}
