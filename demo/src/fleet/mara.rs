//! The day of the first driver, Mara Ivanova, whom people sign in as first: 23 stops, seven of them done, one under way.

use rand::rngs::SmallRng;
use waybill_domain::{Money, Outcome, parcel::Parcel, pin::PinCheck, requirements::Requirements};

use super::{ending::Ending, story::Visit, tour as way};
use crate::{House, Town, pin_of, seed};

/// How many of her stops are done.
pub(super) const DONE: usize = 7;

/// How those ended.
pub(super) const ENDINGS: [Ending; DONE] = [
    Ending::Whole(Outcome::DeliveredToRecipient),
    Ending::Whole(Outcome::DeliveredToThirdParty),
    Ending::Whole(Outcome::DeliveredToRecipient),
    Ending::Failed(Outcome::FailedNotHome),
    Ending::Whole(Outcome::DeliveredToSafePlace),
    Ending::Partly,
    Ending::Whole(Outcome::DeliveredToRecipient),
];

/// How many of her next stops are always the same.
pub(super) const NAMED: usize = 4;

/// Her next stops.
const NEXT: [(&str, u32); NAMED] =
    [("Linden Avenue", 27), ("Kestrel Lane", 14), ("Old Mill Road", 3), ("Harbour Street", 88)];

/// Her houses: the first ones on Signal Hill, then the named ones, then a tour of the rest.
pub(super) fn tour<'a>(rng: &mut SmallRng, town: &'a Town, count: usize) -> Vec<&'a House> {
    let done = (count / 3).min(DONE);
    let hill: Vec<&House> = town.houses().iter().filter(|house| house.street == "Signal Hill").collect();
    let mut houses: Vec<&House> = if hill.is_empty() {
        way::tour(rng, town, done)
    } else {
        (0..done).map(|_| *seed::pick(rng, &hill)).collect()
    };
    way::order(town.depot().point, &mut houses);
    for (street, number) in NEXT.into_iter().take(count - done) {
        houses.push(town.house_near(street, number).unwrap_or(town.depot()));
    }
    let mut rest = way::tour(rng, town, count - houses.len());
    way::order(houses.last().map_or(town.depot().point, |house| house.point), &mut rest);
    houses.extend(rest);
    houses
}

/// What she brings to the next four.
pub(super) fn furnish(rng: &mut SmallRng, visits: &mut [Visit]) {
    let done = (visits.len() / 3).min(DONE);
    for (i, visit) in visits.iter_mut().skip(done).take(NEXT.len()).enumerate() {
        let (id, at) = (visit.order.id, visit.times.created);
        let new = &mut visit.order.new;
        let count = [2, 2, 1, 4][i];
        let spare = new.parcels[0].clone();
        new.parcels.resize_with(count, || Parcel { id: seed::id(rng, at), cash_due: None, ..spare.clone() });
        for (k, parcel) in new.parcels.iter_mut().enumerate() {
            parcel.code = format!("LC71{i}4{k}88203");
            parcel.cash_due = None;
        }
        let stop = &mut new.dropoff;
        let none = Requirements::default();
        stop.requirements = match i {
            0 => Requirements { photos: 1, signature: true, ..none },
            1 => Requirements { signature: true, ..none },
            2 => Requirements { photos: 1, ..none },
            _ => Requirements { pin: Some(PinCheck::new(id.to_string(), &pin_of(id))), ..none },
        };
        if i == 3 {
            new.parcels[0].cash_due = Some(Money::eur(6_150));
        }
        if i == 0 {
            new.code = "WB-7K3F".to_owned();
            new.merchant = "Buchladen Anker".to_owned();
            stop.unit = "flat 4".to_owned();
            stop.contact.name = "Ana Souza".to_owned();
            stop.notes = "Ring twice, dog is friendly.".to_owned();
            name(&mut new.parcels[0], "Books", 1_450);
            name(&mut new.parcels[1], "Reading lamp", 1_900);
            new.parcels[1].cash_due = Some(Money::eur(2_490));
        }
    }
}

fn name(parcel: &mut Parcel, name: &str, grams: u32) {
    parcel.name = name.to_owned();
    parcel.quantity = 1;
    parcel.weight_g = Some(grams);
}
