//! Shapes, as people draw them and programs send them.

use serde::{Deserialize, Serialize};

use super::ring::BadRing;
use crate::geo::Point;

/// A circle or a polygon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Shape {
    /// Everything within a distance of a place, by great circle.
    Circle {
        /// The middle.
        center: Point,
        /// Metres, from 1 to 500,000.
        radius_m: f64,
    },
    /// Everything inside an outline, less the holes.
    Polygon {
        /// The corners of the outline, either way round; the first may be repeated at the end.
        outer: Vec<Point>,
        /// The corners of each hole.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        holes: Vec<Vec<Point>>,
    },
}

/// Why a shape cannot be used. [`BadShape::field`] names the field, the text the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadShape {
    /// A circle's middle is no place.
    #[error("must be on the earth: lat from -90 to 90, lon from -180 to 180")]
    Center,
    /// A circle's radius is none.
    #[error("must be from 1 to 500000 metres")]
    Radius,
    /// The outline is no ring.
    #[error("{0}")]
    Outer(BadRing),
    /// A hole is no ring.
    #[error("{1}")]
    Hole(usize, BadRing),
    /// A hole touches the outline or lies outside it.
    #[error("must lie inside the outline without touching it")]
    HoleOutside(usize),
    /// Two holes touch, or one lies in the other.
    #[error("must not touch or contain the hole {1}")]
    HolesTouch(usize, usize),
    /// There are too many holes.
    #[error("must have at most 50 holes")]
    TooManyHoles,
}

impl BadShape {
    /// The field's path below the shape, such as `outer[3]`.
    pub fn field(&self) -> String {
        let corner = |ring: &BadRing| ring.corner().map(|i| format!("[{i}]")).unwrap_or_default();
        match self {
            Self::Center => "center".to_owned(),
            Self::Radius => "radius_m".to_owned(),
            Self::Outer(ring) => format!("outer{}", corner(ring)),
            Self::Hole(i, ring) => format!("holes[{i}]{}", corner(ring)),
            Self::HoleOutside(i) | Self::HolesTouch(i, _) => format!("holes[{i}]"),
            Self::TooManyHoles => "holes".to_owned(),
        }
    }
}
