//! A shape made ready to be asked.

use super::{
    area,
    bounds::Bounds,
    check,
    plane::{DEGREE, ROUND, Spot},
    ring::{Ring, Side},
    shape::{BadShape, Shape},
};
use crate::geo::Point;

/// Mean earth radius in metres (IUGG).
pub(super) const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// A shape that was found to be one, made ready to be asked.
#[derive(Clone, Debug)]
pub struct Outline {
    kind: Kind,
    bounds: Bounds,
    area_m2: f64,
}

#[derive(Clone, Debug)]
enum Kind {
    Circle { center: Point, radius_m: f64 },
    Polygon { outer: Ring, holes: Vec<Ring> },
}

impl Outline {
    /// Looks `shape` through; the first thing that is wrong with it.
    pub fn new(shape: &Shape) -> Result<Self, BadShape> {
        match shape {
            Shape::Circle { center, radius_m } => Self::circle(*center, *radius_m),
            Shape::Polygon { outer, holes } => {
                let (outer, holes) = check::polygon(outer, holes)?;
                let lats = outer
                    .corners()
                    .iter()
                    .fold((i64::MAX, i64::MIN), |(min, max), spot| (min.min(spot.y), max.max(spot.y)));
                let bounds = Bounds::of_units(lats, outer.width());
                let inner: f64 = holes.iter().map(area::of_ring).sum();
                let area_m2 = area::of_ring(&outer) - inner;
                Ok(Self { kind: Kind::Polygon { outer, holes }, bounds, area_m2 })
            }
        }
    }

    fn circle(center: Point, radius_m: f64) -> Result<Self, BadShape> {
        Point::new(center.lat, center.lon).map_err(|_| BadShape::Center)?;
        if !(1.0..=500_000.0).contains(&radius_m) {
            return Err(BadShape::Radius);
        }
        let angle = radius_m / EARTH_RADIUS_M;
        let bounds = Bounds::of_circle(center, angle);
        Ok(Self { kind: Kind::Circle { center, radius_m }, bounds, area_m2: area::of_cap(angle) })
    }

    /// The box around it.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Its area in square metres, on a sphere.
    pub fn area_m2(&self) -> f64 {
        self.area_m2
    }

    /// Whether `point` is in it, the border included.
    pub fn contains(&self, point: Point) -> bool {
        match &self.kind {
            Kind::Circle { center, radius_m } => center.distance_m(point) <= *radius_m,
            Kind::Polygon { outer, holes } => {
                self.bounds.contains(point)
                    && same_turn(outer, point).any(|spot| {
                        outer.side(spot) != Side::Outside
                            && holes.iter().all(|hole| hole.side(spot) != Side::Inside)
                    })
            }
        }
    }

    /// Metres from `point` to the nearest place of the border; negative outside. True near by, where it matters: a
    /// polygon's sides are measured on the plane that touches the earth at `point`.
    pub fn depth_m(&self, point: Point) -> f64 {
        match &self.kind {
            Kind::Circle { center, radius_m } => radius_m - center.distance_m(point),
            Kind::Polygon { outer, holes } => {
                let to_border = std::iter::once(outer)
                    .chain(holes)
                    .flat_map(Ring::sides)
                    .map(|(a, b)| distance_m(point, a, b))
                    .fold(f64::INFINITY, f64::min);
                if self.contains(point) { to_border } else { -to_border }
            }
        }
    }
}

/// `point` in each turn round the earth that `outer` reaches.
fn same_turn(outer: &Ring, point: Point) -> impl Iterator<Item = Spot> {
    let (min, max) = outer.width();
    let spot = Spot::of(point);
    (-2..=2).map(move |turns| spot.moved(turns * ROUND)).filter(move |spot| (min..=max).contains(&spot.x))
}

/// Metres from `point` to the side from `a` to `b`.
fn distance_m(point: Point, a: Spot, b: Spot) -> f64 {
    let scale = EARTH_RADIUS_M.to_radians() / DEGREE as f64;
    let origin = Spot::of(point);
    let cos = point.lat.to_radians().cos();
    // The side's end nearest in longitude decides in which turn round the earth it is measured.
    let turn = ((a.x - origin.x) as f64 / ROUND as f64).round() as i64 * ROUND;
    let plane =
        |spot: Spot| ((spot.x - turn - origin.x) as f64 * scale * cos, (spot.y - origin.y) as f64 * scale);
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + along * dx).hypot(ay + along * dy)
}
