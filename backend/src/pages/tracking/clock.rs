//! Times as people say them, in the fleet's zone.

use jiff::{Zoned, civil::Date, tz::TimeZone};
use waybill_domain::{Timestamp, Window};

/// `at` in `zone`.
fn local(at: Timestamp, zone: &TimeZone) -> Zoned {
    jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default().to_zoned(zone.clone())
}

/// "10:42".
pub(super) fn time(at: Timestamp, zone: &TimeZone) -> String {
    local(at, zone).strftime("%H:%M").to_string()
}

/// "Today", "Tomorrow", "Yesterday", "Friday" within the next days, else "Fri 20 Nov".
pub(super) fn day(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (there, here) = (local(at, zone), local(now, zone));
    match days_between(here.date(), there.date()) {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "Yesterday".to_owned(),
        2..=5 => there.strftime("%A").to_string(),
        _ => there.strftime("%a %-d %b").to_string(),
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

/// "today at 10:42", "yesterday at 10:42", "on Fri 20 Nov at 10:42".
pub(super) fn moment(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let day = day(at, now, zone);
    let day = match day.as_str() {
        "Today" | "Tomorrow" | "Yesterday" => day.to_lowercase(),
        _ => format!("on {day}"),
    };
    format!("{day} at {}", time(at, zone))
}

/// "Today, 10:30 – 11:00", "Tomorrow by 11:00"; `None` where nothing is known.
pub(super) fn window(window: Window, now: Timestamp, zone: &TimeZone) -> Option<String> {
    let at = |instant| (day(instant, now, zone), time(instant, zone));
    match (window.from, window.until) {
        (Some(from), Some(until)) => {
            let ((day, from), (last_day, until)) = (at(from), at(until));
            Some(if day == last_day {
                format!("{day}, {from} – {until}")
            } else {
                format!("{day} {from} – {last_day} {until}")
            })
        }
        (None, Some(until)) => {
            let (day, until) = at(until);
            Some(format!("{day} by {until}"))
        }
        (Some(from), None) => {
            let (day, from) = at(from);
            Some(format!("{day} from {from}"))
        }
        (None, None) => None,
    }
}

/// "just now", "4 min ago", else the moment.
pub(super) fn ago(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    match now.since(at) / 60_000 {
        ..1 => "just now".to_owned(),
        minutes @ 1..60 => format!("{minutes} min ago"),
        _ => moment(at, now, zone),
    }
}

/// "300 m", "1.2 km", "14 km".
pub(super) fn distance(metres: f64) -> String {
    if metres < 950.0 {
        format!("{} m", ((metres / 50.0).round().max(1.0)) * 50.0)
    } else if metres < 9_950.0 {
        format!("{:.1} km", metres / 1_000.0)
    } else {
        format!("{:.0} km", metres / 1_000.0)
    }
}
