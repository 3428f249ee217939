//! Leaves out what cannot be seen.

use waybill_domain::Point;
use waybill_routing::features::Area;

const DEGREE: f64 = 111_195.08;

/// Metres to the east and to the north.
fn flat(origin: Point, point: Point) -> (f64, f64) {
    ((point.lon - origin.lon) * DEGREE * origin.lat.to_radians().cos(), (point.lat - origin.lat) * DEGREE)
}

/// The line with no point farther than `metres` from where it was. Both ends stay.
pub(super) fn line(points: &[Point], metres: f64) -> Vec<Point> {
    let origin = points.first().copied().unwrap_or(Point { lat: 0.0, lon: 0.0 });
    let plane: Vec<_> = points.iter().map(|point| flat(origin, *point)).collect();
    waybill_tiles::simplify(&plane, metres).into_iter().map(|at| points[at]).collect()
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
