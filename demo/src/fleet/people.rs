//! Who works for the fleet, and who waits for a parcel.

use std::collections::HashSet;

use rand::{Rng, rngs::SmallRng};
use waybill_domain::{Member, MemberId, Role, Timestamp};

use crate::seed;

/// The password of every demo member.
pub const PASSWORD: &str = "waybill";

/// A member with the password to sign in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMember {
    /// The member.
    pub member: Member,
    /// In the clear: this is a demo.
    pub password: String,
}

/// The first drivers, with their vans; all first names differ, because people sign in with them.
const DRIVERS: &[(&str, &str, &str)] = &[
    ("Mara", "Ivanova", "Van 7"),
    ("Yusuf", "Demir", "Van 2"),
    ("Sofia", "Rossi", "Van 3"),
    ("Leo", "Brandt", "Van 5"),
    ("Nina", "Kowal", "Van 9"),
    ("Tom", "Okafor", "Cargo bike 1"),
    ("Ines", "Vidal", "Van 4"),
    ("Kenji", "Mori", "Van 11"),
    ("Amara", "Diallo", "Cargo bike 2"),
    ("Jonas", "Lindqvist", "Van 6"),
    ("Elif", "Yildiz", "Van 8"),
    ("Pavel", "Novotny", "Van 10"),
];

const FIRST: &[&str] = &[
    "Anna", "Ben", "Carla", "David", "Emma", "Farid", "Greta", "Hugo", "Ida", "Jan", "Karim", "Lena",
    "Milan", "Nora", "Oskar", "Petra", "Quentin", "Rosa", "Samir", "Tilda", "Umut", "Vera", "Wanda", "Xenia",
    "Yara", "Zoran", "Aisha", "Bruno", "Chloe", "Dario", "Esra", "Filip", "Gina", "Hana", "Ivo", "Julia",
];

const LAST: &[&str] = &[
    "Albrecht", "Bauer", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Hansen", "Ilic", "Jansen",
    "Kaya", "Larsen", "Meyer", "Nowak", "Olsen", "Petrov", "Quist", "Ricci", "Schmidt", "Turan", "Ulrich",
    "Varga", "Weber", "Yilmaz", "Zeman",
];

/// Names on bells, in the scripts that people write them in.
const RECIPIENTS: &[&str] = &[
    "J. Petersen",
    "P. Novak",
    "M. Okafor",
    "Dr. Lind",
    "Hanna Bergström",
    "Ελένη Παπαδοπούλου",
    "محمد الحسن",
    "山田 花子",
    "Анна Кузнецова",
    "Zoë Brûlé",
    "Nguyễn Thị Lan",
    "Þórunn Jónsdóttir",
    "王小明",
    "김민준",
    "דוד כהן",
    "Łukasz Wiśniewski",
    "Mehmet Öztürk",
    "Siobhán O'Neill",
    "José Ángel Núñez",
    "Σταύρος Νικολάου",
    "فاطمة الزهراء",
    "佐藤 健",
    "Олександр Шевченко",
    "Françoise Lefèvre",
    "Çiğdem Aksoy",
    "Björn Åkesson",
    "Ivana Horváthová",
    "Anton Maier",
    "Clara Schulz",
    "Familie Nguyen",
    "Gemeinschaftspraxis Dr. Weiss",
    "Hotel Astra",
    "Kita Seestern",
    "Lena Hartmann",
    "Marta Silva",
    "Noah Becker",
    "Olga Petrova",
    "Paul Richter",
    "Rana Haddad",
    "Stefan Wolf",
    "Tanja Vogel",
    "Viktor Lindner",
    "Wiebke Claussen",
    "Studio Nordlicht",
    "Tischlerei Behrens",
    "Eva Kjær",
    "Thomas Fuchs",
    "Sara Lopez",
    "Ingrid Dahl",
    "Mikkel Sørensen",
    "Agnieszka Zielińska",
    "Radu Ionescu",
];

pub(super) fn members(rng: &mut SmallRng, drivers: usize, since: Timestamp) -> Vec<DemoMember> {
    let mut emails = HashSet::new();
    let mut out = Vec::with_capacity(drivers + 2);
    out.push(member(rng, since, "Clara Lind", "admin", Role::Admin, ""));
    out.push(member(rng, since, "Henrik Voss", "dispatch", Role::Dispatcher, ""));
    for i in 0..drivers {
        let (first, last, vehicle) = match DRIVERS.get(i) {
            Some(&(first, last, vehicle)) => (first, last, vehicle.to_owned()),
            None => (*seed::pick(rng, FIRST), *seed::pick(rng, LAST), format!("Van {}", i)),
        };
        let name = [first.to_lowercase(), format!("{first}.{last}").to_lowercase()]
            .into_iter()
            .find(|name| !emails.contains(name))
            .unwrap_or_else(|| format!("{first}.{last}{i}").to_lowercase());
        emails.insert(name.clone());
        out.push(member(rng, since, &format!("{first} {last}"), &name, Role::Driver, &vehicle));
    }
    out
}

fn member(
    rng: &mut SmallRng,
    since: Timestamp,
    name: &str,
    email: &str,
    role: Role,
    vehicle: &str,
) -> DemoMember {
    let member = Member {
        id: seed::id::<MemberId>(rng, since),
        name: name.to_owned(),
        email: format!("{email}@demo.waybill.app"),
        role,
        vehicle: vehicle.to_owned(),
        phone: phone(rng),
        disabled: false,
    };
    DemoMember { member, password: PASSWORD.to_owned() }
}

pub(super) fn recipient(rng: &mut SmallRng) -> String {
    if rng.random_bool(0.6) {
        (*seed::pick(rng, RECIPIENTS)).to_owned()
    } else {
        format!("{} {}", seed::pick(rng, FIRST), seed::pick(rng, LAST))
    }
}

/// One of the German numbers that are kept free for films and plays.
pub(super) fn phone(rng: &mut SmallRng) -> String {
    if rng.random_bool(0.7) {
        format!("+49 171 39200{:02}", rng.random_range(0..100))
    } else {
        format!("+49 30 23125 {:03}", rng.random_range(0..1_000))
    }
}
