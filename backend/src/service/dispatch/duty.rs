//! When drivers work: the one place that dispatch asks.

use waybill_domain::{
    MemberId, Timestamp, Window, calendar,
    calls::driver::Shift,
    operations::{Duty as Planned, Operations},
};

/// For how many minutes a fix says that its driver is at work.
const FRESH_MIN: i64 = 15;

/// A place so much later than a word still comes from before it: clocks differ, and the last place is told late.
const LATE_MS: i64 = 5 * 60_000;

/// When a driver works, around some instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Duty {
    /// The shift that runs then. `None`: off duty. An open end: nobody knows when it ends.
    pub(super) shift: Option<Window>,
    /// Breaks of that shift.
    pub(super) breaks: Vec<Window>,
    /// The shift, where it is planned.
    pub(super) planned: Option<calendar::Shift>,
}

/// What `driver` does at `now`, as the roster says. Where there is no roster, a driver whose phone has told a place in the
/// last quarter of an hour, at `fix`, is at work, until further notice. Who has `told` the phone of a break or the end of
/// work, in this shift, is not asked, whatever is planned.
pub(super) fn duty(
    operations: &Operations,
    driver: MemberId,
    told: Option<(Shift, Timestamp)>,
    fix: Option<Timestamp>,
    now: Timestamp,
) -> Duty {
    let (duty, begun) = match operations.duty(driver, now) {
        Planned::Unplanned => (by_fix(fix, now), None),
        Planned::Off => return Duty::default(),
        Planned::On(shift) => (by_roster(shift.clone()), Some(shift.window.from)),
    };
    // Phones tell no place off duty or on a break: one that came later says that work goes on, on whatever phone.
    let told =
        told.filter(|(shift, since)| *shift == Shift::On || fix.is_none_or(|at| at.since(*since) <= LATE_MS));
    // Who went home yesterday may forget to say that a new shift has begun.
    match told.filter(|(_, since)| begun.is_none_or(|begun| begun <= *since)) {
        Some((Shift::Off, _)) => Duty::default(),
        Some((Shift::Break, since)) => {
            let pause = Window { from: Some(since), until: None };
            Duty { shift: duty.shift.or(Some(Window::default())), breaks: vec![pause], ..duty }
        }
        Some((Shift::On, _)) | None => duty,
    }
}

fn by_roster(shift: calendar::Shift) -> Duty {
    let breaks = shift.breaks.iter().copied().map(Window::from).collect();
    Duty { shift: Some(shift.window.into()), breaks, planned: Some(shift) }
}

fn by_fix(fix: Option<Timestamp>, now: Timestamp) -> Duty {
    let shift = fix.filter(|at| is_fresh(*at, now)).map(|_| Window::default());
    Duty { shift, ..Duty::default() }
}

/// Whether a fix says that its driver is at work.
pub(super) fn is_fresh(fix: Timestamp, now: Timestamp) -> bool {
    now.since(fix) <= FRESH_MIN * 60_000
}

#[cfg(test)]
mod tests {
    use waybill_domain::{calendar::Local, operations::Parts};

    use super::*;

    #[test]
    fn a_place_that_comes_later_says_that_work_goes_on() {
        let local = Local::new(jiff::tz::TimeZone::UTC);
        let operations = Operations::new(Parts::default(), local, |_| None);
        let driver = MemberId(uuid::Uuid::nil());
        let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        let now = at(600);
        let is_on = |told: Option<(Shift, Timestamp)>, fix: i64| {
            let duty = duty(&operations, driver, told, Some(at(fix)), now);
            duty.shift.is_some() && duty.breaks.is_empty()
        };
        for (told, fix, expected) in [
            (None, 599, true),
            (None, 580, false),
            (Some((Shift::On, at(500))), 599, true),
            (Some((Shift::Off, at(598))), 597, false),
            // The last place is told after the word.
            (Some((Shift::Off, at(595))), 598, false),
            (Some((Shift::Break, at(595))), 598, false),
            // On another phone, or one that says no such things.
            (Some((Shift::Off, at(500))), 599, true),
            (Some((Shift::Break, at(500))), 599, true),
        ] {
            assert_eq!(is_on(told, fix), expected, "{told:?}, a place at {fix}");
        }
    }
}
