//! Places along a line on the ground.

use crate::geo::Point;

/// Metres in a degree of latitude.
const DEGREE: f64 = 111_195.08;

/// The nearest place of a line to another place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// How far away it is, in metres.
    pub off: f64,
    /// How far along the line it is, in metres.
    pub along: f64,
    /// From it to the other place: metres to the east and to the north.
    pub aside: (f64, f64),
}

/// Metres to the east and to the north of `origin`.
fn flat(origin: Point, point: Point) -> (f64, f64) {
    ((point.lon - origin.lon) * DEGREE * origin.lat.to_radians().cos(), (point.lat - origin.lat) * DEGREE)
}

/// The nearest place of `line` to `place`; `None` where the line has no points.
pub fn nearest(line: &[Point], place: Point) -> Option<Nearest> {
    let first = flat(place, *line.first()?);
    let mut best = Nearest { off: first.0.hypot(first.1), along: 0.0, aside: (-first.0, -first.1) };
    let mut along = 0.0;
    for pair in line.windows(2) {
        let ((ax, ay), (bx, by)) = (flat(place, pair[0]), flat(place, pair[1]));
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx.hypot(dy);
        let share =
            if length > 0.0 { (-(ax * dx + ay * dy) / (length * length)).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (ax + share * dx, ay + share * dy);
        if x.hypot(y) < best.off {
            best = Nearest { off: x.hypot(y), along: along + share * length, aside: (-x, -y) };
        }
        along += length;
    }
    Some(best)
}

/// What is left of `line` after `along` metres, from there on; at least its last point. Empty where the line has no points.
pub fn rest(line: &[Point], along: f64) -> Vec<Point> {
    let Some(here) = at(line, along, (0.0, 0.0)) else { return Vec::new() };
    let mut passed = 0.0;
    let gone = line.windows(2).take_while(|pair| {
        let (x, y) = flat(pair[0], pair[1]);
        passed += x.hypot(y);
        passed <= along
    });
    let gone = gone.count() + 1;
    std::iter::once(here).chain(line.get(gone..).unwrap_or_default().iter().copied()).collect()
}

/// The place that is `along` metres along the line, moved aside by metres to the east and to the north.
pub fn at(line: &[Point], along: f64, aside: (f64, f64)) -> Option<Point> {
    let mut left = along.max(0.0);
    let mut place = *line.last()?;
    for pair in line.windows(2) {
        let (x, y) = flat(pair[0], pair[1]);
        let length = x.hypot(y);
        if length >= left && length > 0.0 {
            place = towards(pair[0], pair[1], left / length);
            break;
        }
        left -= length;
    }
    let east = DEGREE * place.lat.to_radians().cos();
    Some(Point { lat: place.lat + aside.1 / DEGREE, lon: place.lon + aside.0 / east.max(1.0) })
}

/// The place at this share of the way from one to another.
pub fn towards(from: Point, to: Point, share: f64) -> Point {
    Point { lat: from.lat + (to.lat - from.lat) * share, lon: from.lon + (to.lon - from.lon) * share }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_beside_a_line_is_found_again_from_how_far_along_and_aside_it_is() {
        let line = [(60.0, 25.0), (60.0, 25.01), (60.01, 25.01)].map(|(lat, lon)| Point { lat, lon });
        let place = Point { lat: 60.004, lon: 25.0103 };
        let found = nearest(&line, place).expect("a line");
        assert!((found.off - 16.7).abs() < 0.3, "{found:?}");
        let again = at(&line, found.along, found.aside).expect("a line");
        assert!(again.distance_m(place) < 0.5, "{again:?}");
    }

    #[test]
    fn what_is_left_begins_where_one_is_and_ends_where_the_line_does() {
        let line = [(60.0, 25.0), (60.0, 25.01), (60.01, 25.01)].map(|(lat, lon)| Point { lat, lon });
        let length = |line: &[Point]| line.windows(2).map(|pair| pair[0].distance_m(pair[1])).sum::<f64>();
        assert_eq!(rest(&line, 0.0), line);
        let left = rest(&line, 700.0);
        assert_eq!((left.len(), left[1]), (2, line[2]));
        assert!((length(&line) - length(&left) - 700.0).abs() < 1.0, "{left:?}");
        assert_eq!(rest(&line, 1e6), [line[2]]);
        assert!(rest(&[], 5.0).is_empty());
    }
}
