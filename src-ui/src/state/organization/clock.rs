//! Times of day and stretches of them, as people type them: `09:00–12:30, 13:30–17:30`.

use waybill_domain::calendar::{Span, TimeOfDay};

/// `9`, `9:30`, `09.30`, `0930`, `24:00`; `None` where it is no time of day.
pub(super) fn read_time(text: &str) -> Option<TimeOfDay> {
    let text = text.trim();
    let (hour, minute) = match text.split_once([':', '.']) {
        Some(parts) => parts,
        None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
        None => (text, "00"),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let good = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    if good { TimeOfDay::new(hour.parse().ok()?, minute.parse().ok()?).ok() } else { None }
}

/// Stretches with a comma between them; nothing: none. `None` where it is something else.
pub(super) fn read_spans(text: &str) -> Option<Vec<Span>> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(read_span).collect()
}

fn read_span(text: &str) -> Option<Span> {
    // Whichever line the keyboard, or a table that it was copied from, has.
    let (from, until) = text.split_once(['–', '-', '—', '−', '‑'])?;
    Some(Span { from: read_time(from)?, until: read_time(until)? })
}

/// As [`read_spans`] reads them.
pub(super) fn write_spans(spans: &[Span]) -> String {
    let texts: Vec<String> = spans.iter().map(|span| format!("{}–{}", span.from, span.until)).collect();
    texts.join(", ")
}

/// What a line of stretches comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretches {
    /// How long they are together, where no clock is changed.
    pub minutes: u32,
    /// When the last of them ends on the day after.
    pub next_day: Option<TimeOfDay>,
}

/// What a line of stretches comes to; `None` where it cannot be read.
pub fn stretches(text: &str) -> Option<Stretches> {
    let spans = read_spans(text)?;
    let minutes = spans.iter().map(|span| u32::from(span.minutes())).sum();
    let next_day = spans.iter().filter(|span| span.passes_midnight()).map(|span| span.until).max();
    Some(Stretches { minutes, next_day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Option<String> {
        read_time(text).map(|time| time.to_string())
    }

    #[test]
    fn a_time_is_read_as_it_is_typed() {
        for (typed, meant) in [
            ("9", "09:00"),
            ("09", "09:00"),
            ("9:30", "09:30"),
            (" 09.30 ", "09:30"),
            ("930", "09:30"),
            ("0930", "09:30"),
            ("24:00", "24:00"),
            ("0", "00:00"),
        ] {
            assert_eq!(time(typed).as_deref(), Some(meant), "{typed}");
        }
        for wrong in ["", "9:5", "25", "24:01", "9:60", "9:300", "12345", "-1", "+9", "nine", "９", "1é0"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn stretches_stand_in_one_line() {
        let spans = read_spans("9–12:30; 13:30 - 17.30").expect("they are two");
        assert_eq!(write_spans(&spans), "09:00–12:30, 13:30–17:30");
        assert_eq!(read_spans(&write_spans(&spans)), Some(spans));
        assert_eq!(read_spans("  "), Some(Vec::new()), "closed");
        assert_eq!(read_spans("0–24").as_deref(), Some([Span::DAY].as_slice()));
        for wrong in ["9", "9–", "–17", "9–12–15", "9–12 13–17", "closed"] {
            assert_eq!(read_spans(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_night_goes_on_to_the_next_day() {
        let night = stretches("22:00–06:00").expect("a night");
        assert_eq!((night.minutes, night.next_day.map(|time| time.to_string())), (480, Some("06:00".into())));
        let day = stretches("09:00–12:30, 13:30–17:30").expect("two");
        assert_eq!(day, Stretches { minutes: 450, next_day: None });
        assert_eq!(stretches("00:00–24:00").map(|all| (all.minutes, all.next_day)), Some((1_440, None)));
        assert_eq!(stretches("late"), None);
    }
}
