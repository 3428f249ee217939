//! Which shapes can be used.

use super::{
    ring::{Ring, Side},
    shape::BadShape,
};
use crate::geo::Point;

/// Holes of one polygon: at most this many.
const HOLES_MAX: usize = 50;

/// The outline and the holes, all in the same turn round the earth.
pub(super) fn polygon(outer: &[Point], holes: &[Vec<Point>]) -> Result<(Ring, Vec<Ring>), BadShape> {
    let outer = Ring::new(outer).map_err(BadShape::Outer)?;
    if holes.len() > HOLES_MAX {
        return Err(BadShape::TooManyHoles);
    }
    let mut rings: Vec<Ring> = Vec::with_capacity(holes.len());
    for (i, corners) in holes.iter().enumerate() {
        let ring = Ring::new(corners).map_err(|ring| BadShape::Hole(i, ring))?;
        let ring = beside(ring, &outer);
        let inside = outer.side(ring.corners()[0]) == Side::Inside;
        if !inside || outer.touches(&ring) {
            return Err(BadShape::HoleOutside(i));
        }
        let clash = rings.iter().position(|other| {
            other.touches(&ring)
                || other.side(ring.corners()[0]) == Side::Inside
                || ring.side(other.corners()[0]) == Side::Inside
        });
        if let Some(j) = clash {
            return Err(BadShape::HolesTouch(i, j));
        }
        rings.push(ring);
    }
    Ok((outer, rings))
}

/// `ring` in the turn round the earth in which `outer` is.
fn beside(ring: Ring, outer: &Ring) -> Ring {
    use super::plane::ROUND;
    let ((min, max), (from, until)) = (ring.width(), outer.width());
    let turns = [-2, -1, 1, 2].map(|turns| turns * ROUND);
    let fits = |x: &i64| min + x >= from && max + x <= until;
    let by = if fits(&0) { 0 } else { turns.into_iter().find(fits).unwrap_or(0) };
    ring.moved(by)
}
