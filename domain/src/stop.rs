//! Stops: a place with a window, instructions and its own requirements.

use serde::{Deserialize, Serialize};

use crate::{geo::Point, requirements::Requirements, time::Window};

/// Where something is picked up or dropped off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stop {
    /// Street and house number, as a person writes it.
    pub address: String,
    /// Flat, floor, door: the second line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Where it is.
    pub point: Point,
    /// Who is there.
    #[serde(default)]
    pub contact: Contact,
    /// When it may be served.
    #[serde(default)]
    pub window: Window,
    /// What the driver should know.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Which proof is demanded here.
    #[serde(default)]
    pub requirements: Requirements,
}

/// A person or a shop at a stop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    /// The name on the bell.
    #[serde(default)]
    pub name: String,
    /// In any form that can be dialled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
}
