use std::rc::Rc;

use waybill_domain::{calendar::Weekday, problem::FieldError};
use yew::Reducible as _;

use super::field::key_of;
use crate::{
    i18n::{I18n, Lang},
    state::organization::{
        AbsenceRow, Basis, CalendarSheet, Change, DayRow, Editing, HolidayRow, PolicySheet, RosterSheet,
        Sheet,
    },
};

/// The rules that a sheet breaks after `edit`, as they are said on its page.
fn broken<S: Sheet>(item: S::Item, edit: impl Fn(&mut S) + 'static) -> Vec<FieldError> {
    let state = Rc::new(Editing::<S>::default()).reduce(Change::Read(Basis { rev: 1, item }, None));
    state.reduce(Change::Typed(Rc::new(edit))).read().err().unwrap_or_default()
}

#[test]
fn every_rule_of_the_settings_has_a_message_of_its_own() {
    let mut rules = Vec::new();
    for number in ["0", "-1", "x", "99999999"] {
        rules.extend(broken(Default::default(), move |sheet: &mut PolicySheet| {
            for field in [
                &mut sheet.ahead,
                &mut sheet.flag,
                &mut sheet.reach,
                &mut sheet.max_active,
                &mut sheet.answer,
                &mut sheet.cool_down,
                &mut sheet.weights.distance,
                &mut sheet.weights.rating,
                &mut sheet.weights.acceptance,
                &mut sheet.weights.load,
            ] {
                *field = number.to_owned();
            }
        }));
    }
    rules.extend(broken(Default::default(), |sheet: &mut PolicySheet| sheet.then = "60".into()));
    rules.extend(broken(Default::default(), |sheet: &mut CalendarSheet| {
        sheet.hours.limited = true;
        sheet.hours.week = ["9-12, 11-14", "8-8", "24:00-2", "late", "", "", ""].map(Into::into);
        sheet.hours.days = vec![DayRow::default()];
        let day = HolidayRow { day: "2026-12-25".into(), name: "x".repeat(300) };
        sheet.holidays = vec![day.clone(), day];
        sheet.cut_offs[0] = "25".into();
        sheet.attempts_max = "0".into();
    }));
    rules.extend(broken(Default::default(), |sheet: &mut RosterSheet| {
        (0..4).for_each(|_| sheet.add_shift());
        sheet.week[0].breaks = "18-19".into();
        sheet.week[1].hours = "8-10, 12-14".into();
        sheet.week[3].weekday = Weekday::Wednesday;
        let (from, until) = ("2026-12-24".into(), "2026-12-23".into());
        sheet.absences = vec![AbsenceRow { from, until, reason: String::new() }];
    }));
    assert!(rules.len() > 25, "{rules:?}");
    let german = I18n::of(Lang::De);
    for rule in rules {
        assert!(german.has(&key_of(&rule.rule)), "{rule}");
    }
}
