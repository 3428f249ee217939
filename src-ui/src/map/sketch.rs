//! A small still picture of a piece of the map, as SVG paths: cheap, sharp, in any theme, without WebGL.

use waybill_domain::Point;

use super::streets::{Kind, Piece};

/// Which part of the earth a picture shows, and how large the picture is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    width: f64,
    height: f64,
    /// Top left corner.
    origin: Point,
    /// Pixels a degree of longitude; latitude is stretched by `tall`.
    scale: f64,
    tall: f64,
}

/// Never closer than this many metres across, so that a short way is not a picture of one crossing.
const NARROWEST_M: f64 = 500.0;
pub(super) const METRES_PER_DEGREE: f64 = 111_195.0;

impl Frame {
    /// Around `points` (at least one), with `margin` pixels free on each side.
    pub(super) fn around(points: &[Point], width: f64, height: f64, margin: f64) -> Option<Self> {
        let (low, high) = super::features::bounds(points.iter().copied())?;
        let centre = Point { lat: f64::midpoint(low.lat, high.lat), lon: f64::midpoint(low.lon, high.lon) };
        let flat = centre.lat.to_radians().cos().max(0.01);
        let tall = 1.0 / flat;
        let narrowest = NARROWEST_M / METRES_PER_DEGREE * tall;
        let across = (high.lon - low.lon).max(narrowest);
        let down = ((high.lat - low.lat) * tall).max(narrowest * height / width);
        let scale = ((width - 2.0 * margin) / across).min((height - 2.0 * margin) / down);
        let origin =
            Point { lat: centre.lat + height / 2.0 / scale / tall, lon: centre.lon - width / 2.0 / scale };
        Some(Self { width, height, origin, scale, tall })
    }

    /// Where `point` is in the picture: from the left, from the top.
    pub(super) fn place(&self, point: Point) -> (f64, f64) {
        ((point.lon - self.origin.lon) * self.scale, (self.origin.lat - point.lat) * self.scale * self.tall)
    }

    /// How wide something of `metres` is in the picture.
    pub(super) fn pixels(&self, metres: f64) -> f64 {
        metres / METRES_PER_DEGREE * self.tall * self.scale
    }

    fn shows(&self, bounds: (Point, Point)) -> bool {
        let (left, bottom) = self.place(bounds.0);
        let (right, top) = self.place(bounds.1);
        right >= -20.0 && left <= self.width + 20.0 && bottom >= -20.0 && top <= self.height + 20.0
    }

    /// One path for all pieces of that kind in the frame; empty where there is none.
    pub(super) fn path(&self, pieces: &[Piece], kind: Kind) -> String {
        use std::fmt::Write as _;
        let mut path = String::new();
        for piece in pieces.iter().filter(|piece| piece.kind == kind && self.shows(piece.bounds)) {
            for (i, point) in piece.points.iter().enumerate() {
                let (x, y) = self.place(*point);
                // Writing to a string cannot fail.
                let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
            }
            if matches!(kind, Kind::Park | Kind::Water | Kind::Building) {
                path.push('Z');
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_of_a_way_are_inside_the_margin() {
        let points = [Point { lat: 52.51, lon: 13.38 }, Point { lat: 52.53, lon: 13.44 }];
        let frame = Frame::around(&points, 360.0, 120.0, 24.0);
        for point in points {
            let (x, y) = frame.map_or((-1.0, -1.0), |frame| frame.place(point));
            assert!((23.9..=336.1).contains(&x) && (23.9..=96.1).contains(&y), "{x} {y}");
        }
    }

    #[test]
    fn one_point_is_in_the_middle_of_its_surroundings() {
        let point = Point { lat: 52.51, lon: 13.38 };
        let frame = Frame::around(&[point], 300.0, 100.0, 10.0);
        let place = frame.map(|frame| frame.place(point));
        assert_eq!(place.map(|(x, y)| (x.round(), y.round())), Some((150.0, 50.0)));
        assert!(frame.is_some_and(|frame| frame.pixels(NARROWEST_M) <= 300.0));
    }

    #[test]
    fn pieces_outside_are_not_drawn() {
        let frame = Frame::around(&[Point { lat: 0.0, lon: 0.0 }], 100.0, 100.0, 0.0);
        let piece = |lon: f64| {
            let points = vec![Point { lat: 0.0, lon }, Point { lat: 0.001, lon }];
            Piece { kind: Kind::Primary, bounds: (points[0], points[1]), points }
        };
        let path = |lon| frame.map(|frame| frame.path(&[piece(lon)], Kind::Primary)).unwrap_or_default();
        assert!(path(0.0).starts_with('M') && path(1.0).is_empty());
    }
}
