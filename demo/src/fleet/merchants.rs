//! Who sends goods, and what: shops that bring parcels to the depot, and shops where a driver calls.

use rand::{rngs::SmallRng, seq::SliceRandom};
use waybill_domain::stop::{Contact, Stop};

use super::people;
use crate::town::{House, Town};

/// Goods: name, grams, cubic centimetres, least age of the recipient.
pub(super) struct Good {
    pub(super) name: &'static str,
    pub(super) grams: u32,
    pub(super) cm3: u32,
    pub(super) min_age: Option<u8>,
}

const fn good(name: &'static str, grams: u32, cm3: u32) -> Good {
    Good { name, grams, cm3, min_age: None }
}

const fn adults_only(name: &'static str, grams: u32, cm3: u32) -> Good {
    Good { name, grams, cm3, min_age: Some(18) }
}

/// A shop.
pub(super) struct Merchant {
    pub(super) name: &'static str,
    pub(super) goods: &'static [Good],
    /// Whether the shop makes the goods ready only when they are ordered.
    pub(super) prepares: bool,
    pub(super) pickup: Stop,
}

/// All shops of the town.
pub(super) struct Merchants {
    /// Their parcels wait at the depot.
    pub(super) depot: Vec<Merchant>,
    /// The driver calls at their door.
    pub(super) local: Vec<Merchant>,
}

const DEPOT: &[(&str, &[Good])] = &[
    (
        "Buchladen Anker",
        &[good("Books", 1_400, 3_200), good("Reading lamp", 1_900, 9_000), good("Calendar", 500, 1_600)],
    ),
    (
        "Nordlicht Elektronik",
        &[good("Headphones", 450, 2_600), good("Router", 900, 4_100), good("Laptop", 2_300, 7_800)],
    ),
    (
        "Möbelhaus Fjord",
        &[
            good("Side table", 7_800, 42_000),
            good("Curtains", 2_100, 8_800),
            good("Lamp shade", 1_100, 16_000),
        ],
    ),
    ("Casa Verde", &[good("Plant pot", 3_200, 14_000), good("Garden tools", 2_700, 11_000)]),
    (
        "Stoffhaus Mertens",
        &[good("Winter coat", 1_600, 9_600), good("Shoes", 1_250, 8_200), good("Scarf", 300, 1_900)],
    ),
    (
        "Vinothek am Hafen",
        &[adults_only("Wine, 6 bottles", 8_400, 15_500), adults_only("Whisky", 1_700, 3_400)],
    ),
    ("Pedal & Kette", &[good("Bicycle tyre", 1_300, 9_900), good("Helmet", 650, 9_100)]),
];

const LOCAL: &[(&str, bool, &[Good])] = &[
    ("Apotheke Nord", false, &[good("Prescription bag", 250, 900), good("Medicine box", 600, 1_800)]),
    ("Café Aurora", true, &[good("Breakfast box", 900, 5_200), good("Cake", 1_400, 6_900)]),
    ("Bäckerei Thiessen", true, &[good("Bread box", 1_800, 8_000), good("Rolls, 20 pieces", 1_200, 7_000)]),
    ("Trattoria Mulino", true, &[good("Hot meals", 1_600, 6_400), good("Tiramisu", 500, 1_700)]),
    ("Sakura Kitchen", true, &[good("Bento boxes", 1_300, 5_000), good("Ramen", 1_700, 4_800)]),
    ("Blumen Petersen", true, &[good("Bouquet", 800, 12_000), good("Wreath", 1_500, 18_000)]),
    ("Feinkost Rahimi", false, &[good("Groceries", 6_200, 24_000), good("Cooled bag", 3_100, 12_000)]),
    ("Optik Seeblick", false, &[good("Glasses", 200, 700)]),
];

impl Merchants {
    pub(super) fn open(rng: &mut SmallRng, town: &Town) -> Self {
        let bay = stop(rng, town.depot(), "Loading bay 2", "Linden Couriers depot");
        let depot = DEPOT
            .iter()
            .map(|&(name, goods)| Merchant { name, goods, prepares: false, pickup: bay.clone() })
            .collect();
        let mut doors: Vec<&House> = town.central_houses(900.0).collect();
        if doors.is_empty() {
            doors.push(town.depot());
        }
        doors.shuffle(rng);
        let local = LOCAL
            .iter()
            .zip(doors.into_iter().cycle())
            .map(|(&(name, prepares, goods), door)| Merchant {
                name,
                goods,
                prepares,
                pickup: stop(rng, door, "", name),
            })
            .collect();
        Self { depot, local }
    }
}

fn stop(rng: &mut SmallRng, house: &House, unit: &str, contact: &str) -> Stop {
    Stop {
        address: house.address(),
        unit: unit.to_owned(),
        point: house.point,
        contact: Contact { name: contact.to_owned(), phone: people::phone(rng) },
        window: Default::default(),
        notes: String::new(),
        requirements: Default::default(),
    }
}
