//! Small values: money, time, distance, windows.

use proptest::prelude::*;
use waybill_domain::{Money, Point, Timestamp, Window, money::Currency};

use crate::fixtures::now;

#[test]
fn money_reads_as_people_write_it() {
    let of = |code: &str, minor| Money { minor, currency: Currency::try_from(code.to_owned()).unwrap() };
    for (money, text) in [
        (Money::eur(2_490), "€24.90"),
        (Money::eur(-5), "-€0.05"),
        (of("JPY", 1_200), "¥1200"),
        (of("CHF", 1_200), "CHF 12.00"),
        (of("KWD", 1_234), "KWD 1.234"),
    ] {
        assert_eq!(money.to_string(), text);
    }
    assert!(Currency::try_from("eur".to_owned()).is_err());
}

#[test]
fn money_of_two_currencies_has_no_sum() {
    let dollars = Money { minor: 1, currency: Currency::try_from("USD".to_owned()).unwrap() };
    assert_eq!(Money::sum([Money::eur(1), Money::eur(2)]), Some(Money::eur(3)));
    assert_eq!(Money::sum([Money::eur(1), dollars, Money::eur(2)]), None);
    assert_eq!(Money::sum([]), None);
}

#[test]
fn distances_agree_with_known_ones() {
    let berlin = Point::new(52.5200, 13.4050).unwrap();
    let hamburg = Point::new(53.5511, 9.9937).unwrap();
    let metres = berlin.distance_m(hamburg);
    assert!((metres - 255_300.0).abs() < 500.0, "{metres}");
    let north = Point::new(53.0, 13.4050).unwrap();
    assert!(berlin.bearing_deg(north).abs() < 0.01);
}

#[test]
fn a_window_is_late_only_after_its_end() {
    let window = Window::new(now(), now().plus_minutes(30));
    assert!(!window.is_late(now().plus_minutes(30)));
    assert!(window.is_late(now().plus_minutes(30).plus_millis(1)));
    assert!(!Window::default().is_late(now()));
}

proptest! {
    #[test]
    fn timestamps_survive_text(ms in -300_000_000_000_000_i64..250_000_000_000_000) {
        let at = Timestamp::from_millis(ms);
        prop_assert_eq!(at.to_string().parse::<Timestamp>().unwrap(), at);
    }
}
