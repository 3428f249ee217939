//! Where a zone is, as it is drawn or typed.

use serde::{Deserialize, Serialize};
use waybill_domain::{Point, zone::Shape};

use super::{
    reader::Reader,
    typed::{read_decimal, write_decimal},
};
use crate::state::board::{read_point, write_point};

/// A circle, or corners.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AreaSheet {
    /// A circle; otherwise corners.
    pub round: bool,
    /// `52.5200, 13.4050`: a circle's middle.
    pub center: String,
    /// Metres.
    pub radius: String,
    /// A corner a line, in their order.
    pub corners: String,
}

/// What a sheet shows, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// A circle's middle and its radius in metres.
    pub circle: Option<(Point, f64)>,
    /// The corners that are there so far.
    pub corners: Vec<Point>,
}

/// Metres of a circle of which nobody has said how large it is.
const RADIUS_M: f64 = 1_000.0;

impl AreaSheet {
    /// Filled in from a shape; one without corners is one that is not there yet.
    pub(super) fn of(shape: &Shape) -> Self {
        match shape {
            Shape::Circle { center, radius_m } => Self {
                round: true,
                center: write_point(*center),
                radius: write_decimal(*radius_m),
                ..Self::default()
            },
            Shape::Polygon { outer, .. } => {
                Self { radius: write_decimal(RADIUS_M), corners: write_corners(outer), ..Self::default() }
            }
        }
    }

    /// The shape, as the field `shape`. What is shown is rounded, and holes are not shown: both stay where nothing about
    /// the area was changed, and holes wherever there are corners still.
    pub(super) fn read(&self, before: &Shape, reader: &mut Reader) -> Shape {
        if *self == Self::of(before) {
            return before.clone();
        }
        if self.round {
            let center = read_point(&self.center).unwrap_or_else(|rule| {
                reader.wrong("shape.center", &rule);
                Point { lat: 0.0, lon: 0.0 }
            });
            return Shape::Circle { center, radius_m: reader.scaled("shape.radius_m", &self.radius, 1.0) };
        }
        let holes = match before {
            Shape::Polygon { holes, .. } => holes.clone(),
            Shape::Circle { .. } => Vec::new(),
        };
        let outer = read_corners(&self.corners).unwrap_or_else(|| {
            reader.wrong("shape.outer", NO_CORNER);
            Vec::new()
        });
        Shape::Polygon { outer, holes }
    }

    /// What a map can show of it.
    pub fn drawn(&self) -> Drawn {
        if !self.round {
            let corners = self.corners.lines().filter_map(|line| read_point(line).ok()).collect();
            return Drawn { circle: None, corners };
        }
        let radius_m = read_decimal(&self.radius).filter(|metres| *metres > 0.0);
        let circle = read_point(&self.center).ok().map(|center| (center, radius_m.unwrap_or(0.0)));
        Drawn { circle, corners: Vec::new() }
    }

    /// Other corners, as they were drawn.
    pub fn set_corners(&mut self, corners: &[Point]) {
        self.corners = write_corners(corners);
    }

    /// Another middle, as it was pinned.
    pub fn set_center(&mut self, center: Point) {
        self.center = write_point(center);
    }
}

fn write_corners(corners: &[Point]) -> String {
    corners.iter().map(|corner| write_point(*corner)).collect::<Vec<_>>().join("\n")
}

/// Why a line is no corner.
const NO_CORNER: &str = "must have a corner in each line, such as 52.5200, 13.4050";

fn read_corners(text: &str) -> Option<Vec<Point>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| read_point(line).ok()).collect()
}
