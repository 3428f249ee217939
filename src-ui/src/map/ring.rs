//! The ring that is drawn around an area, in what a map can show.

use std::borrow::Cow;

use serde_json::{Value, json};
use waybill_domain::{Point, zone::Shape};

use super::{features, sketch::METRES_PER_DEGREE};
use crate::state::organization::Drawn;

/// Corners of what stands for a circle.
const ROUND: u32 = 72;

/// Where a new corner goes that was set at `touch`: into the side that runs by within `reach`, or behind the last. All
/// in CSS pixels.
pub(super) fn place_of(ring: &[(f64, f64)], touch: (f64, f64), reach: f64) -> usize {
    if ring.len() < 3 {
        return ring.len();
    }
    let side = |i: usize| (distance(touch, ring[i], ring[(i + 1) % ring.len()]), i + 1);
    let nearest = (0..ring.len()).map(side).min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.filter(|(far, _)| *far <= reach).map_or(ring.len(), |(_, place)| place)
}

fn distance(from: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (along, off) = ((b.0 - a.0, b.1 - a.1), (from.0 - a.0, from.1 - a.1));
    let length = along.0.hypot(along.1);
    let share = if length > 0.0 { (along.0 * off.0 + along.1 * off.1) / length.powi(2) } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    (off.0 - share * along.0).hypot(off.1 - share * along.1)
}

/// What is drawn, as the outline that the map fills.
fn ring_of(drawn: &Drawn) -> Vec<Point> {
    drawn.circle.map_or_else(|| drawn.corners.clone(), |(center, radius_m)| circle(center, radius_m))
}

fn circle(center: Point, radius_m: f64) -> Vec<Point> {
    let lat = radius_m / METRES_PER_DEGREE;
    let lon = lat / center.lat.to_radians().cos().max(0.01);
    let at = |i: u32| {
        let (sin, cos) = (f64::from(i) / f64::from(ROUND) * std::f64::consts::TAU).sin_cos();
        Point { lat: center.lat + lat * cos, lon: center.lon + lon * sin }
    };
    (0..ROUND).map(at).collect()
}

/// The outline of a shape, without its holes.
fn outline(shape: &Shape) -> Cow<'_, [Point]> {
    match shape {
        Shape::Circle { center, radius_m } => Cow::Owned(circle(*center, *radius_m)),
        Shape::Polygon { outer, .. } => Cow::Borrowed(outer),
    }
}

/// The areas of others and the one that is drawn, as GeoJSON.
pub(super) fn areas(drawn: &Drawn, others: &[Shape]) -> Value {
    let other = |shape: &Shape| match shape {
        Shape::Polygon { holes, .. } => feature(&outline(shape), holes, false),
        Shape::Circle { .. } => feature(&outline(shape), &[], false),
    };
    let mut all: Vec<Value> = others.iter().map(other).collect();
    all.push(feature(&ring_of(drawn), &[], true));
    json!({ "type": "FeatureCollection", "features": all })
}

fn feature(outer: &[Point], holes: &[Vec<Point>], own: bool) -> Value {
    let ring = |points: &[Point]| -> Vec<[f64; 2]> {
        points.iter().chain(points.first()).map(|point| [point.lon, point.lat]).collect()
    };
    let geometry = if outer.len() < 3 {
        json!({ "type": "LineString", "coordinates": ring(outer) })
    } else {
        let rings: Vec<_> = std::iter::once(outer).chain(holes.iter().map(Vec::as_slice)).map(ring).collect();
        json!({ "type": "Polygon", "coordinates": rings })
    };
    json!({ "type": "Feature", "geometry": geometry, "properties": { "own": own } })
}

/// The box around what is drawn, or else around the areas of others.
pub(super) fn bounds(drawn: &Drawn, others: &[Shape]) -> Option<(Point, Point)> {
    let own = features::bounds(ring_of(drawn));
    own.or_else(|| features::bounds(others.iter().flat_map(|shape| outline(shape).into_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_goes_into_the_side_it_is_set_on_and_else_behind_the_last() {
        let square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
        for (touch, place) in
            [((50.0, 3.0), 1), ((98.0, 60.0), 2), ((2.0, 40.0), 4), ((50.0, 50.0), 4), ((300.0, 300.0), 4)]
        {
            assert_eq!(place_of(&square, touch, 8.0), place, "{touch:?}");
        }
        assert_eq!(place_of(&square[..2], (50.0, 1.0), 8.0), 2, "a side alone is no ring");
    }

    #[test]
    fn a_circle_is_as_wide_as_it_says() {
        let center = Point { lat: 53.55, lon: 10.0 };
        let drawn = Drawn { circle: Some((center, 2_000.0)), corners: Vec::new() };
        for corner in ring_of(&drawn) {
            let off = center.distance_m(corner);
            assert!((off - 2_000.0).abs() < 10.0, "{off}");
        }
        let (low, high) = bounds(&drawn, &[]).expect("it is somewhere");
        assert!(low.lat < 53.55 && high.lon > 10.0);
    }

    #[test]
    fn nothing_drawn_looks_at_the_areas_of_others() {
        let shape = Shape::Circle { center: Point { lat: 1.0, lon: 2.0 }, radius_m: 100.0 };
        assert!(bounds(&Drawn::default(), &[]).is_none());
        assert!(bounds(&Drawn::default(), std::slice::from_ref(&shape)).is_some());
        let all = areas(&Drawn::default(), &[shape]);
        assert_eq!(all["features"][0]["geometry"]["type"], "Polygon");
        assert_eq!(all["features"][1]["geometry"]["coordinates"], json!([]));
    }
}
