//! Which points lie inside a line drawn around them.

use waybill_domain::Point;

/// Whether `point` lies inside the closed line through `ring` (even-odd rule). For areas of a city, away from the
/// poles and the date line.
pub(super) fn contains(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    let Some(mut before) = ring.last().copied() else {
        return false;
    };
    for corner in ring.iter().copied() {
        if (corner.lat > point.lat) != (before.lat > point.lat) {
            let share = (point.lat - corner.lat) / (before.lat - corner.lat);
            if point.lon < corner.lon + share * (before.lon - corner.lon) {
                inside = !inside;
            }
        }
        before = corner;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(pairs: &[(f64, f64)]) -> Vec<Point> {
        pairs.iter().map(|&(lat, lon)| Point { lat, lon }).collect()
    }

    #[test]
    fn a_bay_of_the_line_is_outside() {
        // A letter U, open to the north.
        let ring = points(&[
            (0.0, 0.0),
            (3.0, 0.0),
            (3.0, 1.0),
            (1.0, 1.0),
            (1.0, 2.0),
            (3.0, 2.0),
            (3.0, 3.0),
            (0.0, 3.0),
        ]);
        let inside = |lat, lon| contains(&ring, Point { lat, lon });
        assert!(inside(2.0, 0.5) && inside(2.0, 2.5) && inside(0.5, 1.5));
        assert!(!inside(2.0, 1.5) && !inside(4.0, 0.5) && !inside(-1.0, 1.5));
    }

    #[test]
    fn less_than_a_triangle_holds_nothing() {
        assert!(!contains(&[], Point { lat: 0.0, lon: 0.0 }));
        assert!(!contains(&points(&[(0.0, 0.0), (2.0, 2.0)]), Point { lat: 1.0, lon: 1.0 }));
    }
}
