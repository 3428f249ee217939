//! Shifts, breaks and absences.

use std::sync::OnceLock;

use proptest::prelude::*;
use waybill_domain::calendar::{
    Absence, DayShifts, Holiday, PlannedShift, Roster, Stretch, Weekday, WeeklyShift,
};

use super::{at, day, local, slow, span, stretch};

fn shift(text: &str, breaks: &[&str]) -> PlannedShift {
    PlannedShift { breaks: breaks.iter().map(|text| span(text)).collect(), ..PlannedShift::of(span(text)) }
}

fn weekly(weekday: Weekday, shift: PlannedShift) -> WeeklyShift {
    WeeklyShift { weekday, since: None, until: None, shift }
}

/// Monday to Thursday by day, Saturday by night.
fn roster() -> Roster {
    let days = Weekday::ALL[..4].iter().map(|day| weekly(*day, shift("08:00-16:00", &["12:00-12:30"])));
    let night = weekly(Weekday::Saturday, shift("22:00-06:00", &["23:30-00:15", "02:15-02:45"]));
    Roster { week: days.chain([night]).collect(), ..Roster::default() }
}

fn duty(roster: &Roster, moment: &str) -> Option<Stretch> {
    let holidays = [Holiday { day: day("2026-11-26"), name: "Thanksgiving".into() }];
    roster.duty(&local("Europe/Berlin"), &holidays, at(moment)).map(|shift| shift.window)
}

#[test]
fn a_driver_is_on_duty_from_the_first_moment_to_before_the_last() {
    let roster = roster();
    let monday = Some(stretch("2026-11-23T07:00:00Z", "2026-11-23T15:00:00Z"));
    assert_eq!(duty(&roster, "2026-11-23T06:59:59.999Z"), None);
    assert_eq!(duty(&roster, "2026-11-23T07:00:00Z"), monday);
    assert_eq!(duty(&roster, "2026-11-23T14:59:59.999Z"), monday);
    assert_eq!(duty(&roster, "2026-11-23T15:00:00Z"), None);
    assert_eq!(duty(&roster, "2026-11-27T09:00:00Z"), None, "Fridays are free");
}

#[test]
fn a_night_shift_lasts_as_long_as_the_clock_makes_it() {
    for (moment, window, hours, breaks) in [
        // A usual night, the one in spring and the one in autumn.
        ("2026-11-22T01:30:00Z", stretch("2026-11-21T21:00:00Z", "2026-11-22T05:00:00Z"), 8, 2),
        // The break from 02:15 to 02:45 is in the hour that is left out.
        ("2026-03-29T01:30:00Z", stretch("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"), 7, 1),
        ("2026-10-25T04:59:59Z", stretch("2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"), 9, 2),
    ] {
        let shift = roster().duty(&local("Europe/Berlin"), &[], at(moment)).unwrap();
        assert_eq!(shift.window, window, "{moment}");
        assert_eq!(window.until.since(window.from), hours * 3_600_000);
        assert_eq!(shift.breaks.len(), breaks, "{moment}: {:?}", shift.breaks);
        assert_eq!(shift.day.weekday(), Weekday::Saturday);
    }
}

#[test]
fn breaks_of_a_night_shift_are_before_and_after_midnight() {
    let shift = roster().duty(&local("Europe/Berlin"), &[], at("2026-11-22T01:30:00Z")).unwrap();
    assert_eq!(
        shift.breaks,
        [
            stretch("2026-11-21T22:30:00Z", "2026-11-21T23:15:00Z"),
            stretch("2026-11-22T01:15:00Z", "2026-11-22T01:45:00Z")
        ]
    );
}

#[test]
fn a_holiday_an_absence_and_the_day_itself_change_the_week() {
    let mut roster = roster();
    let thanksgiving = "2026-11-26T09:00:00Z";
    assert_eq!(duty(&roster, thanksgiving), None);
    roster.works_on_holidays = true;
    assert!(duty(&roster, thanksgiving).is_some());
    roster.days = vec![
        DayShifts { day: day("2026-11-26"), shifts: Vec::new() },
        DayShifts { day: day("2026-11-27"), shifts: vec![shift("10:00-12:00", &[])] },
    ];
    assert_eq!(duty(&roster, thanksgiving), None, "the day itself goes first");
    let friday = "2026-11-27T09:30:00Z";
    assert!(duty(&roster, friday).is_some());
    let away = Absence { from: day("2026-11-22"), until: day("2026-11-27"), reason: "ill".into() };
    roster.absences = vec![away];
    for moment in ["2026-11-23T09:00:00Z", friday] {
        assert_eq!(duty(&roster, moment), None, "{moment}");
    }
    assert!(duty(&roster, "2026-11-22T04:00:00Z").is_some(), "the night that began before is finished");
    assert!(duty(&roster, "2026-11-30T09:00:00Z").is_some());
}

#[test]
fn a_weekly_shift_holds_from_its_first_to_its_last_day() {
    let mut monday = weekly(Weekday::Monday, shift("08:00-16:00", &[]));
    (monday.since, monday.until) = (Some(day("2026-11-16")), Some(day("2026-11-23")));
    let roster = Roster { week: vec![monday], ..Roster::default() };
    let on = |date: &str| duty(&roster, &format!("{date}T09:00:00Z")).is_some();
    let days = ["2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"];
    assert_eq!(days.map(on), [false, true, true, false]);
}

#[test]
fn the_shifts_of_a_stretch_include_the_one_that_is_on() {
    let (roster, local) = (roster(), local("Europe/Berlin"));
    let found = roster.within(stretch("2026-11-22T04:00:00Z", "2026-11-25T07:00:00Z"), &local, &[]);
    let days: Vec<_> = found.iter().map(|shift| shift.day.to_string()).collect();
    assert_eq!(days, ["2026-11-21", "2026-11-23", "2026-11-24"], "the one on Wednesday begins with the end");
}

static WATCHER: OnceLock<slow::Watcher> = OnceLock::new();

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn duty_agrees_with_a_look_at_every_day(
        shifts in prop::collection::vec((0_usize..7, 0_u16..96, 4_u16..60), 1..5),
        minutes in 0_i64..15_000,
    ) {
        let time = |quarter: u16| format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15);
        let roster = Roster {
            week: shifts
                .iter()
                .map(|(on, from, length)| {
                    let text = format!("{}-{}", time(*from), time((from + length) % 96));
                    weekly(Weekday::ALL[*on], PlannedShift::of(span(&text)))
                })
                .collect(),
            ..Roster::default()
        };
        let local = local("America/New_York");
        let moment = at("2026-10-27T00:00:00Z").plus_minutes(minutes);
        let watcher = WATCHER.get_or_init(|| slow::Watcher::of(&local, day("2026-10-20"), 30));
        let windows: Vec<Stretch> = (0..30)
            .map(|days| day("2026-10-20").plus(days))
            .flat_map(|day| roster.week.iter().filter(move |w| w.weekday == day.weekday()).map(move |w| (day, w)))
            .filter_map(|(day, weekly)| watcher.on(weekly.shift.span, day))
            .collect();
        let duty = roster.duty(&local, &[], moment);
        prop_assert_eq!(duty.is_some(), slow::is_in(&windows, moment), "{}", moment);
        if let Some(shift) = duty {
            prop_assert!(windows.contains(&shift.window) && shift.window.contains(moment));
        }
    }
}
