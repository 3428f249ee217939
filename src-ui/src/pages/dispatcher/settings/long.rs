//! How long something takes, in words.

use super::super::desk::Desk;
use crate::state::organization::stretches;

/// `8 h`, `45 min`, `7 h 30 min`.
pub(super) fn long(desk: &Desk, minutes: u32) -> String {
    let words = &desk.words.i18n;
    match (minutes / 60, minutes % 60) {
        (0, rest) => words.t1("minutes", "n", rest),
        (hours, 0) => words.t1("board-hours", "n", hours),
        (hours, rest) => words.tn("hours-minutes", [("h", hours.into()), ("m", rest.into())]),
    }
}

/// What a line of stretches comes to, and how far it goes on past midnight. Nothing for nothing.
pub(super) fn comes_to(desk: &Desk, text: &str) -> String {
    let Some(found) = stretches(text) else {
        return "…".to_owned();
    };
    match (found.minutes, found.next_day) {
        (0, _) => String::new(),
        (minutes, None) => long(desk, minutes),
        (minutes, Some(time)) => {
            let values = [("long", long(desk, minutes).into()), ("time", time.to_string().into())];
            desk.words.i18n.tn("hours-next-day", values)
        }
    }
}
