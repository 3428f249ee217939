//! Holidays out of an iCalendar file (RFC 5545), as offices and calendar programs write them.

use super::{Day, Holiday};

/// Days that one file may bring.
const DAYS_MAX: usize = 2_000;

/// Why a calendar file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCalendar {
    /// It is something else.
    #[error("must be an iCalendar file: the first line must be BEGIN:VCALENDAR")]
    NotACalendar,
    /// It ends before its end.
    #[error("was cut short: END:{0} is missing")]
    CutShort(&'static str),
    /// A date cannot be read.
    #[error("has a date in line {0} that is none")]
    Date(usize),
    /// An event repeats, and nobody would read the years that are not written.
    #[error("has an event in line {0} that repeats; export each day as its own event")]
    Repeats(usize),
    /// There is too much of it.
    #[error("has more than {DAYS_MAX} days")]
    TooLong,
}

#[derive(Default)]
struct Event {
    line: usize,
    from: Option<Day>,
    until: Option<Day>,
    name: String,
}

/// The whole-day events of an iCalendar file, one holiday for each of their days, in order. Events with times of day are
/// not holidays and are left out.
pub fn holidays_of(text: &str) -> Result<Vec<Holiday>, BadCalendar> {
    let lines = unfolded(text.trim_start_matches('\u{feff}'));
    let is = |line: &str, what: &str| line.trim_end().eq_ignore_ascii_case(what);
    if !lines.first().is_some_and(|(_, line)| is(line, "BEGIN:VCALENDAR")) {
        return Err(BadCalendar::NotACalendar);
    }
    if !lines.iter().any(|(_, line)| is(line, "END:VCALENDAR")) {
        return Err(BadCalendar::CutShort("VCALENDAR"));
    }
    let mut holidays = Vec::new();
    let mut event: Option<Event> = None;
    for (number, line) in &lines {
        if is(line, "BEGIN:VEVENT") {
            event = Some(Event { line: *number, ..Event::default() });
        } else if is(line, "END:VEVENT") {
            days_of(event.take().unwrap_or_default(), &mut holidays)?;
        } else if let Some(event) = &mut event {
            note(event, *number, line)?;
        }
    }
    if event.is_some() {
        return Err(BadCalendar::CutShort("VEVENT"));
    }
    holidays.sort_by(|a, b| (a.day, &a.name).cmp(&(b.day, &b.name)));
    holidays.dedup_by_key(|holiday| holiday.day);
    Ok(holidays)
}

/// Logical lines with the number of the physical line on which each begins; what begins with a blank goes on.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => lines.push((i + 1, line.to_owned())),
        }
    }
    lines
}

fn note(event: &mut Event, number: usize, line: &str) -> Result<(), BadCalendar> {
    let Some((head, value)) = line.split_once(':') else { return Ok(()) };
    let mut parts = head.split(';');
    let name = parts.next().unwrap_or_default().to_ascii_uppercase();
    let value = value.trim();
    match name.as_str() {
        "SUMMARY" => event.name = plain(value),
        "RRULE" | "RDATE" => return Err(BadCalendar::Repeats(number)),
        "DTSTART" | "DTEND" if !value.contains('T') => {
            let day = date(value).ok_or(BadCalendar::Date(number))?;
            if name == "DTSTART" { event.from = Some(day) } else { event.until = Some(day) }
        }
        _ => {}
    }
    Ok(())
}

/// The end of a whole-day event is the day after its last one (RFC 5545, 3.6.1).
fn days_of(event: Event, holidays: &mut Vec<Holiday>) -> Result<(), BadCalendar> {
    let Some(from) = event.from else { return Ok(()) };
    let until = event.until.unwrap_or(from.plus(1));
    if until < from {
        return Err(BadCalendar::Date(event.line));
    }
    let mut day = from;
    loop {
        if holidays.len() == DAYS_MAX {
            return Err(BadCalendar::TooLong);
        }
        holidays.push(Holiday { day, name: event.name.clone() });
        day = day.plus(1);
        if day >= until {
            return Ok(());
        }
    }
}

fn date(text: &str) -> Option<Day> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    Day::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok()
}

/// Without the escapes of text values (RFC 5545, 3.3.11), at most 200 characters.
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push(' '),
                Some(other) => out.push(other),
                None => {}
            },
            c => out.push(c),
        }
    }
    out.chars().take(crate::validate::LINE_MAX).collect()
}
