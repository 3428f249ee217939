//! Holidays out of calendar files.

use waybill_domain::calendar::{BadCalendar, holidays_of};

const FILE: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261225\r\n\
    DTEND;VALUE=DATE:20261227\r\nSUMMARY:Weihnachten\\, beide\r\n  Tage\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTART:20260403\r\nSUMMARY:Karfreitag\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nDTSTART:20260403T090000Z\r\nSUMMARY:Meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn whole_days_become_holidays_one_for_each_day() {
    let found: Vec<_> = holidays_of(FILE).unwrap().into_iter().map(|h| (h.day.to_string(), h.name)).collect();
    let expected = [
        ("2026-04-03", "Karfreitag"),
        ("2026-12-25", "Weihnachten, beide Tage"),
        ("2026-12-26", "Weihnachten, beide Tage"),
    ];
    assert_eq!(found, expected.map(|(day, name)| (day.to_owned(), name.to_owned())));
}

#[test]
fn what_is_no_calendar_is_refused_in_plain_words() {
    let with = |from: &str, to: &str| holidays_of(&FILE.replace(from, to)).unwrap_err();
    assert_eq!(holidays_of("day,name\n2026-12-25,Christmas").unwrap_err(), BadCalendar::NotACalendar);
    assert_eq!(holidays_of(&FILE[..120]).unwrap_err(), BadCalendar::CutShort("VCALENDAR"));
    assert_eq!(with("DTSTART:20260403\r", "DTSTART:20260431\r"), BadCalendar::Date(11));
    assert_eq!(with("UID:1", "RRULE:FREQ=YEARLY"), BadCalendar::Repeats(4));
    assert_eq!(with("20261227", "20991227"), BadCalendar::TooLong);
    assert_eq!(with("20261227", "20261201"), BadCalendar::Date(3));
}
