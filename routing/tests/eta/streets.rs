//! What tracks teach about streets.

use uuid::Uuid;
use waybill_domain::{MemberId, Point};
use waybill_routing::{
    eta::{Hours, Learned, Leg, Modelled, Place, Track},
    travel::{Leg as Length, TravelSource, Way},
};

const UTC: Hours = Hours { offset_s: 0 };
/// Monday, 2024-01-01T08:00:00Z.
const EIGHT: i64 = 1_704_096_000_000;
const DAY: i64 = 86_400_000;

/// So many kilometres along a straight road.
fn at(km: f64) -> Point {
    Point { lat: 54.0, lon: 10.0 + km / 65.36 }
}

/// A way along that road at 36 km/h, as a map tells it.
fn way(from: f64, to: f64) -> Way {
    let second = |km: f64| (km - from) * 100.0;
    let line = vec![at(from), at((from + to) / 2.0), at(to)];
    Way {
        leg: Length { seconds: second(to), metres: (to - from) * 1_000.0 },
        line,
        pace: vec![0.0, second((from + to) / 2.0), second(to)],
        source: TravelSource::RoadGraph,
    }
}

/// Fixes every quarter of a minute of somebody who drives it, `slow` times slower than the map says at each kilometre.
fn fixes(day: i64, to: f64, slow: impl Fn(f64) -> f64) -> Vec<(i64, Point)> {
    let (mut km, mut second, mut fixes) = (0.0, 0.0, Vec::new());
    while km < to {
        if second % 15.0 < 1.0 {
            fixes.push((EIGHT + day * DAY + (second * 1_000.0) as i64, at(km)));
        }
        km += 0.01 / slow(km);
        second += 1.0;
    }
    fixes
}

/// Weeks of somebody who drives the ten kilometres every day.
fn weeks(slow: impl Fn(f64) -> f64 + Copy) -> Learned {
    let mut learned = Learned::default();
    for day in (0..40).filter(|day| day % 7 < 5) {
        let (way, fixes) = (way(0.0, 10.0), fixes(day, 10.0, slow));
        let until_ms = fixes.last().expect("fixes").0 + 20_000;
        let driver = MemberId(Uuid::from_u128(1));
        let leg = Leg {
            driver,
            to: Place(at(10.0)),
            from_ms: EIGHT + day * DAY,
            until_ms,
            modelled: Modelled::from(&way),
        };
        learned.drove(&leg, UTC);
        assert!(!learned.passed(&Track { way: &way, fixes: &fixes }).is_empty());
    }
    learned
}

/// By how much somebody takes longer from one kilometre to another than the map says.
fn factor(learned: &Learned, from: f64, to: f64) -> f64 {
    let way = Modelled::from(&way(from, to));
    let usual = learned.leg(MemberId(Uuid::from_u128(1)), Place(at(10.0)), 8).mean.exp();
    learned.seconds(&way) * usual / ((to - from) * 100.0)
}

#[test]
fn a_slow_street_is_known_and_others_are_not_blamed_for_it() {
    let learned = weeks(|km| if (4.0..6.0).contains(&km) { 2.0 } else { 1.0 });
    let (quick, slow, whole) =
        (factor(&learned, 0.5, 3.0), factor(&learned, 4.5, 5.5), factor(&learned, 0.0, 10.0));
    assert!((0.9..1.1).contains(&quick), "{quick}");
    assert!((1.7..2.1).contains(&slow), "{slow}");
    assert!((1.12..1.28).contains(&whole), "8 + 2 · 2 of 10: {whole}");
}

#[test]
fn who_drives_slowly_says_nothing_of_the_streets() {
    let learned = weeks(|_| 1.4);
    let way = Modelled::from(&way(0.0, 10.0));
    assert!((learned.seconds(&way) / 1_000.0 - 1.0).abs() < 0.02, "{}", learned.seconds(&way));
    let whole = factor(&learned, 0.0, 10.0);
    assert!((1.3..1.45).contains(&whole), "{whole}");
}

#[test]
fn streets_are_familiar_by_and_by_and_ways_without_a_line_never() {
    let (near, far) = (Modelled::from(&way(2.0, 8.0)), Modelled::from(&way(20.0, 26.0)));
    let learned = weeks(|_| 1.0);
    assert_eq!(Learned::default().familiar(&near), 0.0);
    assert!((0.85..=1.0).contains(&learned.familiar(&near)), "{}", learned.familiar(&near));
    assert_eq!(learned.familiar(&far), 0.0);
    let whole = Modelled::whole(600.0);
    assert_eq!((learned.familiar(&whole), learned.seconds(&whole)), (0.0, 600.0));
}

#[test]
fn fixes_beside_the_way_backwards_or_too_few_teach_nothing() {
    let way = way(0.0, 10.0);
    let good = fixes(0, 10.0, |_| 1.0);
    let aside = |(when, place): (i64, Point)| (when, Point { lat: place.lat + 0.002, ..place });
    let still = |(when, _): (i64, Point)| (when, at(3.0));
    let mut backwards = good.clone();
    backwards.reverse();
    let all: [Vec<(i64, Point)>; 5] = [
        good.iter().copied().map(aside).collect(),
        good.iter().copied().map(still).collect(),
        backwards,
        good[..2].to_vec(),
        Vec::new(),
    ];
    for (k, fixes) in all.iter().enumerate() {
        let mut learned = Learned::default();
        assert_eq!(learned.passed(&Track { way: &way, fixes }), [], "{k}");
        assert_eq!(learned, Learned::default(), "{k}");
    }
}

#[test]
fn a_rest_on_the_way_moves_one_street_only_a_little() {
    let mut learned = weeks(|_| 1.0);
    let way = way(0.0, 10.0);
    let mut fixes = fixes(50, 10.0, |_| 1.0);
    // Half an hour at kilometre five.
    fixes.iter_mut().filter(|fix| fix.1.lon > at(5.0).lon).for_each(|fix| fix.0 += 1_800_000);
    let before = learned.seconds(&Modelled::from(&way));
    learned.passed(&Track { way: &way, fixes: &fixes });
    let after = learned.seconds(&Modelled::from(&way));
    assert!((after / before - 1.0).abs() < 0.02, "{before} {after}");
}
