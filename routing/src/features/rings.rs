//! Outlines that are cut into several ways, put together.

use waybill_domain::Point;

/// Puts ways (as node numbers) together to closed rings; what does not close is left out.
pub(super) fn join(mut ways: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let mut rings = Vec::new();
    while let Some(mut ring) = ways.pop() {
        loop {
            if ring.len() > 3 && ring.first() == ring.last() {
                rings.push(ring);
                break;
            }
            let end = ring.last().copied();
            let next = ways.iter().position(|way| way.first().copied() == end || way.last().copied() == end);
            let Some(next) = next else { break };
            let mut way = ways.swap_remove(next);
            if way.first().copied() != end {
                way.reverse();
            }
            ring.extend(way.into_iter().skip(1));
        }
    }
    rings
}

/// Outlines with the holes that lie in them.
pub(super) fn polygons(outer: Vec<Vec<Point>>, inner: Vec<Vec<Point>>) -> Vec<Vec<Vec<Point>>> {
    let mut polygons: Vec<Vec<Vec<Point>>> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in inner {
        let Some(&first) = hole.first() else { continue };
        if let Some(polygon) = polygons.iter_mut().find(|polygon| contains(&polygon[0], first)) {
            polygon.push(hole);
        }
    }
    polygons
}

/// Whether a place is inside a ring: counts crossings of a line to the east.
fn contains(ring: &[Point], place: Point) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        if (a.lat > place.lat) != (b.lat > place.lat)
            && place.lon < a.lon + (place.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon)
        {
            inside = !inside;
        }
    }
    inside
}

/// The middle of a ring or a line: that of its corners' box, which lies in most buildings.
pub(super) fn middle(points: &[Point]) -> Option<Point> {
    let first = points.first()?;
    let mut corners = (*first, *first);
    for point in points {
        corners.0.lat = corners.0.lat.min(point.lat);
        corners.0.lon = corners.0.lon.min(point.lon);
        corners.1.lat = corners.1.lat.max(point.lat);
        corners.1.lon = corners.1.lon.max(point.lon);
    }
    Some(Point {
        lat: f64::midpoint(corners.0.lat, corners.1.lat),
        lon: f64::midpoint(corners.0.lon, corners.1.lon),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_in_any_order_and_direction_become_a_ring() {
        let rings = join(vec![vec![1, 2, 3], vec![5, 4, 3], vec![5, 6, 1], vec![20, 21]]);
        assert_eq!(rings.len(), 1);
        assert_eq!(rings[0].len(), 7);
        assert_eq!(rings[0].first(), rings[0].last());
    }

    #[test]
    fn a_hole_belongs_to_the_outline_around_it() {
        let square = |at: f64, size: f64| {
            [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
                .map(|(lat, lon)| Point { lat: lat * size + at, lon: lon * size + at })
                .to_vec()
        };
        let polygons = polygons(vec![square(0.0, 1.0), square(10.0, 5.0)], vec![square(11.0, 1.0)]);
        assert_eq!(polygons.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
    }
}
