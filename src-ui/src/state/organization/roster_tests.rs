use uuid::Uuid;
use waybill_domain::{
    calendar::{Day, DayShifts, PlannedShift, Roster, Span, Weekday, WeeklyShift},
    id::{DepotId, VehicleId},
};

use super::{AbsenceRow, OwnDayRow, RosterSheet, Sheet, ShiftRow};

fn span(from: &str, until: &str) -> Span {
    Span { from: from.parse().expect("a time"), until: until.parse().expect("a time") }
}

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn read(sheet: &RosterSheet) -> Roster {
    sheet.read(&Roster::default()).expect("it breaks no rule")
}

fn row(weekday: Weekday, hours: &str, breaks: &str) -> ShiftRow {
    let mut sheet = RosterSheet::default();
    sheet.add_shift();
    ShiftRow { weekday, hours: hours.into(), breaks: breaks.into(), ..sheet.week.remove(0) }
}

fn wrong(sheet: &RosterSheet) -> Vec<String> {
    let errors = sheet.read(&Roster::default()).expect_err("it breaks a rule");
    errors.iter().map(|error| RosterSheet::place(&error.field)).collect()
}

#[test]
fn a_night_shift_rests_after_midnight() {
    let week = vec![row(Weekday::Friday, "22-6", "02:00-02:30, 4-4:15")];
    let sheet = RosterSheet { week, ..RosterSheet::default() };
    let roster = read(&sheet);
    assert_eq!(roster.week[0].shift.span, span("22:00", "06:00"));
    assert_eq!(roster.week[0].shift.breaks, [span("02:00", "02:30"), span("04:00", "04:15")]);
    assert_eq!(sheet.weekly_minutes(), 8 * 60 - 45);
    let shown = RosterSheet::of(&roster);
    assert_eq!(
        (shown.week[0].hours.as_str(), shown.week[0].breaks.as_str()),
        ("22:00–06:00", "02:00–02:30, 04:00–04:15")
    );
}

#[test]
fn what_the_page_does_not_show_stays() {
    let vehicle = Some(VehicleId(Uuid::from_bytes([7; 16])));
    let shift = PlannedShift {
        breaks: vec![span("12:00", "12:30")],
        vehicle,
        ..PlannedShift::of(span("08:00", "16:00"))
    };
    let roster = Roster {
        week: vec![WeeklyShift {
            weekday: Weekday::Monday,
            since: Some(day("2026-12-01")),
            until: None,
            shift: shift.clone(),
        }],
        days: vec![DayShifts { day: day("2026-12-24"), shifts: vec![shift.clone()] }],
        ..Roster::default()
    };
    let mut sheet = RosterSheet::of(&roster);
    assert_eq!(read(&sheet), roster);
    sheet.days[0].hours = "08:00–16:00, 18:00–20:00".into();
    let changed = read(&sheet).days.remove(0).shifts;
    assert_eq!(changed, [shift, PlannedShift::of(span("18:00", "20:00"))]);
}

#[test]
fn a_day_whose_hours_change_keeps_breaks_vehicle_and_depot() {
    let vehicle = Some(VehicleId(Uuid::from_bytes([7; 16])));
    let depot = Some(DepotId(Uuid::from_bytes([8; 16])));
    let breaks = vec![span("02:00", "02:30")];
    let night = PlannedShift { breaks, vehicle, depot, span: span("22:00", "06:00") };
    let early = PlannedShift::of(span("08:00", "10:00"));
    let own = DayShifts { day: day("2026-12-24"), shifts: vec![early.clone(), night.clone()] };
    let mut sheet = RosterSheet::of(&Roster { days: vec![own.clone()], ..Roster::default() });
    assert_eq!((sheet.days[0].breaks.as_str(), &read(&sheet).days[0]), ("02:00–02:30", &own));

    sheet.days[0].hours = "08:00–10:00, 21:00–05:00".into();
    let later = PlannedShift { span: span("21:00", "05:00"), ..night.clone() };
    assert_eq!(read(&sheet).days[0].shifts, [early, later]);
    sheet.days[0].breaks = String::new();
    assert_eq!(read(&sheet).days[0].shifts[1].breaks, []);
    sheet.days[0].breaks = "12-12:30".into();
    assert_eq!(wrong(&sheet), ["days[0].breaks"], "a break that no longer fits is not dropped");
}

#[test]
fn one_press_after_the_other_makes_a_working_week() {
    let mut sheet = RosterSheet::default();
    for _ in 0..5 {
        sheet.add_shift();
    }
    let days: Vec<Weekday> = sheet.week.iter().map(|row| row.weekday).collect();
    assert_eq!(days, Weekday::ALL[..5]);
    assert_eq!(sheet.weekly_minutes(), 5 * 8 * 60);
    assert_eq!(read(&sheet).week.len(), 5);
    sheet.week = vec![row(Weekday::Sunday, "10-14", "")];
    sheet.add_shift();
    assert_eq!(sheet.week[1], row(Weekday::Monday, "10-14", ""));
}

#[test]
fn rules_are_said_at_the_lines_that_people_see() {
    let absence =
        AbsenceRow { from: "2026-12-24".into(), until: "2026-12-23".into(), ..AbsenceRow::default() };
    let sheet = RosterSheet {
        week: vec![
            row(Weekday::Monday, "8-16", "17-18"),
            row(Weekday::Tuesday, "8-12, 13-17", ""),
            row(Weekday::Wednesday, "8-16", ""),
            row(Weekday::Wednesday, "15-18", ""),
        ],
        days: vec![OwnDayRow { hours: "late".into(), ..OwnDayRow::default() }],
        absences: vec![absence],
        ..RosterSheet::default()
    };
    let mut fields = wrong(&sheet);
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "absences[0].until",
            "days[0].day",
            "days[0].shifts",
            "week[0].shift.breaks",
            "week[1].shift.span",
            "week[3].shift.span",
        ]
    );
}

#[test]
fn away_for_one_day_needs_one_date() {
    let absence = AbsenceRow { from: "2026-12-24".into(), ..AbsenceRow::default() };
    let roster = read(&RosterSheet { absences: vec![absence], ..RosterSheet::default() });
    assert_eq!((roster.absences[0].from, roster.absences[0].until), (day("2026-12-24"), day("2026-12-24")));
}
