//! When drivers work: the one place that dispatch asks.

use waybill_domain::{
    MemberId, Timestamp, Window, calendar,
    calls::driver::Shift,
    operations::{Duty as Planned, Operations},
};

/// For how many minutes a fix says that its driver is at work.
const FRESH_MIN: i64 = 15;

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
