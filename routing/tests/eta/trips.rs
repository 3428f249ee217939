//! Trips that are played through.

use proptest::prelude::*;
use uuid::Uuid;
use waybill_domain::{MemberId, Point, eta::DelayReason, route::Task};
use waybill_routing::eta::{Expected, Hours, Learned, Place, Stage, Trip, UnderWay, estimate};

const NOW: i64 = 1_704_103_200_000;
const MINUTE: i64 = 60_000;

fn stage(leg_s: f64) -> Stage {
    let place = Place(Point { lat: 54.0, lon: 10.0 });
    Stage { place, task: Task::Dropoff, leg_s, reached: None, opens: None, due: None }
}

fn trip(stages: Vec<Stage>) -> Trip {
    let driver = MemberId(Uuid::from_u128(1));
    Trip {
        now: NOW,
        driver,
        since: NOW,
        under_way: None,
        stages,
        breaks: Vec::new(),
        hours: Hours { offset_s: 0 },
    }
}

fn minutes(expected: &Expected) -> f64 {
    (expected.at - NOW) as f64 / MINUTE as f64
}

#[test]
fn the_first_stop_is_a_way_off_and_the_second_a_stop_and_another_way() {
    let all = estimate(&trip(vec![stage(600.0), stage(300.0)]), &Learned::default());
    assert!((9.5..10.5).contains(&minutes(&all[0])), "{all:?}");
    assert!((18.5..21.0).contains(&minutes(&all[1])), "10 + 4 to 5 + 5: {all:?}");
    let width = |expected: &Expected| expected.until - expected.from;
    assert!(width(&all[0]) < width(&all[1]), "what is further off is less sure");
}

#[test]
fn who_comes_before_the_opening_waits_and_is_surer_of_what_follows() {
    let opens = NOW + 60 * MINUTE;
    let all = estimate(
        &trip(vec![Stage { opens: Some(opens), ..stage(600.0) }, stage(300.0)]),
        &Learned::default(),
    );
    assert!((9.5..10.5).contains(&minutes(&all[0])), "the arrival itself does not wait");
    assert!((68.0..72.0).contains(&minutes(&all[1])), "{all:?}");
}

#[test]
fn no_way_begins_in_a_rest_that_follows_another() {
    let minute = |n: i64| NOW + n * MINUTE;
    let breaks = vec![(minute(10), minute(60)), (minute(-10), minute(10))];
    let all = estimate(&Trip { breaks, ..trip(vec![stage(600.0)]) }, &Learned::default());
    assert!(all[0].from > minute(60), "{:?}", all[0]);
}

#[test]
fn no_way_begins_in_a_break() {
    let rest = (NOW - MINUTE, NOW + 30 * MINUTE);
    let all = estimate(&Trip { breaks: vec![rest], ..trip(vec![stage(600.0)]) }, &Learned::default());
    assert!((39.0..41.0).contains(&minutes(&all[0])), "{all:?}");
}

#[test]
fn goods_collected_at_one_place_are_one_visit() {
    let pickup = |leg_s| Stage { task: Task::Pickup, ..stage(leg_s) };
    let one = estimate(&trip(vec![pickup(600.0), stage(300.0)]), &Learned::default());
    let five = estimate(
        &trip(vec![pickup(600.0), pickup(0.0), pickup(0.0), pickup(0.0), stage(300.0)]),
        &Learned::default(),
    );
    assert_eq!(one[0].at, five[3].at);
    assert!((minutes(&one[1]) - minutes(&five[4])).abs() < 1.2, "{one:?} {five:?}");
}

#[test]
fn who_is_at_a_stop_for_long_will_still_be_there_for_a_while() {
    let at = |since: i64| {
        let here = Stage { reached: Some(NOW - since * MINUTE), ..stage(600.0) };
        let all = estimate(&trip(vec![here, stage(300.0)]), &Learned::default());
        assert_eq!(all[0].at, NOW - since * MINUTE);
        minutes(&all[1])
    };
    assert!((8.0..11.0).contains(&at(0)), "{}", at(0));
    assert!(at(3) < at(0) && at(3) > 5.5, "{} {}", at(3), at(0));
    assert!(at(30) > 5.5, "however long it took, it is not over before now");
}

#[test]
fn how_the_present_way_goes_says_how_its_rest_will_go() {
    let after = |elapsed_s: f64, covered_s: f64| {
        let under_way = Some(UnderWay { elapsed_s, covered_s, familiar: 0.0 });
        estimate(&Trip { under_way, ..trip(vec![stage(600.0), stage(600.0)]) }, &Learned::default())
    };
    let unknown = estimate(&trip(vec![stage(600.0), stage(600.0)]), &Learned::default());
    let (usual, slow, quick) = (after(600.0, 600.0), after(780.0, 600.0), after(480.0, 600.0));
    assert!((minutes(&usual[0]) - minutes(&unknown[0])).abs() < 0.5, "{usual:?} {unknown:?}");
    assert!(
        (12.0..13.3).contains(&minutes(&slow[0])),
        "13 minutes and a third if nothing else were known: {slow:?}"
    );
    assert!(
        (8.3..9.0).contains(&minutes(&quick[0])),
        "8 minutes and a third if nothing else were known: {quick:?}"
    );
    let width = |expected: &Expected| expected.until - expected.from;
    assert!(width(&usual[0]) * 3 < width(&unknown[0]) * 2, "and it is surer: {usual:?} {unknown:?}");
    let second = |all: &[Expected]| minutes(&all[1]) - minutes(&all[0]);
    assert!(second(&slow) > second(&unknown) + 0.2, "the roads are slow for the next way too: {slow:?}");
    let little = after(78.0, 60.0);
    assert!((minutes(&little[0]) - minutes(&unknown[0])).abs() < 1.0, "one minute says little: {little:?}");
}

#[test]
fn what_cannot_have_been_driving_says_nothing_of_the_rest() {
    let unknown = estimate(&trip(vec![stage(600.0)]), &Learned::default());
    for (elapsed_s, covered_s) in
        [(7_200.0, 300.0), (600.0, -200.0), (600.0, 0.0), (10.0, 600.0), (f64::NAN, 300.0), (300.0, f64::NAN)]
    {
        let under_way = Some(UnderWay { elapsed_s, covered_s, familiar: 0.0 });
        let known = estimate(&Trip { under_way, ..trip(vec![stage(600.0)]) }, &Learned::default());
        assert_eq!(known, unknown, "{elapsed_s} s for {covered_s} s");
    }
}

#[test]
fn a_position_that_is_old_does_not_say_that_the_driver_has_arrived() {
    let old = Trip { since: NOW - 9 * MINUTE, ..trip(vec![stage(600.0)]) };
    let all = estimate(&old, &Learned::default());
    assert!(all[0].from >= NOW && minutes(&all[0]) < 5.0, "{all:?}");
    let lost = Trip { since: NOW - 60 * MINUTE, ..trip(vec![stage(600.0)]) };
    assert!(estimate(&lost, &Learned::default())[0].at > NOW);
}

#[test]
fn a_window_that_will_be_missed_comes_with_the_reason() {
    let due = |minutes: i64, stage: Stage| Stage { due: Some(NOW + minutes * MINUTE), ..stage };
    let late = |trip: &Trip, learned: &Learned| estimate(trip, learned).last().and_then(|last| last.late);
    let learned = Learned::default();
    assert_eq!(late(&trip(vec![due(10, stage(600.0))]), &learned), None, "as likely as not is no alarm");
    assert_eq!(late(&trip(vec![due(5, stage(600.0))]), &learned), Some(DelayReason::TooFar));
    let full = trip(vec![stage(600.0), stage(600.0), stage(600.0), due(20, stage(60.0))]);
    assert_eq!(late(&full, &learned), Some(DelayReason::FullRoute));
    let here = Stage { reached: Some(NOW - 40 * MINUTE), ..stage(0.0) };
    assert_eq!(late(&trip(vec![here, due(2, stage(300.0))]), &learned), Some(DelayReason::LongStop));
    let mut jam = Learned::default();
    jam.recent.mean = 0.7;
    (jam.recent.variance, jam.recent.at) = (0.001, NOW);
    let through = trip(vec![stage(1_200.0), due(45, stage(1_200.0))]);
    assert_eq!(late(&through, &learned), None);
    assert_eq!(late(&through, &jam), Some(DelayReason::Traffic));
}

proptest! {
    #[test]
    fn nothing_is_expected_in_the_past_and_in_no_other_order(
        legs in proptest::collection::vec((0..3_000_u32, proptest::option::of(-60..240_i64)), 1..12),
        since in 0..120_i64,
    ) {
        let stages = legs.iter().map(|&(leg, opens)| Stage {
            opens: opens.map(|minutes| NOW + minutes * MINUTE),
            ..stage(f64::from(leg))
        });
        let trip = Trip { since: NOW - since * MINUTE, ..trip(stages.collect()) };
        let all = estimate(&trip, &Learned::default());
        prop_assert_eq!(all.len(), legs.len());
        let mut before = NOW - 1_000;
        for expected in &all {
            prop_assert!(expected.from <= expected.at && expected.at <= expected.until);
            prop_assert!(expected.at >= before, "{:?}", all);
            before = expected.at;
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(leg in 60..3_000_u32) {
        let trip = trip(vec![stage(f64::from(leg)), stage(300.0)]);
        prop_assert_eq!(estimate(&trip, &Learned::default()), estimate(&trip, &Learned::default()));
    }
}
