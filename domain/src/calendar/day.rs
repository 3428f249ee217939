//! Days of the calendar, wherever they are.

use std::{fmt, str::FromStr};

use jiff::{
    Span,
    civil::{self, Date},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A day of the calendar; on the wire `2026-11-21`. From 1970 to 2999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// The text is no day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a day such as 2026-11-21, from 1970 to 2999")]
pub struct NotADay;

/// A day of the week; weeks begin on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All of them, from Monday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl Day {
    /// The day of that year, month (1 to 12) and day of the month.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, NotADay> {
        Date::new(year, month, day).map_err(|_| NotADay).and_then(Self::from_date)
    }

    fn from_date(date: Date) -> Result<Self, NotADay> {
        if (1970..=2999).contains(&date.year()) { Ok(Self(date)) } else { Err(NotADay) }
    }

    /// The day of `date`, or the nearest one that there is.
    pub(super) fn nearest(date: Date) -> Self {
        Self(date.clamp(civil::date(1970, 1, 1), civil::date(2999, 12, 31)))
    }

    /// The same as the time library has it.
    pub(super) fn date(self) -> Date {
        self.0
    }

    /// Which day of the week it is.
    pub fn weekday(self) -> Weekday {
        let from_monday = self.0.weekday().to_monday_zero_offset();
        Weekday::ALL[usize::from(from_monday.unsigned_abs())]
    }

    /// This day moved by `days` (negative: earlier); it stays within the years that there are.
    pub fn plus(self, days: i32) -> Self {
        Self::nearest(self.0.saturating_add(Span::new().days(days)))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        // The library reads longer forms too, such as a date with a time.
        let date = if text.len() == 10 { text.parse::<Date>().ok() } else { None };
        date.ok_or(NotADay).and_then(Self::from_date)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, SchemaFormat, Type, schema::KnownFormat};

    impl utoipa::PartialSchema for super::Day {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
                .into()
        }
    }

    impl utoipa::ToSchema for super::Day {}
}
