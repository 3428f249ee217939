//! How the board says times, names and needs.

use waybill_domain::{
    Delivery, Point, Timestamp, Window, calendar::Day, protocol::DriverPosition, requirements::Requirement,
};
use yew::prelude::*;

use crate::{
    bridge::format::Format,
    hooks::use_format,
    i18n::{I18n, use_i18n},
    state::board::Timing,
};

const MINUTE: i64 = 60_000;

/// Language and zone, and the phrases made of them. Cheap to clone.
#[derive(Clone, PartialEq)]
pub(super) struct Words {
    pub(super) i18n: I18n,
    pub(super) format: Format,
}

#[hook]
pub(super) fn use_words() -> Words {
    Words { i18n: use_i18n(), format: use_format() }
}

impl Words {
    pub(super) fn t(&self, key: &str) -> String {
        self.i18n.t(key)
    }

    /// With a number that the sentence bends to.
    pub(super) fn count(&self, key: &str, n: usize) -> String {
        self.i18n.t1(key, "n", n)
    }

    /// With a text in it.
    pub(super) fn with(&self, key: &str, name: &str, value: impl Into<String>) -> String {
        self.i18n.t1(key, name, value.into())
    }

    /// `12 min`, `3 h 5 min`, `2 d`: a duration of milliseconds.
    pub(super) fn duration(&self, ms: i64) -> String {
        let minutes = ms / MINUTE;
        let (hours, rest) = (minutes / 60, minutes % 60);
        match hours {
            0 => self.i18n.t1("minutes", "n", minutes),
            1..=9 => self.i18n.tn("hours-minutes", [("h", hours.into()), ("m", rest.into())]),
            10..=47 => self.i18n.t1("board-hours", "n", hours),
            _ => self.i18n.t1("board-days", "n", hours / 24),
        }
    }

    /// `4 s ago`, `12 min ago`, `just now`.
    pub(super) fn ago(&self, at: Timestamp, now: Timestamp) -> String {
        let ms = now.since(at).max(0);
        if ms < 3_000 {
            self.t("just-now")
        } else if ms < MINUTE {
            let seconds = self.i18n.t1("board-seconds", "n", ms / 1_000);
            self.with("ago-time", "time", seconds)
        } else {
            self.with("ago-time", "time", self.duration(ms))
        }
    }

    /// `12 min`, `3 h 5`, `2 d`: as short as a table needs it.
    fn brief(&self, ms: i64) -> String {
        let minutes = ms / MINUTE;
        match minutes / 60 {
            hours @ 1..=9 => self.i18n.tn("board-brief", [("h", hours.into()), ("m", (minutes % 60).into())]),
            _ => self.duration(ms),
        }
    }

    /// The two lines of the last column: the time that matters, and what it means.
    pub(super) fn timing(&self, timing: Timing, now: Timestamp) -> (String, String) {
        let late = |by: i64| format!("+{}", self.brief(by.max(MINUTE)));
        match timing {
            Timing::Due(ms) if ms < MINUTE => (self.t("board-due-now"), String::new()),
            Timing::Due(ms) => (self.brief(ms), self.t("board-left")),
            Timing::Late(by) => (late(by), self.t("board-late")),
            Timing::Anytime => ("—".to_owned(), String::new()),
            Timing::DoneInTime(at) => (self.format.moment(at, now), self.t("board-on-time")),
            Timing::DoneLate(at, by) => (self.format.moment(at, now), late(by)),
            Timing::Cancelled => ("—".to_owned(), String::new()),
        }
    }

    /// `10:40–11:10`, `by 11:10`, `from 10:40`; with the day where it is not today.
    pub(super) fn window(&self, window: Window, now: Timestamp) -> String {
        let day = |at: Timestamp| {
            if self.format.same_day(at, now) { String::new() } else { format!("{} ", self.format.day(at)) }
        };
        match (window.from, window.until) {
            (Some(from), Some(_)) => format!("{}{}", day(from), self.format.window(window)),
            (None, Some(until)) => self.with("by-time", "time", day(until) + &self.format.time(until)),
            (Some(from), None) => self.with("from-time", "time", day(from) + &self.format.time(from)),
            (None, None) => self.t("board-any-time"),
        }
    }

    /// `Fri 20 Nov`.
    pub(super) fn calendar_day(&self, day: Day) -> String {
        let format = Format { zone: "UTC".to_owned(), ..self.format.clone() };
        format!("{day}T12:00:00Z").parse().map_or_else(|_| day.to_string(), |noon| format.day(noon))
    }

    /// `fix 4 s ago · battery 71 %`.
    pub(super) fn fix(&self, position: DriverPosition, now: Timestamp) -> String {
        let age = self.with("board-fix", "age", self.ago(position.fix.at, now));
        match position.fix.battery_pct {
            Some(percent) => format!("{age} · {}", self.i18n.t1("board-battery", "n", percent)),
            None => age,
        }
    }

    /// How far it is, straight.
    pub(super) fn away(&self, from: Point, to: Point) -> String {
        self.with("board-away", "distance", self.format.distance(from.distance_m(to)))
    }

    /// `Photo, Signature`.
    pub(super) fn needs(&self, items: &[Requirement]) -> String {
        let names: Vec<String> = items.iter().map(|item| self.t(need_key(*item))).collect();
        names.join(", ")
    }

    /// `2 parcels`.
    pub(super) fn parcels(&self, delivery: &Delivery) -> String {
        self.count("parcels", delivery.parcels.len())
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct DotsProps {
    pub(super) parts: Vec<String>,
}

/// Small facts in a line. Each is set apart, so that names of other scripts do not turn their neighbours round.
#[component]
pub(super) fn Dots(props: &DotsProps) -> Html {
    let part = |(i, part): (usize, &String)| {
        html! { <>if i > 0 { { " · " } }<bdi>{ part }</bdi></> }
    };
    html! { <>{ for props.parts.iter().filter(|part| !part.is_empty()).enumerate().map(part) }</> }
}

/// `Mara I.`: as much of a name as a table has room for.
pub(super) fn short_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next_back().and_then(|word| word.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first.to_owned(),
    }
}

/// The icon of something that is demanded.
pub(super) fn need_icon(item: Requirement) -> &'static str {
    match item {
        Requirement::Photo => "camera",
        Requirement::Scan => "scan-barcode",
        Requirement::Signature => "signature",
        Requirement::Pin => "rectangle-ellipsis",
        Requirement::RecipientName => "user-round",
        Requirement::Age => "id-card",
        Requirement::Cash => "banknote",
    }
}

/// Its word.
pub(super) fn need_key(item: Requirement) -> &'static str {
    match item {
        Requirement::Photo => "requirement-photo",
        Requirement::Scan => "requirement-scan",
        Requirement::Signature => "requirement-signature",
        Requirement::Pin => "requirement-pin",
        Requirement::RecipientName => "requirement-recipient_name",
        Requirement::Age => "requirement-age",
        Requirement::Cash => "requirement-cash",
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_short_name_keeps_the_first_one() {
        assert_eq!(short_name("Mara Anna Ilves"), "Mara I.");
        assert_eq!(short_name("Cher"), "Cher");
        assert_eq!(short_name(""), "");
    }
}
