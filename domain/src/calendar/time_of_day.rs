//! What a clock on the wall shows.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A time of day to the minute, from 00:00 to 24:00 (the end of the day); on the wire `08:30`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

/// The text is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a time from 00:00 to 24:00, such as 08:30")]
pub struct NotATime;

impl TimeOfDay {
    /// 00:00, when a day begins.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00, when a day ends.
    pub const END: Self = Self(Self::MINUTES);
    /// Minutes of a day on a clock that is not changed.
    pub(super) const MINUTES: u16 = 24 * 60;

    /// `hour` from 0 to 24, `minute` from 0 to 59.
    pub fn new(hour: u8, minute: u8) -> Result<Self, NotATime> {
        let minutes = u16::from(hour) * 60 + u16::from(minute);
        if minute < 60 && minutes <= Self::MINUTES { Ok(Self(minutes)) } else { Err(NotATime) }
    }

    /// `minutes` after 00:00; past the end of the day it is the end.
    pub(super) fn of_minutes(minutes: u16) -> Self {
        Self(minutes.min(Self::MINUTES))
    }

    /// Minutes since 00:00, up to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// Minutes from this time to the next moment at which the clock shows `other`: from 0 to 1,439.
    pub(super) fn until(self, other: Self) -> u16 {
        (other.0 + Self::MINUTES - self.0) % Self::MINUTES
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let (hour, minute) = text.split_once(':').ok_or(NotATime)?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hour) || !digits(minute) {
            return Err(NotATime);
        }
        Self::new(hour.parse().map_err(|_| NotATime)?, minute.parse().map_err(|_| NotATime)?)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};

    impl utoipa::PartialSchema for super::TimeOfDay {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"))
                .into()
        }
    }

    impl utoipa::ToSchema for super::TimeOfDay {}
}
