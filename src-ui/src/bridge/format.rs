//! Dates, times, numbers and money by the browser's own `Intl`, in a given zone and language.

use std::{cell::RefCell, collections::HashMap};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use waybill_domain::{Money, Timestamp, Window};

use super::js::{get, global, method, object};

/// Now, by this device's clock.
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// How a person reads dates and numbers: language and zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// BCP 47, such as `en-GB`.
    pub locale: String,
    /// IANA zone in which times are shown, such as `Europe/Berlin`.
    pub zone: String,
}

type Options = &'static [(&'static str, &'static str)];

const TIME: Options = &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
const DAY: Options = &[("weekday", "short"), ("day", "numeric"), ("month", "short")];
const LONG_DAY: Options = &[("day", "numeric"), ("month", "short"), ("year", "numeric")];
const ISO_DAY: Options = &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")];

thread_local! {
    /// Making an Intl formatter costs a hundred times more than using it; a table asks for thousands.
    static MADE: RefCell<HashMap<String, JsValue>> = RefCell::new(HashMap::new());
}

impl Format {
    /// Time of day: `10:50`.
    pub fn time(&self, at: Timestamp) -> String {
        self.date_format(TIME, at)
    }

    /// A day near by: `Fri 20 Nov`.
    pub fn day(&self, at: Timestamp) -> String {
        self.date_format(DAY, at).replace(',', "")
    }

    /// A day far away: `20 Nov 2026`.
    pub fn long_day(&self, at: Timestamp) -> String {
        self.date_format(LONG_DAY, at)
    }

    /// The time alone for today, day and time otherwise.
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        if self.same_day(at, now) { self.time(at) } else { format!("{} {}", self.day(at), self.time(at)) }
    }

    /// A day as forms want it: `2026-11-20`.
    pub fn iso_day(&self, at: Timestamp) -> String {
        let iso = Self { locale: "en-CA".to_owned(), zone: self.zone.clone() };
        iso.date_format(ISO_DAY, at)
    }

    /// Whether both instants fall on one day of the zone.
    pub fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        self.iso_day(a) == self.iso_day(b)
    }

    /// `10:40–11:10`, `by 11:10` without its word, `from` likewise: both ends where there are both. Empty where
    /// there is none.
    pub fn window(&self, window: Window) -> String {
        match (window.from, window.until) {
            (Some(from), Some(until)) => format!("{}–{}", self.time(from), self.time(until)),
            (Some(only), None) => format!("{}–", self.time(only)),
            (None, Some(only)) => format!("–{}", self.time(only)),
            (None, None) => String::new(),
        }
    }

    /// Whether a clock on this device's wall shows another time than the zone's at `at`.
    pub fn differs_from_device(&self, at: Timestamp) -> bool {
        let here = Self { locale: self.locale.clone(), zone: super::device::time_zone() };
        here.time(at) != self.time(at)
    }

    /// `1,284`, by the language's own grouping.
    pub fn number(&self, value: f64, digits: u8) -> String {
        let digits = JsValue::from_f64(f64::from(digits));
        let options = [("maximumFractionDigits", digits.clone()), ("minimumFractionDigits", digits.clone())];
        let key = format!("n {} {:?}", self.locale, digits.as_f64());
        let formatter = self.formatter(&key, "NumberFormat", &options);
        run(&formatter, &JsValue::from_f64(value)).unwrap_or_else(|| value.to_string())
    }

    /// `€24.90`, by the language's own way.
    pub fn money(&self, money: Money) -> String {
        let options = [
            ("style", JsValue::from_str("currency")),
            ("currency", JsValue::from_str(money.currency.as_str())),
            ("currencyDisplay", JsValue::from_str("narrowSymbol")),
        ];
        let key = format!("m {} {}", self.locale, money.currency.as_str());
        let formatter = self.formatter(&key, "NumberFormat", &options);
        let value = money.minor as f64 / 10_f64.powi(money.currency.digits() as i32);
        run(&formatter, &JsValue::from_f64(value)).unwrap_or_else(|| money.to_string())
    }

    /// `2.1 km`, `340 m`.
    pub fn distance(&self, metres: f64) -> String {
        if metres < 950.0 {
            format!("{} m", self.number((metres / 10.0).round() * 10.0, 0))
        } else {
            let km = metres / 1_000.0;
            format!("{} km", self.number(km, if km < 20.0 { 1 } else { 0 }))
        }
    }

    /// `340 kB`, `0.7 MB`.
    pub fn bytes(&self, bytes: u64) -> String {
        let bytes = bytes as f64;
        if bytes < 1_000.0 {
            format!("{} B", self.number(bytes, 0))
        } else if bytes < 600_000.0 {
            format!("{} kB", self.number(bytes / 1_000.0, 0))
        } else {
            format!("{} MB", self.number(bytes / 1_000_000.0, 1))
        }
    }

    fn date_format(&self, options: Options, at: Timestamp) -> String {
        let zone = ("timeZone", JsValue::from_str(&self.zone));
        let options: Vec<_> = options
            .iter()
            .map(|(name, value)| (*name, JsValue::from_str(value)))
            .chain(std::iter::once(zone))
            .collect();
        let names: String = options.iter().map(|(name, _)| &name[..1]).collect();
        let key = format!("d {} {} {names}", self.locale, self.zone);
        let formatter = self.formatter(&key, "DateTimeFormat", &options);
        run(&formatter, &JsValue::from_f64(at.as_millis() as f64)).unwrap_or_else(|| at.to_string())
    }

    /// The formatter of that key; a zone or language the browser does not know falls back to its own.
    fn formatter(&self, key: &str, class: &str, options: &[(&str, JsValue)]) -> JsValue {
        if let Some(made) = MADE.with_borrow(|made| made.get(key).cloned()) {
            return made;
        }
        let intl = get(&global(), "Intl");
        let made = method(&intl, class).and_then(|make| {
            let options = object(options);
            make.call2(&intl, &JsValue::from_str(&self.locale), &options)
                .or_else(|_| make.call2(&intl, &JsValue::UNDEFINED, &JsValue::UNDEFINED))
                .ok()
        });
        let made = made.unwrap_or(JsValue::NULL);
        MADE.with_borrow_mut(|all| all.insert(key.to_owned(), made.clone()));
        made
    }
}

fn run(formatter: &JsValue, value: &JsValue) -> Option<String> {
    method(formatter, "format")?.call1(formatter, value).ok()?.as_string()
}

/// The languages of `candidates` that the browser can format dates in.
pub fn supported(candidates: &[String]) -> Vec<String> {
    let intl = get(&global(), "Intl");
    let class = get(&intl, "DateTimeFormat");
    let list: Array = candidates.iter().map(|candidate| JsValue::from_str(candidate)).collect();
    let found = method(&class, "supportedLocalesOf").and_then(|f| f.call1(&class, &list).ok());
    found
        .and_then(|found| found.dyn_into::<Array>().ok())
        .map(|found| found.iter().filter_map(|value| value.as_string()).collect())
        .unwrap_or_default()
}
