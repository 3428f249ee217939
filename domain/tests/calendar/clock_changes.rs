//! What becomes of times of day that a change of the clock leaves out or repeats: a table, and any day whatever against a
//! slow reference.

use proptest::prelude::*;
use waybill_domain::calendar::{Day, Span, Stretch, TimeOfDay};

use super::{at, day, local, slow, span, stretch, time};

/// Zone, day, span, and when that is.
type Row = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

const TABLE: &[Row] = &[
    // Europe/Berlin, 2026-03-29: at 02:00 it becomes 03:00.
    ("Europe/Berlin", "2026-03-28", "22:00-06:00", Some(("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"))),
    ("Europe/Berlin", "2026-03-29", "02:30-08:00", Some(("2026-03-29T01:00:00Z", "2026-03-29T06:00:00Z"))),
    ("Europe/Berlin", "2026-03-29", "01:00-02:30", Some(("2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"))),
    ("Europe/Berlin", "2026-03-29", "02:00-03:00", None),
    ("Europe/Berlin", "2026-03-29", "02:15-02:45", None),
    ("Europe/Berlin", "2026-03-29", "00:00-24:00", Some(("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"))),
    // 2026-10-25: at 03:00 it becomes 02:00.
    ("Europe/Berlin", "2026-10-24", "22:00-06:00", Some(("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"))),
    ("Europe/Berlin", "2026-10-25", "02:30-08:00", Some(("2026-10-25T00:30:00Z", "2026-10-25T07:00:00Z"))),
    ("Europe/Berlin", "2026-10-25", "01:00-02:00", Some(("2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z"))),
    ("Europe/Berlin", "2026-10-25", "01:00-02:30", Some(("2026-10-24T23:00:00Z", "2026-10-25T01:30:00Z"))),
    ("Europe/Berlin", "2026-10-25", "02:00-03:00", Some(("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"))),
    // America/New_York, 2026-03-08 and 2026-11-01: the hour from 02:00 and the one from 01:00.
    ("America/New_York", "2026-03-08", "01:30-02:30", Some(("2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z"))),
    ("America/New_York", "2026-11-01", "01:30-01:45", Some(("2026-11-01T05:30:00Z", "2026-11-01T06:45:00Z"))),
    // Australia/Lord_Howe, 2026-10-04: half an hour, from 02:00 to 02:30.
    ("Australia/Lord_Howe", "2026-10-04", "02:00-02:30", None),
    (
        "Australia/Lord_Howe",
        "2026-10-03",
        "22:00-06:00",
        Some(("2026-10-03T11:30:00Z", "2026-10-03T19:00:00Z")),
    ),
    // Pacific/Apia: the whole of 2011-12-30 was left out.
    ("Pacific/Apia", "2011-12-30", "08:00-18:00", None),
    ("Pacific/Apia", "2011-12-30", "00:00-24:00", None),
    ("Pacific/Apia", "2011-12-29", "22:00-06:00", Some(("2011-12-30T08:00:00Z", "2011-12-30T10:00:00Z"))),
    ("Pacific/Apia", "2011-12-31", "08:00-18:00", Some(("2011-12-30T18:00:00Z", "2011-12-31T04:00:00Z"))),
];

#[test]
fn each_left_out_and_repeated_hour_has_its_defined_answer() {
    for (zone, on, hours, expected) in TABLE {
        let expected = expected.map(|(from, until)| stretch(from, until));
        let found = span(hours).on(day(on), &local(zone));
        assert_eq!(found, expected, "{zone} {on} {hours}");
    }
}

#[test]
fn the_same_is_seen_by_looking_at_every_minute() {
    for (zone, on, hours, expected) in TABLE {
        let expected = expected.map(|(from, until)| stretch(from, until));
        assert_eq!(slow::on(span(hours), day(on), &local(zone)), expected, "{zone} {on} {hours}");
    }
}

#[test]
fn a_clock_shows_the_day_and_the_minute_of_its_place() {
    let apia = local("Pacific/Apia");
    assert_eq!(apia.day_of(at("2011-12-30T09:59:59Z")), day("2011-12-29"));
    assert_eq!(apia.day_of(at("2011-12-30T10:00:00Z")), day("2011-12-31"));
    assert_eq!(local("Australia/Lord_Howe").time_of(at("2026-10-03T15:29:59Z")), time("01:59"));
    assert_eq!(local("Australia/Lord_Howe").time_of(at("2026-10-03T15:30:00Z")), time("02:30"));
}

/// Days around changes of the clock, and a few on which nothing happens.
fn days() -> impl Strategy<Value = (&'static str, Day)> {
    let changes = prop_oneof![
        Just(("Europe/Berlin", "2026-03-29")),
        Just(("Europe/Berlin", "2026-10-25")),
        Just(("America/New_York", "2026-03-08")),
        Just(("America/New_York", "2026-11-01")),
        Just(("Australia/Lord_Howe", "2026-04-05")),
        Just(("Australia/Lord_Howe", "2026-10-04")),
        Just(("Pacific/Apia", "2011-12-30")),
        Just(("Africa/Cairo", "2026-04-24")),
        Just(("Africa/Cairo", "2026-10-30")),
        Just(("Asia/Kathmandu", "2026-06-01")),
    ];
    (changes, -2..=2).prop_map(|((zone, on), moved)| (zone, day(on).plus(moved)))
}

fn spans() -> impl Strategy<Value = Span> {
    let minute = prop_oneof![0_u16..1_440, (0_u16..96).prop_map(|quarter| quarter * 15)];
    (minute.clone(), minute).prop_filter_map("ends must differ", |(from, until)| {
        let time = |m: u16| TimeOfDay::new((m / 60) as u8, (m % 60) as u8).ok();
        (from != until).then_some(Span { from: time(from)?, until: time(until)? })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_span_is_where_a_watcher_of_the_clock_would_put_it((zone, day) in days(), span in spans()) {
        let local = local(zone);
        let found = span.on(day, &local);
        prop_assert_eq!(found, slow::on(span, day, &local));
    }

    #[test]
    fn days_follow_each_other_without_gap_or_overlap((zone, day) in days()) {
        let local = local(zone);
        let whole = |day| Stretch::new(local.begin(day, TimeOfDay::MIDNIGHT), local.end(day, TimeOfDay::END));
        prop_assert_eq!(local.end(day, TimeOfDay::END), local.begin(day.plus(1), TimeOfDay::MIDNIGHT));
        if let Some(whole) = whole(day) {
            prop_assert_eq!(local.day_of(whole.from), day);
            prop_assert_eq!(local.day_of(whole.until.plus_millis(-1)), day);
        }
    }
}
