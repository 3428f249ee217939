//! Orders after 14:00 go tomorrow.

use waybill_domain::calendar::{CutOff, DayHours, Holiday, Hours, Schedule, Span, Week, Weekday};

use super::{at, day, local, span, stretch, time};

fn by(text: &str, weekdays: &[Weekday]) -> CutOff {
    CutOff { at: time(text), weekdays: weekdays.to_vec() }
}

fn promised(hours: &Hours, cut_offs: &[CutOff], ordered: &str) -> Option<(String, Span, bool)> {
    let local = local("Europe/Berlin");
    let holidays = [Holiday { day: day("2026-12-25"), name: "Christmas".into() }];
    let schedule = Schedule { hours, holidays: &holidays, local: &local };
    let promise = schedule.promise(cut_offs, at(ordered))?;
    let shown = Span { from: local.time_of(promise.window.from), until: local.time_of(promise.window.until) };
    Some((promise.day.to_string(), shown, promise.after_cut_off))
}

#[test]
fn the_cut_off_decides_on_which_day_an_order_goes() {
    let hours = Hours { week: Week::each(&Weekday::ALL[..6], &[span("09:00-18:00")]), ..Hours::default() };
    let cut_offs = [by("14:00", &[]), by("11:00", &[Weekday::Saturday])];
    for (ordered, on, window, late) in [
        ("2026-11-23T05:00:00Z", "2026-11-23", "09:00-18:00", false),
        ("2026-11-23T12:59:59Z", "2026-11-23", "13:59-18:00", false),
        ("2026-11-23T13:00:00Z", "2026-11-24", "09:00-18:00", true),
        ("2026-11-23T21:00:00Z", "2026-11-24", "09:00-18:00", false),
        // Saturday has its own, and on Sunday nobody drives.
        ("2026-11-28T09:59:59Z", "2026-11-28", "10:59-18:00", false),
        ("2026-11-28T10:00:00Z", "2026-11-30", "09:00-18:00", true),
        ("2026-11-29T10:00:00Z", "2026-11-30", "09:00-18:00", false),
        // Over Christmas.
        ("2026-12-24T13:00:00Z", "2026-12-26", "09:00-18:00", true),
        // The clock is put back in the night before: 14:00 is an hour later by the world's clock.
        ("2026-10-26T12:59:59Z", "2026-10-26", "13:59-18:00", false),
        ("2026-10-23T12:00:00Z", "2026-10-24", "09:00-18:00", true),
    ] {
        let expected = Some((on.to_owned(), span(window), late));
        assert_eq!(promised(&hours, &cut_offs, ordered), expected, "{ordered}");
    }
}

#[test]
fn without_a_cut_off_an_order_goes_while_it_is_open() {
    let hours = Hours { week: Week::each(&Weekday::ALL, &[span("20:00-04:00")]), ..Hours::default() };
    let found = promised(&hours, &[], "2026-11-24T01:00:00Z");
    assert_eq!(found, Some(("2026-11-23".to_owned(), span("02:00-04:00"), false)), "the night goes on");
    let found = promised(&hours, &[], "2026-11-24T04:00:00Z");
    assert_eq!(found, Some(("2026-11-24".to_owned(), span("20:00-04:00"), false)));
}

#[test]
fn where_nobody_ever_serves_nothing_is_promised() {
    assert_eq!(promised(&Hours::default(), &[], "2026-11-24T01:00:00Z"), None);
}

#[test]
fn a_promise_spans_the_hours_of_its_day() {
    let hours = Hours {
        days: vec![DayHours {
            day: day("2026-11-25"),
            spans: vec![span("14:00-16:00"), span("09:00-11:00")],
            note: String::new(),
        }],
        ..Hours::default()
    };
    let local = local("America/New_York");
    let schedule = Schedule { hours: &hours, holidays: &[], local: &local };
    let promise = schedule.promise(&[], at("2026-11-24T12:00:00Z")).unwrap();
    assert_eq!(promise.window, stretch("2026-11-25T14:00:00Z", "2026-11-25T21:00:00Z"));
}
