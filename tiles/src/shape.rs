//! What a map is made of.

use std::ops::RangeInclusive;

use waybill_domain::Point;

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it is: `water`, `park`, `building`, `road` or `place`.
    pub layer: &'static str,
    /// Which kind of road or place; empty for the others.
    pub class: &'static str,
    /// Its name; empty where it has none.
    pub name: String,
    /// At which zooms it can be seen. Beyond the closest tiles the closest hold.
    pub zooms: RangeInclusive<u8>,
    /// Where it is.
    pub geometry: Geometry,
}

/// Where a shape is.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// One place.
    Point(Point),
    /// A line of at least two points.
    Line(Vec<Point>),
    /// Polygons: the outline first, then the holes. Rings are closed: the last point is the first.
    Polygons(Vec<Vec<Vec<Point>>>),
}
