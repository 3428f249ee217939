//! Leaves out what cannot be seen (Douglas and Peucker, "Algorithms for the reduction of the number of points", 1973).

use waybill_domain::Point;
use waybill_routing::features::Area;

const DEGREE: f64 = 111_195.08;

/// Metres to the east and to the north.
fn flat(origin: Point, point: Point) -> (f64, f64) {
    ((point.lon - origin.lon) * DEGREE * origin.lat.to_radians().cos(), (point.lat - origin.lat) * DEGREE)
}

/// The line with no point farther than `metres` from where it was. Both ends stay.
pub(super) fn line(points: &[Point], metres: f64) -> Vec<Point> {
    let mut keep = vec![false; points.len()];
    if let (Some(first), true) = (keep.first_mut(), points.len() > 1) {
        *first = true;
    }
    if let Some(last) = keep.last_mut() {
        *last = true;
    }
    let mut open = vec![(0, points.len().saturating_sub(1))];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to).map(|at| (off(points[from], points[to], points[at]), at));
        if let Some((far, at)) = farthest.max_by(|a, b| a.0.total_cmp(&b.0))
            && far > metres
        {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    points.iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| *point).collect()
}

/// How far a place is from a segment.
fn off(from: Point, to: Point, place: Point) -> f64 {
    let ((bx, by), (x, y)) = (flat(from, to), flat(from, place));
    let length = bx * bx + by * by;
    let share = if length > 0.0 { ((x * bx + y * by) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * bx).hypot(y - share * by)
}

/// Polygons whose rings lose what cannot be seen; rings that would be nothing are left out.
pub(super) fn polygons(polygons: &[Vec<Vec<Point>>], metres: f64) -> Vec<Vec<Vec<Point>>> {
    let ring = |ring: &Vec<Point>| Some(line(ring, metres)).filter(|ring| ring.len() > 3);
    let polygon = |rings: &Vec<Vec<Point>>| {
        let outline = ring(rings.first()?)?;
        Some(std::iter::once(outline).chain(rings.iter().skip(1).filter_map(ring)).collect())
    };
    polygons.iter().filter_map(polygon).collect()
}

/// What an area's outlines enclose.
pub(super) fn square_metres(area: &Area) -> f64 {
    let outlines = area.polygons.iter().filter_map(|polygon| polygon.first());
    let twice = |ring: &Vec<Point>| {
        let origin = ring[0];
        let pairs = ring.windows(2).map(|pair| (flat(origin, pair[0]), flat(origin, pair[1])));
        pairs.map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum::<f64>().abs()
    };
    outlines.filter(|ring| !ring.is_empty()).map(twice).sum::<f64>() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_straight_needs_two_points_and_a_bend_stays() {
        let points =
            |all: &[(f64, f64)]| all.iter().map(|&(lat, lon)| Point { lat, lon }).collect::<Vec<_>>();
        let straight = points(&[(0.0, 0.0), (0.0, 0.001), (0.000_001, 0.002), (0.0, 0.003)]);
        assert_eq!(line(&straight, 2.0).len(), 2);
        let bent = points(&[(0.0, 0.0), (0.0, 0.001), (0.001, 0.001)]);
        assert_eq!(line(&bent, 2.0), bent);
        assert_eq!(line(&bent[..1], 2.0).len(), 1);
        assert!(line(&[], 2.0).is_empty());
    }
}
