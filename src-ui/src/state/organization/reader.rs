//! Reads the fields of a sheet, and notes the rules that they break.

use waybill_domain::{
    calendar::{Day, Span, TimeOfDay},
    problem::FieldError,
};

use super::{
    clock::{read_spans, read_time},
    typed::read_decimal,
};

/// What was wrong so far.
#[derive(Default)]
pub(super) struct Reader(Vec<FieldError>);

impl Reader {
    /// A number in a larger unit than it is kept in, such as kilometres: `scale` of the one make one of the other.
    pub(super) fn scaled(&mut self, field: &str, text: &str, scale: f64) -> f64 {
        match read_decimal(text) {
            Some(value) => value * scale,
            None => {
                self.wrong(field, "must be a number");
                0.0
            }
        }
    }

    /// What there is room for, `scale` of the smallest units to one of the larger; nothing: whatever comes.
    pub(super) fn room(&mut self, field: &str, text: &str, scale: f64) -> u32 {
        if text.trim().is_empty() {
            return u32::MAX;
        }
        let value = self.scaled(field, text, scale).round();
        if (0.0..f64::from(u32::MAX)).contains(&value) {
            return value as u32;
        }
        self.wrong(field, if value < 0.0 { "must be at least 0" } else { "is more than any vehicle holds" });
        0
    }

    /// A whole number.
    pub(super) fn whole(&mut self, field: &str, text: &str) -> u32 {
        text.trim().parse().unwrap_or_else(|_| {
            self.wrong(field, "must be a whole number");
            0
        })
    }

    /// A line of stretches.
    pub(super) fn spans(&mut self, field: &str, text: &str) -> Vec<Span> {
        read_spans(text).unwrap_or_else(|| {
            self.wrong(field, "must be times such as 09:00–17:30");
            Vec::new()
        })
    }

    /// A line that is one stretch.
    pub(super) fn span(&mut self, field: &str, text: &str) -> Span {
        match read_spans(text).as_deref() {
            Some([span]) => *span,
            _ => {
                self.wrong(field, "must be one stretch such as 22:00–06:00");
                Span::DAY
            }
        }
    }

    /// A time of day.
    pub(super) fn time(&mut self, field: &str, text: &str) -> TimeOfDay {
        read_time(text).unwrap_or_else(|| {
            self.wrong(field, "must be a time such as 14:00");
            TimeOfDay::MIDNIGHT
        })
    }

    /// A day of the calendar.
    pub(super) fn day(&mut self, field: &str, text: &str) -> Day {
        text.trim().parse().unwrap_or_else(|_| {
            self.wrong(field, "must be a day");
            // Any day will do: what stands in for it is not judged, and nothing is made of it.
            Day::new(1970, 1, 1).expect("the first of all days")
        })
    }

    /// Notes that `field` breaks `rule`.
    pub(super) fn wrong(&mut self, field: &str, rule: &str) {
        self.0.push(FieldError::new(field, rule));
    }

    /// `item` where it breaks no rule. A field that could not be read is not judged: what stands in for it is not what
    /// was typed.
    pub(super) fn finish<T>(mut self, item: T, mut rules: Vec<FieldError>) -> Result<T, Vec<FieldError>> {
        rules.retain(|rule| !self.0.iter().any(|error| error.field == rule.field));
        self.0.extend(rules);
        if self.0.is_empty() { Ok(item) } else { Err(self.0) }
    }
}

/// Where a rule of `field` is said if some lists are one line of text, such as the stretches of a day: at the line.
pub(super) fn at_line(field: &str, lines: &[&str]) -> String {
    for line in lines {
        for next in ['.', '['] {
            if let Some((before, _)) = field.split_once(&format!(".{line}{next}")) {
                return format!("{before}.{line}");
            }
        }
    }
    field.to_owned()
}
