//! The form filled in: from a delivery, to change it.

use waybill_domain::{Delivery, Money, Timestamp, parcel::Parcel, stop::Stop};

use super::draft::{ParcelDraft, Sheet, StopDraft, write_point};

/// How instants look in the form, in the organization's zone.
pub struct Writing<'a> {
    /// `2026-11-20`.
    pub day: &'a dyn Fn(Timestamp) -> String,
    /// `10:40`.
    pub time: &'a dyn Fn(Timestamp) -> String,
}

impl Sheet {
    /// The form that shows `delivery`.
    pub fn of(delivery: &Delivery, now: Timestamp, writing: &Writing<'_>) -> Self {
        let window = delivery.dropoff.window;
        let day = window.until.or(window.from).or(delivery.pickup.window.from).unwrap_or(now);
        let currency = delivery.parcels.iter().find_map(|parcel| parcel.cash_due);
        Self {
            day: (writing.day)(day),
            pickup: stop(&delivery.pickup, writing),
            dropoff: stop(&delivery.dropoff, writing),
            parcels: delivery.parcels.iter().map(parcel).collect(),
            merchant: delivery.merchant.clone(),
            currency: currency.map_or_else(|| "EUR".to_owned(), |money| money.currency.into()),
            driver: delivery.driver,
        }
    }
}

fn stop(stop: &Stop, writing: &Writing<'_>) -> StopDraft {
    let time = |at: Option<Timestamp>| at.map(writing.time).unwrap_or_default();
    let needs = &stop.requirements;
    StopDraft {
        address: stop.address.clone(),
        unit: stop.unit.clone(),
        coordinates: write_point(stop.point),
        name: stop.contact.name.clone(),
        phone: stop.contact.phone.clone(),
        from: time(stop.window.from),
        until: time(stop.window.until),
        notes: stop.notes.clone(),
        photos: needs.photos,
        signature: needs.signature,
        scan: needs.scan,
        pin: String::new(),
        recipient_name: needs.recipient_name,
        min_age: needs.min_age.map(|age| age.to_string()).unwrap_or_default(),
    }
}

fn parcel(parcel: &Parcel) -> ParcelDraft {
    ParcelDraft {
        id: parcel.id,
        code: parcel.code.clone(),
        name: parcel.name.clone(),
        quantity: parcel.quantity.to_string(),
        cash: parcel.cash_due.map(write_money).unwrap_or_default(),
    }
}

/// `24.90`, without the currency's sign.
pub fn write_money(money: Money) -> String {
    let digits = money.currency.digits() as usize;
    let unit = 10_i64.pow(money.currency.digits());
    let (whole, part) = (money.minor / unit, money.minor % unit);
    if digits == 0 { whole.to_string() } else { format!("{whole}.{part:0digits$}") }
}
