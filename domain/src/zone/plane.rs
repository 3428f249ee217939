//! Exact geometry on whole numbers.

use crate::geo::Point;

/// Units in a degree.
pub(super) const DEGREE: i64 = 10_000_000;
/// Once round the earth.
pub(super) const ROUND: i64 = 360 * DEGREE;

/// A place in units of 1e-7 degrees. `x` (longitude) may lie beyond ±180°, so that neighbours are neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) x: i64,
    pub(super) y: i64,
}

impl Spot {
    pub(super) fn of(point: Point) -> Self {
        let units = |degrees: f64| (degrees * DEGREE as f64).round() as i64;
        Self { x: units(point.lon), y: units(point.lat) }
    }

    pub(super) fn moved(self, x: i64) -> Self {
        Self { x: self.x + x, y: self.y }
    }
}

/// Positive where `a`, `b`, `c` turn left, negative where they turn right, 0 on one line.
pub(super) fn turn(a: Spot, b: Spot, c: Spot) -> i128 {
    let (abx, aby) = (i128::from(b.x - a.x), i128::from(b.y - a.y));
    let (acx, acy) = (i128::from(c.x - a.x), i128::from(c.y - a.y));
    abx * acy - aby * acx
}

/// Whether `p` lies on the line from `a` to `b`, ends included.
pub(super) fn is_on(a: Spot, b: Spot, p: Spot) -> bool {
    p.x >= a.x.min(b.x)
        && p.x <= a.x.max(b.x)
        && p.y >= a.y.min(b.y)
        && p.y <= a.y.max(b.y)
        && turn(a, b, p) == 0
}

/// Whether the lines from `a` to `b` and from `c` to `d` have a place in common, ends included.
pub(super) fn meet(a: Spot, b: Spot, c: Spot, d: Spot) -> bool {
    let apart = a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y);
    if apart {
        return false;
    }
    let split = |p: i128, q: i128| (p > 0 && q < 0) || (p < 0 && q > 0);
    if split(turn(a, b, c), turn(a, b, d)) && split(turn(c, d, a), turn(c, d, b)) {
        return true;
    }
    is_on(a, b, c) || is_on(a, b, d) || is_on(c, d, a) || is_on(c, d, b)
}

/// Whether the lines from `b` to `a` and from `b` to `c` lie on each other.
pub(super) fn folds_back(a: Spot, b: Spot, c: Spot) -> bool {
    let same_way =
        i128::from(a.x - b.x) * i128::from(c.x - b.x) + i128::from(a.y - b.y) * i128::from(c.y - b.y);
    turn(a, b, c) == 0 && same_way > 0
}
