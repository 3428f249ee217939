//! Orders: what is to be brought where, and which proof the door demands.

use std::collections::HashSet;

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{
    DeliveryId, Money, Outcome, ParcelId, Preparation, Timestamp, Window,
    command::NewDelivery,
    parcel::Parcel,
    pin::PinCheck,
    requirements::Requirements,
    stop::{Contact, Stop},
};

use super::{
    ending::Ending,
    merchants::{Good, Merchant},
    people,
};
use crate::{House, pin_of, seed};

/// An order with its id.
pub(super) struct Order {
    pub(super) id: DeliveryId,
    pub(super) new: NewDelivery,
    pub(super) prepares: bool,
}

/// Makes orders with codes that differ.
pub(super) struct Desk {
    rng: SmallRng,
    codes: HashSet<String>,
}

const UNITS: &[&str] =
    &["flat 2", "flat 4", "flat 11", "2nd floor", "3rd floor left", "rear building", "c/o Schulz", "shop"];

const NOTES: &[&str] = &[
    "Ring twice, dog is friendly.",
    "Please leave it with the neighbour on the left.",
    "Doorbell is broken, please call.",
    "Gate code 4711#.",
    "Lift is out of order.",
    "Bitte im Fahrradschuppen abstellen.",
    "Не звонить, ребёнок спит.",
    "من فضلك اتصل عند الوصول",
    "置き配でお願いします。",
    "Entrance from the courtyard.",
    "Fragile: keep upright.",
    "Reception closes at 18:00.",
];

impl Desk {
    pub(super) fn open(seed: u64) -> Self {
        Self { rng: seed::stream(seed, "orders"), codes: HashSet::new() }
    }

    /// An order made at `at`; how it will end decides what the door demands, so that it can end like that.
    pub(super) fn order(
        &mut self,
        at: Timestamp,
        merchant: &Merchant,
        house: &House,
        window: Window,
        ending: Option<Ending>,
    ) -> Order {
        let rng = &mut self.rng;
        let id: DeliveryId = seed::id(rng, at);
        let least = if matches!(ending, Some(Ending::Partly)) { 2 } else { 1 };
        let count = match rng.random_range(0..10) {
            0..6 => 1,
            6..9 => 2,
            _ => rng.random_range(3..=4),
        };
        let mut parcels: Vec<Parcel> = Vec::new();
        let mut min_age = None;
        for _ in 0..count.max(least) {
            let good = seed::pick(rng, merchant.goods);
            min_age = min_age.max(good.min_age);
            parcels.push(parcel(rng, at, good));
        }
        if rng.random_bool(0.14) {
            let cents = rng.random_range(8..90) * 100 + *seed::pick(rng, &[0, 50, 90, 95]);
            parcels[0].cash_due = Some(Money::eur(cents));
        }
        let mut requirements = demands(rng, id);
        requirements.min_age = min_age;
        suit(&mut requirements, &mut parcels, ending);
        let new = NewDelivery {
            code: self.code(),
            kind: Default::default(),
            preparation: if merchant.prepares { Preparation::Requested } else { Preparation::NoneNeeded },
            pickup: merchant.pickup.clone(),
            dropoff: self.dropoff(house, window, requirements),
            parcels,
            handling: Default::default(),
            merchant: merchant.name.to_owned(),
            driver: None,
            follows: None,
            attempt: 1,
        };
        Order { id, new, prepares: merchant.prepares }
    }

    fn dropoff(&mut self, house: &House, window: Window, requirements: Requirements) -> Stop {
        let rng = &mut self.rng;
        let text = |rng: &mut SmallRng, chance: f64, list: &[&str]| {
            if rng.random_bool(chance) { (*seed::pick(rng, list)).to_owned() } else { String::new() }
        };
        Stop {
            address: house.address(),
            unit: text(rng, 0.35, UNITS),
            point: house.point,
            contact: Contact { name: people::recipient(rng), phone: people::phone(rng) },
            window,
            notes: text(rng, 0.3, NOTES),
            requirements,
        }
    }

    /// `WB-` and four letters or digits that cannot be mistaken for each other.
    fn code(&mut self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        loop {
            let letters = (0..4).map(|_| char::from(*seed::pick(&mut self.rng, ALPHABET)));
            let code = format!("WB-{}", letters.collect::<String>());
            if code != "WB-7K3F" && self.codes.insert(code.clone()) {
                return code;
            }
        }
    }
}

fn parcel(rng: &mut SmallRng, at: Timestamp, good: &Good) -> Parcel {
    let quantity = if rng.random_bool(0.12) { rng.random_range(2..=3) } else { 1 };
    let vary = |rng: &mut SmallRng, value: u32| value * quantity * rng.random_range(85..=115) / 100;
    Parcel {
        id: seed::id::<ParcelId>(rng, at),
        code: format!("LC{:010}", rng.random_range(0..10_000_000_000_u64)),
        name: good.name.to_owned(),
        quantity,
        weight_g: Some(vary(rng, good.grams)),
        volume_cm3: Some(vary(rng, good.cm3)),
        cash_due: None,
        outcome: None,
    }
}

/// A mixture of demands in which every one occurs.
fn demands(rng: &mut SmallRng, id: DeliveryId) -> Requirements {
    Requirements {
        photos: match rng.random_range(0..10) {
            0..4 => 0,
            4..9 => 1,
            _ => 2,
        },
        signature: rng.random_bool(0.34),
        scan: rng.random_bool(0.2),
        pin: rng.random_bool(0.09).then(|| PinCheck::new(id.to_string(), &pin_of(id))),
        recipient_name: rng.random_bool(0.14),
        min_age: None,
    }
}

/// Makes the demands such that the delivery can end as it will.
fn suit(requirements: &mut Requirements, parcels: &mut [Parcel], ending: Option<Ending>) {
    match ending {
        Some(Ending::Whole(Outcome::DeliveredToRecipient)) | None => {}
        Some(Ending::Whole(outcome)) => {
            let somebody = outcome == Outcome::DeliveredToThirdParty;
            *requirements = Requirements { photos: 1, recipient_name: somebody, ..Requirements::default() };
            parcels[0].cash_due = None;
        }
        Some(Ending::Overridden | Ending::Resolved | Ending::ProofMissing) => requirements.signature = true,
        Some(Ending::Partly) => {
            requirements.photos = 1;
            for (i, parcel) in parcels.iter_mut().enumerate() {
                parcel.cash_due = Some(Money::eur(1_990 + 500 * i as i64));
            }
        }
        Some(Ending::Failed(_) | Ending::AfterCancel) => requirements.photos = requirements.photos.max(1),
    }
}
