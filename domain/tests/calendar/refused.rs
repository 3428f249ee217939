//! Bad input names the field and the rule.

use serde_json::{Value, json};
use waybill_domain::calendar::{Day, Roster, ServiceCalendar, TimeOfDay};

fn told(errors: Vec<waybill_domain::problem::FieldError>) -> Vec<(String, String)> {
    errors.into_iter().map(|error| (error.field, error.rule)).collect()
}

fn calendar(body: Value) -> Vec<(String, String)> {
    told(serde_json::from_value::<ServiceCalendar>(body).unwrap().check())
}

fn roster(body: Value) -> Vec<(String, String)> {
    told(serde_json::from_value::<Roster>(body).unwrap().check())
}

fn one(field: &str, rule: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), rule.to_owned())]
}

#[test]
fn hours_that_cannot_be_are_named() {
    let hours = |spans: Value| calendar(json!({ "hours": { "week": { "monday": spans } } }));
    assert_eq!(
        hours(json!([{ "from": "08:00", "until": "12:00" }, { "from": "12:00", "until": "24:00" }])),
        []
    );
    assert_eq!(
        hours(json!([{ "from": "08:00", "until": "08:00" }])),
        one("hours.week.monday[0].until", "must not be the same as from; the whole day is 00:00 to 24:00")
    );
    assert_eq!(
        hours(json!([{ "from": "24:00", "until": "08:00" }])),
        one("hours.week.monday[0].from", "must be before 24:00")
    );
    assert_eq!(
        hours(json!([{ "from": "20:00", "until": "04:00" }, { "from": "22:00", "until": "23:00" }])),
        one("hours.week.monday[1]", "must not overlap hours.week.monday[0]")
    );
    let holiday = json!({ "day": "2026-12-25" });
    assert_eq!(
        calendar(json!({ "holidays": [holiday, holiday] })),
        one("holidays[1].day", "must not be there twice")
    );
    assert_eq!(calendar(json!({ "attempts_max": 0 })), one("attempts_max", "must be from 1 to 100"));
    let cut = json!({ "at": "14:00", "weekdays": ["monday"] });
    assert_eq!(
        calendar(json!({ "cut_offs": [cut, cut] })),
        one("cut_offs[1].weekdays", "must not name a weekday that another cut-off names")
    );
}

#[test]
fn shifts_that_cannot_be_are_named() {
    let shift = |span: [&str; 2], breaks: &[[&str; 2]]| {
        let of = |[from, until]: [&str; 2]| json!({ "from": from, "until": until });
        json!({ "span": of(span), "breaks": breaks.iter().map(|pause| of(*pause)).collect::<Vec<_>>() })
    };
    let week = |shifts: &[Value]| {
        let all: Vec<_> = shifts.iter().map(|s| json!({ "weekday": "friday", "shift": s })).collect();
        roster(json!({ "week": all }))
    };
    assert_eq!(week(&[shift(["22:00", "06:00"], &[["23:45", "00:15"], ["05:30", "06:00"]])]), []);
    assert_eq!(
        week(&[shift(["22:00", "06:00"], &[["05:45", "06:15"]])]),
        one("week[0].shift.breaks[0]", "must lie within the shift")
    );
    assert_eq!(
        week(&[shift(["22:00", "06:00"], &[["21:00", "21:30"]])]),
        one("week[0].shift.breaks[0]", "must lie within the shift")
    );
    assert_eq!(
        week(&[shift(["08:00", "16:00"], &[["12:00", "12:30"], ["12:15", "12:45"]])]),
        one("week[0].shift.breaks[1]", "must not overlap week[0].shift.breaks[0]")
    );
    assert_eq!(
        week(&[shift(["08:00", "16:00"], &[]), shift(["15:00", "20:00"], &[])]),
        one("week[1].shift.span", "must not overlap week[0].shift.span")
    );
    let away = json!({ "absences": [{ "from": "2026-11-25", "until": "2026-11-24" }] });
    assert_eq!(roster(away), one("absences[0].until", "must not be before from"));
}

#[test]
fn times_and_days_are_read_strictly() {
    for text in ["8:00", "08:60", "24:01", "25:00", "08:00:00", "-1:00", "", "0８:00"] {
        let error = text.parse::<TimeOfDay>().unwrap_err().to_string();
        assert_eq!(error, "must be a time from 00:00 to 24:00, such as 08:30", "{text:?}");
    }
    for text in ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "1969-12-31", "2026-11-21T10:00"] {
        let error = text.parse::<Day>().unwrap_err().to_string();
        assert_eq!(error, "must be a day such as 2026-11-21, from 1970 to 2999", "{text:?}");
    }
    let known = "24:00".parse::<TimeOfDay>().unwrap();
    assert_eq!((known.minutes(), known.to_string()), (1_440, "24:00".to_owned()));
}
