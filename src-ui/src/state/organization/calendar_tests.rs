use waybill_domain::calendar::{CutOff, Holiday, ServiceCalendar, Span, Weekday};

use super::{CalendarSheet, DayRow, HolidayRow, Sheet, with_holidays};

fn sheet(edit: fn(&mut CalendarSheet)) -> CalendarSheet {
    let mut sheet = CalendarSheet::of(&ServiceCalendar::default());
    edit(&mut sheet);
    sheet
}

fn read(sheet: &CalendarSheet) -> ServiceCalendar {
    sheet.read(&ServiceCalendar::default()).expect("it breaks no rule")
}

fn wrong(sheet: &CalendarSheet) -> Vec<String> {
    let errors = sheet.read(&ServiceCalendar::default()).expect_err("it breaks a rule");
    errors.iter().map(|error| CalendarSheet::place(&error.field)).collect()
}

#[test]
fn nothing_that_is_set_limits_nothing() {
    let empty = CalendarSheet::of(&ServiceCalendar::default());
    assert_eq!(read(&empty), ServiceCalendar::default());
    assert_eq!(empty.hours.week[0], "00:00–24:00", "who begins to set hours begins with what holds");
}

#[test]
fn hours_come_back_as_they_were_typed() {
    let sheet = sheet(|sheet| {
        sheet.hours.limited = true;
        sheet.hours.week = ["09:00–12:30, 13:30–17:30", "", "", "", "22:00–02:00", "", ""].map(Into::into);
        sheet.hours.on_holidays = String::new();
        let row = DayRow { day: "2026-12-24".into(), hours: "09:00–12:00".into(), note: "early".into() };
        sheet.hours.days = vec![row];
    });
    let calendar = read(&sheet);
    let hours = calendar.hours.as_ref().expect("they are set");
    assert_eq!(hours.week.monday.len(), 2);
    assert!(hours.week.friday.iter().all(|span: &Span| span.passes_midnight()));
    assert_eq!(CalendarSheet::of(&calendar), sheet);
}

#[test]
fn the_same_cut_off_is_told_once() {
    let sheet = sheet(|sheet| sheet.cut_offs = ["14", "14:00", "", "14.00", "12", "", ""].map(Into::into));
    let cuts = read(&sheet).cut_offs;
    assert_eq!(cuts.len(), 2);
    assert_eq!(cuts[0].weekdays, [Weekday::Monday, Weekday::Tuesday, Weekday::Thursday]);
    let calendar = ServiceCalendar {
        cut_offs: vec![
            CutOff { at: cuts[0].at, weekdays: Vec::new() },
            CutOff { at: cuts[1].at, weekdays: vec![Weekday::Friday] },
        ],
        ..ServiceCalendar::default()
    };
    let shown = CalendarSheet::of(&calendar).cut_offs;
    assert_eq!(shown, ["14:00", "14:00", "14:00", "14:00", "12:00", "14:00", "14:00"]);
}

#[test]
fn what_is_wrong_with_a_stretch_is_said_at_its_line() {
    let sheet = sheet(|sheet| {
        sheet.hours.limited = true;
        sheet.hours.week[0] = "9–12, 11–14".into();
        sheet.hours.week[1] = "all day".into();
        sheet.hours.on_holidays = "8–8".into();
        sheet.hours.days = vec![DayRow { day: "tomorrow".into(), ..DayRow::default() }];
        sheet.cut_offs[6] = "25".into();
        sheet.attempts_max = "0".into();
    });
    let mut fields = wrong(&sheet);
    fields.sort_unstable();
    assert_eq!(
        fields,
        [
            "attempts_max",
            "cut_offs.sunday",
            "hours.days[0].day",
            "hours.on_holidays",
            "hours.week.monday",
            "hours.week.tuesday",
        ]
    );
}

#[test]
fn imported_holidays_come_in_order_and_rename_none() {
    let row = |day: &str, name: &str| HolidayRow { day: day.into(), name: name.into() };
    let holiday = |day: &str, name: &str| Holiday { day: day.parse().expect("a day"), name: name.into() };
    let rows = [row("2026-12-25", "Christmas")];
    let found = [holiday("2026-12-26", "Boxing Day"), holiday("2026-12-25", "Xmas")];
    let found = with_holidays(&rows, &found);
    assert_eq!(found, [row("2026-12-25", "Christmas"), row("2026-12-26", "Boxing Day")]);
    assert_eq!(with_holidays(&rows, &[holiday("2026-01-01", "New Year")])[0].day, "2026-01-01");
}

#[test]
fn a_holiday_that_is_there_twice_is_refused() {
    let sheet = sheet(|sheet| {
        let row = HolidayRow { day: "2026-12-25".into(), name: String::new() };
        sheet.holidays = vec![row.clone(), row];
    });
    assert_eq!(wrong(&sheet), ["holidays[1].day"]);
}
