//! What is learned from a fleet's own days.

use proptest::prelude::*;
use uuid::Uuid;
use waybill_domain::{MemberId, Point, route::Task};
use waybill_routing::eta::{Hours, Key, Learned, Leg, Model, Modelled, Place, Visit};

const UTC: Hours = Hours { offset_s: 0 };
const HOUR: i64 = 3_600_000;
/// Monday, 2024-01-01T00:00:00Z.
const MONDAY: i64 = 1_704_067_200_000;

fn place(n: i32) -> Place {
    Place(Point { lat: 54.0 + f64::from(n) / 1_000.0, lon: 10.0 })
}

fn driver(n: u128) -> MemberId {
    MemberId(Uuid::from_u128(n))
}

fn visit(place: Place, from_ms: i64, seconds: i64) -> Visit {
    Visit { place, task: Task::Dropoff, from_ms, until_ms: from_ms + seconds * 1_000 }
}

/// So many seconds on the road, and the usual ones at its end.
fn leg(driver: MemberId, to: Place, from_ms: i64, seconds: i64) -> Leg {
    let until_ms = from_ms + (seconds + 20) * 1_000;
    Leg { driver, to, from_ms, until_ms, modelled: Modelled::whole(600.0) }
}

#[test]
fn a_door_where_it_always_takes_longer_is_known_after_some_visits_and_others_stay_as_they_are() {
    let mut learned = Learned::default();
    for day in 0..40 {
        for other in 0..5 {
            learned.visited(&visit(place(other), MONDAY + day * 24 * HOUR, 180), UTC);
        }
        learned.visited(&visit(place(9), MONDAY + day * 24 * HOUR, 900), UTC);
    }
    let known = |n| learned.visit_s(Task::Dropoff, place(n), 0);
    assert!((800.0..950.0).contains(&known(9)), "{}", known(9));
    assert!((165.0..230.0).contains(&known(1)), "{}", known(1));
    assert!(known(77) < 400.0, "a new door is like most: {}", known(77));
}

#[test]
fn rush_hours_are_slow_and_only_they() {
    let mut learned = Learned::default();
    for day in (0..60).filter(|day| day % 7 < 5) {
        for hour in 6..20 {
            let seconds = if hour == 17 { 900 } else { 600 };
            let begin = MONDAY + day * 24 * HOUR + hour * HOUR;
            learned.drove(&leg(driver(day as u128 % 5), place(day as i32 % 9), begin, seconds), UTC);
        }
    }
    let factor = |hour| learned.leg(driver(1), place(1), hour).mean.exp();
    assert!((1.2..1.6).contains(&factor(17)), "{}", factor(17));
    assert!((0.9..1.12).contains(&factor(10)), "{}", factor(10));
}

#[test]
fn a_jam_is_felt_at_once_and_forgotten_in_hours() {
    let mut learned = Learned::default();
    for day in -30..0 {
        for place_no in 0..5 {
            let begin = MONDAY + day * 24 * HOUR + (8 + place_no) * HOUR;
            learned.drove(&leg(driver(place_no as u128), place(place_no as i32), begin, 600), UTC);
        }
    }
    for minute in 0..8 {
        let begin = MONDAY + 9 * HOUR + minute * 60_000;
        learned.drove(&leg(driver(minute as u128), place(minute as i32), begin, 900), UTC);
    }
    let now = MONDAY + 9 * HOUR + 25 * 60_000;
    let (jam, _) = learned.recent.at(now);
    let (later, _) = learned.recent.at(now + 6 * HOUR);
    assert!(jam > 0.2, "{jam}");
    assert!(later.abs() < 0.01, "{later}");
}

#[test]
fn one_forgotten_button_teaches_little() {
    let mut learned = Learned::default();
    for day in 0..20 {
        learned.visited(&visit(place(1), MONDAY + day * 24 * HOUR, 180), UTC);
    }
    let before = learned.visit_s(Task::Dropoff, place(1), 0);
    let odd = |seconds| visit(place(1), MONDAY + 30 * 24 * HOUR, seconds);
    assert!(learned.clone().visited(&odd(4), UTC).is_empty(), "pressed afterwards");
    assert!(learned.clone().visited(&odd(9_000), UTC).is_empty(), "forgotten");
    learned.visited(&odd(7_000), UTC);
    let after = learned.visit_s(Task::Dropoff, place(1), 0);
    assert!(after < before * 1.15, "{before} {after}");
}

#[test]
fn hours_are_local_and_weekends_apart() {
    assert_eq!(UTC.of(MONDAY), 0);
    assert_eq!(UTC.of(MONDAY + 5 * 24 * HOUR + 7 * HOUR), 31, "Saturday at seven");
    assert_eq!(Hours { offset_s: 7_200 }.of(MONDAY - HOUR), 1, "it is Monday there already");
    assert_eq!(Hours { offset_s: -3_600 }.of(MONDAY), 47, "and still Sunday there");
}

proptest! {
    #[test]
    fn every_part_has_a_name_that_finds_it(hour in 0..48_u8, lat in -900_000..900_000_i32, lon in any::<i32>()) {
        for key in [Key::All, Key::Hour(hour), Key::Driver(driver(5)), Key::Area(lat, lon), Key::Street(lat, lon), Key::Place(lat, lon), Key::Far, Key::FarBy] {
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
        prop_assert!("hour:48".parse::<Key>().is_err() && "place:1".parse::<Key>().is_err());
    }

    #[test]
    fn a_model_finds_the_middle_of_what_it_sees(middle in 1.0..8.0_f64, noise in proptest::collection::vec(-0.5..0.5_f64, 300)) {
        let mut model = Model::guess(5.0, 0.5);
        for value in &noise {
            model.learn(&[], middle + value);
        }
        let mean = middle + noise.iter().sum::<f64>() / noise.len() as f64;
        prop_assert!((model.fit(&[]).mean - mean).abs() < 0.2, "{} {mean}", model.fit(&[]).mean);
    }
}
