//! The form of a new delivery, and of an edit: texts as they were typed, and what they mean.

use serde::{Deserialize, Serialize};
use waybill_domain::{
    Delivery, MemberId, Money, ParcelId, Point, Window,
    calls::PlaceKind,
    command::{NewDelivery, Patch, StopPatch},
    delivery::{Kind, Preparation},
    money::Currency,
    parcel::Parcel,
    pin::PinCheck,
    problem::FieldError,
    requirements::Requirements,
    stop::{Contact, Stop},
    validate,
};

use super::{HandlingDraft, handling::read_thousands, hours::Wall};

/// A stop as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopDraft {
    /// Street and house number.
    pub address: String,
    /// Flat, floor, door.
    pub unit: String,
    /// `52.5200, 13.4050`, as set by the pin or typed.
    pub coordinates: String,
    /// The address that the pin was set for; empty: for whichever is there.
    pub pinned_for: String,
    /// How exactly the map knows where that is; `None`: a person said where.
    pub pin_kind: Option<PlaceKind>,
    /// The name on the bell.
    pub name: String,
    /// To call.
    pub phone: String,
    /// The day on which its window begins, `2026-11-20`; empty: the form's.
    pub day: String,
    /// `10:40`; empty: no earliest moment.
    pub from: String,
    /// `11:10`; empty: no latest moment. Earlier than `from`: on the day after.
    pub until: String,
    /// The day on which its window ends, where that does not follow from the times; else empty.
    pub until_day: String,
    /// What the driver should know.
    pub notes: String,
    /// How many photos.
    pub photos: u8,
    /// A drawn signature.
    pub signature: bool,
    /// Every parcel scanned.
    pub scan: bool,
    /// The recipient's digits; empty: none. An edit leaves a PIN that is there alone unless new digits are typed.
    pub pin: String,
    /// The name of whoever takes it.
    pub recipient_name: bool,
    /// Years; empty: any age.
    pub min_age: String,
}

/// A parcel as it is typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParcelDraft {
    /// Which.
    pub id: ParcelId,
    /// On the barcode.
    pub code: String,
    /// In words.
    pub name: String,
    /// How many pieces.
    pub quantity: String,
    /// Cash to take, such as `24.90`; empty: none.
    pub cash: String,
    /// Kilograms of all pieces; empty: not known.
    #[serde(default)]
    pub weight: String,
    /// Litres of all pieces; empty: not known.
    #[serde(default)]
    pub volume: String,
}

/// The whole form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sheet {
    /// The day of both windows, `2026-11-20`, where a stop names no other.
    pub day: String,
    /// Where from.
    pub pickup: StopDraft,
    /// Where to.
    pub dropoff: StopDraft,
    /// What.
    pub parcels: Vec<ParcelDraft>,
    /// What it asks of whoever carries it.
    pub handling: HandlingDraft,
    /// The merchant's name.
    pub merchant: String,
    /// Three letters; the currency of all cash.
    pub currency: String,
    /// Given to this driver at once.
    pub driver: Option<MemberId>,
}

/// What the form cannot know by itself.
pub struct Reading<'a> {
    /// How instants look in the organization's zone.
    pub wall: Wall<'a>,
    /// Random text that hides a PIN.
    pub salt: &'a str,
}

impl ParcelDraft {
    /// An empty parcel of one piece.
    pub fn new(id: ParcelId) -> Self {
        let empty = String::new;
        Self {
            id,
            code: empty(),
            name: empty(),
            quantity: "1".to_owned(),
            cash: empty(),
            weight: empty(),
            volume: empty(),
        }
    }
}

impl Sheet {
    /// Whether both say the same, ids of parcels aside: nothing has been typed yet.
    pub fn is_like(&self, other: &Self) -> bool {
        let blank = |sheet: &Self| {
            let mut blank = sheet.clone();
            blank.parcels.iter_mut().for_each(|parcel| parcel.id = ParcelId(Default::default()));
            blank
        };
        blank(self) == blank(other)
    }

    /// What the form means, or every rule that it breaks, by field.
    pub fn read(&self, reading: &Reading<'_>) -> Result<NewDelivery, Vec<FieldError>> {
        self.read_over(None, reading)
    }

    /// As [`Self::read`]; windows that look as those of `old` are the same instants.
    fn read_over(
        &self,
        old: Option<&Delivery>,
        reading: &Reading<'_>,
    ) -> Result<NewDelivery, Vec<FieldError>> {
        let mut errors = Vec::new();
        let before = |stop: fn(&Delivery) -> &Stop| old.map(|old| stop(old).window).unwrap_or_default();
        let (pickup, dropoff) = (before(|old| &old.pickup), before(|old| &old.dropoff));
        let new = NewDelivery {
            code: String::new(),
            kind: Kind::default(),
            preparation: Preparation::default(),
            pickup: self.stop(&mut errors, "pickup", (&self.pickup, pickup), reading),
            dropoff: self.stop(&mut errors, "dropoff", (&self.dropoff, dropoff), reading),
            parcels: self.read_parcels(&mut errors),
            handling: self.handling.read(&mut errors),
            merchant: self.merchant.trim().to_owned(),
            driver: self.driver,
            follows: None,
            attempt: 1,
        };
        let mut rules = validate::new_delivery(&new);
        rules.retain(|rule| !errors.iter().any(|error| error.field == rule.field));
        errors.extend(rules);
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    }

    /// The same as a change to `delivery`: only what differs from it. Nothing: `Ok(None)`.
    pub fn read_patch(
        &self,
        delivery: &Delivery,
        reading: &Reading<'_>,
    ) -> Result<Option<Patch>, Vec<FieldError>> {
        let new = self.read_over(Some(delivery), reading)?;
        let keep_pin = |draft: &StopDraft, stop: Stop, old: &Stop| {
            let pin = if draft.pin.trim().is_empty() {
                old.requirements.pin.clone()
            } else {
                stop.requirements.pin
            };
            Stop { requirements: Requirements { pin, ..stop.requirements }, ..stop }
        };
        let patch = Patch {
            pickup: differing(&delivery.pickup, keep_pin(&self.pickup, new.pickup, &delivery.pickup)),
            dropoff: differing(&delivery.dropoff, keep_pin(&self.dropoff, new.dropoff, &delivery.dropoff)),
            parcels: (!same_parcels(&delivery.parcels, &new.parcels))
                .then(|| carried_over(&delivery.parcels, new.parcels)),
            handling: (delivery.handling != new.handling).then_some(new.handling),
        };
        Ok((patch != Patch::default()).then_some(patch))
    }

    fn stop(
        &self,
        errors: &mut Vec<FieldError>,
        at: &str,
        (draft, before): (&StopDraft, Window),
        reading: &Reading<'_>,
    ) -> Stop {
        let window = draft.window(at, &self.day, reading.wall, before).unwrap_or_else(|wrong| {
            let known = wrong.into_iter().filter(|error| !errors.contains(error)).collect::<Vec<_>>();
            errors.extend(known);
            Window::default()
        });
        let point = read_point(&draft.coordinates).unwrap_or_else(|rule| {
            errors.push(FieldError::new(format!("{at}.point"), rule));
            Point { lat: 0.0, lon: 0.0 }
        });
        if draft.is_stale() {
            errors.push(FieldError::new(format!("{at}.point"), "was set for another address"));
        }
        let min_age = match draft.min_age.trim() {
            "" => None,
            age => age.parse::<u8>().ok().filter(|age| (1..=120).contains(age)).or_else(|| {
                let field = format!("{at}.requirements.min_age");
                errors.push(FieldError::new(field, "must be 1 to 120 years"));
                None
            }),
        };
        let pin = draft.pin.trim();
        let digits = (4..=8).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
        if !pin.is_empty() && !digits {
            errors.push(FieldError::new(format!("{at}.requirements.pin"), "must be 4 to 8 digits"));
        }
        Stop {
            address: draft.address.trim().to_owned(),
            unit: draft.unit.trim().to_owned(),
            point,
            contact: Contact { name: draft.name.trim().to_owned(), phone: draft.phone.trim().to_owned() },
            window,
            notes: draft.notes.trim().to_owned(),
            requirements: Requirements {
                photos: draft.photos,
                signature: draft.signature,
                scan: draft.scan,
                pin: (!pin.is_empty()).then(|| PinCheck::new(reading.salt, pin)),
                recipient_name: draft.recipient_name,
                min_age,
            },
        }
    }

    fn read_parcels(&self, errors: &mut Vec<FieldError>) -> Vec<Parcel> {
        let currency = Currency::try_from(self.currency.trim().to_owned()).unwrap_or(Currency::EUR);
        let mut out = Vec::with_capacity(self.parcels.len());
        for (i, draft) in self.parcels.iter().enumerate() {
            let quantity = draft.quantity.trim().parse().unwrap_or_else(|_| {
                errors.push(FieldError::new(format!("parcels[{i}].quantity"), "must be a whole number"));
                1
            });
            let cash_due = read_money(&draft.cash, currency).unwrap_or_else(|rule| {
                errors.push(FieldError::new(format!("parcels[{i}].cash_due"), rule));
                None
            });
            let mut thousands = |field: &str, text: &str| {
                read_thousands(text).unwrap_or_else(|rule| {
                    errors.push(FieldError::new(format!("parcels[{i}].{field}"), rule));
                    None
                })
            };
            out.push(Parcel {
                id: draft.id,
                code: draft.code.trim().to_owned(),
                name: draft.name.trim().to_owned(),
                quantity,
                weight_g: thousands("weight_g", &draft.weight),
                volume_cm3: thousands("volume_cm3", &draft.volume),
                cash_due,
                outcome: None,
            });
        }
        out
    }
}

/// `52.52, 13.405`, degrees, latitude first.
pub fn read_point(text: &str) -> Result<Point, String> {
    if text.trim().is_empty() {
        return Err("needs a pin on the map, or coordinates".to_owned());
    }
    let mut parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty()).map(str::parse::<f64>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(lat)), Some(Ok(lon)), None) => Point::new(lat, lon).map_err(|e| e.to_string()),
        _ => Err("must be latitude and longitude, such as 52.5200, 13.4050".to_owned()),
    }
}

/// The text that [`read_point`] reads, to about 10 cm.
pub fn write_point(point: Point) -> String {
    format!("{:.6}, {:.6}", point.lat, point.lon)
}

/// `24.90` or `24,90` in major units; empty is none.
pub fn read_money(text: &str, currency: Currency) -> Result<Option<Money>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let rule = "must be an amount such as 24.90";
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = currency.digits() as usize;
    if part.len() > digits || !(whole.bytes().chain(part.bytes())).all(|b| b.is_ascii_digit()) {
        return Err(rule);
    }
    let minor = format!("{whole}{part:0<digits$}").parse::<i64>().map_err(|_| rule)?;
    Ok((minor > 0).then_some(Money { minor, currency }))
}

fn differing(old: &Stop, new: Stop) -> Option<StopPatch> {
    fn changed<T: PartialEq>(old: &T, new: T) -> Option<T> {
        (*old != new).then_some(new)
    }
    let moved = old.point.distance_m(new.point) > 0.5;
    let patch = StopPatch {
        address: changed(&old.address, new.address),
        unit: changed(&old.unit, new.unit),
        point: moved.then_some(new.point),
        contact: changed(&old.contact, new.contact),
        window: changed(&old.window, new.window),
        notes: changed(&old.notes, new.notes),
        requirements: changed(&old.requirements, new.requirements),
    };
    (patch != StopPatch::default()).then_some(patch)
}

fn same_parcels(old: &[Parcel], new: &[Parcel]) -> bool {
    let seen = |parcel: &Parcel| {
        let room = (parcel.weight_g, parcel.volume_cm3);
        (parcel.id, parcel.code.clone(), parcel.name.clone(), parcel.quantity, parcel.cash_due, room)
    };
    old.iter().map(seen).eq(new.iter().map(seen))
}

/// What the form does not show stays as it was.
fn carried_over(old: &[Parcel], new: Vec<Parcel>) -> Vec<Parcel> {
    let keep = |parcel: Parcel| match old.iter().find(|old| old.id == parcel.id) {
        Some(old) => Parcel { outcome: old.outcome, ..parcel },
        None => parcel,
    };
    new.into_iter().map(keep).collect()
}
