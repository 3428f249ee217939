//! What is drawn above the streets, as GeoJSON.

use std::{collections::BTreeSet, rc::Rc};

use serde_json::{Value, json};
use waybill_domain::{DeliveryId, Point, Timestamp};

use crate::state::{
    board::{Row, Tone},
    way::Stretch,
};

/// GeoJSON's order: longitude first.
pub(super) fn position(point: Point) -> Value {
    json!([point.lon, point.lat])
}

/// A feature collection.
pub(super) fn collection(features: Vec<Value>) -> Value {
    json!({ "type": "FeatureCollection", "features": features })
}

/// A sign inside the dot, so that colour is not alone.
pub(super) fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Waiting => "?",
        Tone::Offered => "…",
        Tone::Given => "•",
        Tone::Moving => "→",
        Tone::There => "↓",
        Tone::Good => "✓",
        Tone::Bad => "!",
        Tone::Gone => "×",
    }
}

/// What stands on top where dots overlap: larger is higher.
fn order(tone: Tone) -> u8 {
    match tone {
        Tone::Gone => 0,
        Tone::Good => 1,
        Tone::Given => 2,
        Tone::Moving => 3,
        Tone::There => 4,
        Tone::Offered => 5,
        Tone::Waiting => 6,
        Tone::Bad => 7,
    }
}

/// How the dots are to look.
pub(super) struct Look<'a> {
    /// As of when lateness is judged.
    pub(super) now: Timestamp,
    /// Whose details are open.
    pub(super) open: Option<DeliveryId>,
    /// Picked for an action on several.
    pub(super) picked: &'a BTreeSet<DeliveryId>,
    /// Completed and cancelled ones too.
    pub(super) done: bool,
}

/// The drop-offs of `rows` as dots.
pub(super) fn dots<'a>(rows: impl IntoIterator<Item = &'a Rc<Row>>, look: &Look<'_>) -> Value {
    let dot = |row: &Rc<Row>| {
        let delivery = &row.delivery;
        let done = delivery.state.is_final();
        let open = look.open == Some(delivery.id);
        if done && !look.done && !open {
            return None;
        }
        let tone = Tone::of(delivery);
        let late = !done && delivery.is_late(look.now);
        Some(json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": position(delivery.dropoff.point) },
            "properties": {
                "id": delivery.id.to_string(),
                "tone": tone.as_str(),
                "sign": sign(tone),
                "order": order(tone) + if open { 20 } else { 0 },
                "done": done,
                "late": late,
                "open": open,
                "picked": look.picked.contains(&delivery.id),
            },
        }))
    };
    collection(rows.into_iter().filter_map(dot).collect())
}

/// A way, stretch by stretch; nothing where there are fewer than two points.
pub(super) fn way(stretches: &[Stretch]) -> Value {
    let feature = |stretch: &Stretch| {
        let coordinates: Vec<Value> = stretch.line.iter().copied().map(position).collect();
        json!({
            "type": "Feature",
            "geometry": { "type": "LineString", "coordinates": coordinates },
            "properties": { "guessed": stretch.guessed },
        })
    };
    collection(stretches.iter().filter(|stretch| stretch.line.len() > 1).map(feature).collect())
}

/// South-west and north-east corners around `points`.
pub(super) fn bounds(points: impl IntoIterator<Item = Point>) -> Option<(Point, Point)> {
    points.into_iter().fold(None, |bounds, point| {
        let (low, high) = bounds.unwrap_or((point, point));
        Some((
            Point { lat: low.lat.min(point.lat), lon: low.lon.min(point.lon) },
            Point { lat: high.lat.max(point.lat), lon: high.lon.max(point.lon) },
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn bounds_hold_every_point() {
        let bounds = bounds([point(1.0, 5.0), point(-2.0, 7.0), point(0.5, 6.0)]);
        assert_eq!(bounds, Some((point(-2.0, 5.0), point(1.0, 7.0))));
        assert_eq!(super::bounds([]), None);
    }

    #[test]
    fn a_way_needs_two_points() {
        let nowhere = Stretch::straight([point(1.0, 2.0)]);
        let road = Stretch { line: vec![point(1.0, 2.0), point(3.0, 4.0)], guessed: false };
        let way = way(&[nowhere, road]);
        assert_eq!(way["features"].as_array().map(Vec::len), Some(1));
        assert_eq!(way["features"][0]["geometry"]["coordinates"], json!([[2.0, 1.0], [4.0, 3.0]]));
        assert_eq!(way["features"][0]["properties"]["guessed"], false);
    }

    #[test]
    fn no_two_tones_share_a_sign() {
        let signs: BTreeSet<_> = Tone::ALL.into_iter().map(sign).collect();
        assert_eq!(signs.len(), Tone::ALL.len());
    }
}
