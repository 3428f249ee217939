//! From fixes to enter, dwell and exit.

use proptest::prelude::*;
use uuid::Uuid;
use waybill_domain::{
    DeliveryId, Fix, Point, Timestamp,
    calendar::StopName,
    geofence::{Approach, Crossing, CrossingKind, Nearness, Watch},
};

const DWELL_MS: i64 = 5 * 60_000;

/// Seconds, metres inside the border (negative: outside), the fix's own error in metres.
type Step = (i64, f64, f32);

fn seconds(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000 + seconds * 1_000)
}

fn fix(at: i64, accuracy_m: f32) -> Fix {
    Fix {
        point: Point { lat: 50.0, lon: 8.0 },
        at: seconds(at),
        accuracy_m: Some(accuracy_m),
        speed_mps: None,
        heading_deg: None,
        battery_pct: None,
    }
}

fn walk(steps: &[Step]) -> Vec<(CrossingKind, i64)> {
    let mut watch = Watch::default();
    let mut told = Vec::new();
    for (at, depth_m, accuracy_m) in steps {
        told.extend(watch.step(&fix(*at, *accuracy_m), *depth_m, DWELL_MS));
        // It can be stored between any two fixes.
        watch = serde_json::from_str(&serde_json::to_string(&watch).unwrap()).unwrap();
    }
    told.into_iter().map(|Crossing { kind, at }| (kind, at.since(seconds(0)) / 1_000)).collect()
}

use CrossingKind::{Dwell, Enter, Exit};

#[test]
fn a_stay_has_one_enter_one_dwell_and_one_exit_at_the_fixes_own_times() {
    let stay: &[Step] = &[
        (0, -200.0, 10.0),
        (30, 40.0, 10.0),
        (200, 60.0, 10.0),
        (330, 50.0, 10.0),
        (900, 50.0, 10.0),
        (960, -100.0, 10.0),
    ];
    assert_eq!(walk(stay), [(Enter, 30), (Dwell, 330), (Exit, 960)]);
}

#[test]
fn standing_at_the_border_is_neither_coming_nor_going() {
    let jitter: Vec<Step> = (0..100).map(|i| (i * 20, if i % 2 == 0 { 8.0 } else { -8.0 }, 15.0)).collect();
    assert_eq!(walk(&jitter), [], "never twice on the same side");
    let from_inside: Vec<Step> = [(0, 50.0, 10.0)]
        .into_iter()
        .chain((1..100).map(|i| (i * 2, if i % 2 == 0 { 8.0 } else { -28.0 }, 15.0)))
        .collect();
    assert_eq!(walk(&from_inside), [(Enter, 0)]);
}

#[test]
fn two_fixes_say_what_one_vague_fix_cannot() {
    assert_eq!(walk(&[(0, 20.0, 50.0)]), []);
    assert_eq!(walk(&[(0, 20.0, 50.0), (60, 25.0, 50.0)]), [(Enter, 0)]);
    assert_eq!(walk(&[(0, 20.0, 50.0), (60, -5.0, 50.0), (120, 20.0, 50.0)]), [], "not in a row");
    assert_eq!(walk(&[(0, 20.0, 50.0), (700, 20.0, 50.0)]), [], "too far apart to support each other");
    assert_eq!(walk(&[(0, 100.0, 10.0), (60, -20.0, 15.0), (120, -25.0, 15.0)]), [(Enter, 0), (Exit, 60)]);
    assert_eq!(
        walk(&[(0, 100.0, 10.0), (60, -20.0, 15.0), (120, 25.0, 15.0), (180, -20.0, 15.0)]),
        [(Enter, 0)]
    );
}

#[test]
fn what_is_old_or_says_nothing_changes_nothing() {
    assert_eq!(walk(&[(60, 100.0, 10.0), (0, -500.0, 10.0), (60, -500.0, 10.0)]), [(Enter, 60)]);
    assert_eq!(walk(&[(0, 100.0, 10.0), (60, -500.0, 900.0)]), [(Enter, 0)], "a fix of a cell tower");
    assert_eq!(walk(&[(0, f64::NAN, 10.0)]), []);
}

#[test]
fn dwell_is_told_once_for_each_stay() {
    let twice: &[Step] = &[
        (0, 50.0, 10.0),
        (400, 50.0, 10.0),
        (800, 50.0, 10.0),
        (900, -500.0, 10.0),
        (1_000, 50.0, 10.0),
        (1_100, 50.0, 10.0),
        (1_400, 50.0, 10.0),
    ];
    assert_eq!(walk(twice), [(Enter, 0), (Dwell, 400), (Exit, 900), (Enter, 1_000), (Dwell, 1_400)]);
    assert_eq!(walk(&[(0, 50.0, 10.0), (290, 50.0, 10.0), (310, -500.0, 10.0)]), [(Enter, 0), (Exit, 310)]);
}

proptest! {
    #[test]
    fn any_walk_alternates_in_order_of_time_and_sorting_it_changes_nothing(
        steps in prop::collection::vec((0_i64..5_000, -300.0..300.0_f64, 3.0..250.0_f32), 0..60),
    ) {
        let mut sorted = steps.clone();
        sorted.sort_by_key(|step| step.0);
        let told = walk(&sorted);
        let mut inside = false;
        let mut dwelt = false;
        for (kind, _) in &told {
            match kind {
                Enter => { prop_assert!(!inside); (inside, dwelt) = (true, false); }
                Dwell => { prop_assert!(inside && !dwelt); dwelt = true; }
                Exit => { prop_assert!(inside); inside = false; }
            }
        }
        prop_assert!(told.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{:?}", told);
        // A fix that comes again, or late, is as if it had not come.
        let doubled: Vec<Step> = sorted.iter().flat_map(|step| [*step, *step]).collect();
        prop_assert_eq!(walk(&doubled), told);
    }
}

#[test]
fn a_driver_comes_near_then_arrives_then_leaves() {
    let stop = Point { lat: 50.0, lon: 8.0 };
    let mut approach = Approach::to(DeliveryId(Uuid::from_u128(1)), StopName::Dropoff);
    let mut told = Vec::new();
    for (at, north_m) in
        [(0, 900.0), (30, 350.0), (60, 120.0), (90, 20.0), (400, 25.0), (460, 200.0), (520, 800.0)]
    {
        let point = Point { lat: stop.lat + north_m / 111_195.0, ..stop };
        if approach.step(&Fix { point, ..fix(at, 8.0) }, stop) {
            let since = approach.since.map(|since| since.since(seconds(0)) / 1_000);
            told.push((approach.nearness, since));
        }
    }
    let expected = [
        (Nearness::Near, Some(30)),
        (Nearness::Arrived, Some(90)),
        (Nearness::Near, Some(460)),
        (Nearness::Away, Some(520)),
    ];
    assert_eq!(told, expected);
}
