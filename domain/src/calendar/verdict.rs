//! What stands against an order by hours, cut-offs, zones and attempts.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Promise, ServiceCalendar, Strictness};
use crate::{problem::FieldError, time::Timestamp};

/// One of a delivery's two stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StopName {
    /// Where goods are collected.
    Pickup,
    /// Where they are handed over.
    Dropoff,
}

/// Something that stands against an order. The text is for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Notice {
    /// The stop's window lies outside the hours of service.
    #[error("must overlap the hours of service{}", opens.map(|at| format!("; they begin again at {at}")).unwrap_or_default())]
    Closed {
        /// Which stop.
        stop: StopName,
        /// When service begins again after the window's begin.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        opens: Option<Timestamp>,
    },
    /// The cut-off is over, and the window ends before the next service.
    #[error("must not end before {}: orders that come now go on {}", promise.window.from, promise.day)]
    AfterCutOff {
        /// When it goes at the earliest.
        promise: Promise,
    },
    /// The stop is in no service zone.
    #[error("must be in a service zone")]
    OutsideZones {
        /// Which stop.
        stop: StopName,
    },
    /// The stop is in a zone that is not served now.
    #[error("must not be in the zone {zone}, which is closed")]
    ZoneClosed {
        /// Which stop.
        stop: StopName,
        /// Which zone, by its name.
        zone: String,
    },
    /// It was tried as often as the organization wants.
    #[error("must be at most {attempts_max}: so often a delivery is tried")]
    AttemptsUsedUp {
        /// How often.
        attempts_max: u32,
    },
    /// Something that a newer server knows and this program does not.
    #[error("has something against it that this version does not know")]
    #[serde(other)]
    Other,
}

impl fmt::Display for StopName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pickup => "pickup",
            Self::Dropoff => "dropoff",
        })
    }
}

impl Notice {
    /// The field of the order that it is about.
    pub fn field(&self) -> String {
        match self {
            Self::Closed { stop, .. } => format!("{stop}.window"),
            Self::AfterCutOff { .. } => "dropoff.window.until".to_owned(),
            Self::OutsideZones { stop } | Self::ZoneClosed { stop, .. } => format!("{stop}.point"),
            Self::AttemptsUsedUp { .. } => "attempt".to_owned(),
            Self::Other => String::new(),
        }
    }

    /// What becomes of the order by it.
    pub fn strictness(&self, calendar: &ServiceCalendar) -> Strictness {
        match self {
            Self::Closed { .. } | Self::AfterCutOff { .. } => calendar.when_closed,
            Self::OutsideZones { .. } | Self::ZoneClosed { .. } => calendar.outside_zones,
            // A number that is set is meant.
            Self::AttemptsUsedUp { .. } => Strictness::Refuse,
            Self::Other => Strictness::Warn,
        }
    }

    /// The same as an error of a field.
    pub fn error(&self) -> FieldError {
        FieldError::new(self.field(), self.to_string())
    }
}
