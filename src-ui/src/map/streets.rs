//! The street map, fetched once and kept.

use std::{cell::RefCell, rc::Rc};

use serde_json::Value;
use wasm_bindgen::JsValue;
use waybill_domain::Point;

use super::{features, gl::value_of, view::View};
use crate::bridge::{self, CallError, spawn_local};

/// What a piece of the map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Park,
    Water,
    Building,
    Residential,
    Secondary,
    Primary,
}

/// A piece of the map: a ring of an area, or a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) points: Vec<Point>,
    /// South-west and north-east corners.
    pub(super) bounds: (Point, Point),
}

/// The whole map.
#[derive(Debug, Default)]
pub(super) struct Streets {
    /// For MapLibre.
    pub(super) geojson: JsValue,
    /// For small pictures.
    pub(super) pieces: Vec<Piece>,
    /// Where the streets are; `None` for a map with nothing on it.
    pub(super) bounds: Option<(Point, Point)>,
}

thread_local! {
    static KEPT: RefCell<Option<Rc<Streets>>> = const { RefCell::new(None) };
}

/// The map, if it has been fetched before.
pub(super) fn kept() -> Option<Rc<Streets>> {
    KEPT.with_borrow(Clone::clone)
}

/// The map.
pub(super) async fn fetch() -> Result<Rc<Streets>, CallError> {
    if let Some(kept) = kept() {
        return Ok(kept);
    }
    let geojson = bridge::street_map().await?;
    let pieces = pieces(&geojson);
    let streets = Rc::new(Streets { geojson: value_of(&geojson), bounds: town(&pieces), pieces });
    KEPT.set(Some(Rc::clone(&streets)));
    Ok(streets)
}

/// Moves the map to where the streets are, as soon as that is known: there is nothing else to look at.
pub(super) fn look_at_all(view: View) {
    spawn_local(async move {
        if let Some(bounds) = fetch().await.ok().and_then(|streets| streets.bounds) {
            view.fit(bounds, 8.0, 15.0, false);
        }
    });
}

/// Where people live: water and land reach far beyond. A drawing of a large city has no small streets; then all of it.
fn town(pieces: &[Piece]) -> Option<(Point, Point)> {
    let homes = pieces.iter().filter(|piece| piece.kind == Kind::Residential);
    let corners = |piece: &Piece| [piece.bounds.0, piece.bounds.1];
    features::bounds(homes.flat_map(corners)).or_else(|| features::bounds(pieces.iter().flat_map(corners)))
}

/// Everything in a feature collection that can be drawn. What is unknown or broken is left out.
pub(super) fn pieces(geojson: &Value) -> Vec<Piece> {
    let features = geojson["features"].as_array().map_or(&[][..], Vec::as_slice);
    let mut out = Vec::new();
    for feature in features {
        let property = |name: &str| feature["properties"][name].as_str();
        let kind = match (property("layer"), property("class")) {
            (Some("park"), _) => Kind::Park,
            (Some("water"), _) => Kind::Water,
            (Some("building"), _) => Kind::Building,
            (Some("road"), Some("primary")) => Kind::Primary,
            (Some("road"), Some("secondary")) => Kind::Secondary,
            (Some("road"), _) => Kind::Residential,
            _ => continue,
        };
        collect(&feature["geometry"]["coordinates"], kind, &mut out);
    }
    out
}

/// Coordinates nest as deeply as the geometry wants; the innermost list of positions is a piece.
fn collect(coordinates: &Value, kind: Kind, out: &mut Vec<Piece>) {
    let Some(list) = coordinates.as_array() else {
        return;
    };
    let points: Vec<Point> = list.iter().filter_map(point).collect();
    if points.is_empty() {
        for inner in list {
            collect(inner, kind, out);
        }
    } else if let (true, Some(bounds)) = (points.len() > 1, features::bounds(points.iter().copied())) {
        out.push(Piece { kind, points, bounds });
    }
}

fn point(position: &Value) -> Option<Point> {
    let position = position.as_array()?;
    Point::new(position.get(1)?.as_f64()?, position.first()?.as_f64()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn roads_and_rings_are_found_and_the_rest_is_left_out() {
        let geojson = json!({ "type": "FeatureCollection", "features": [
            { "properties": { "layer": "road", "class": "primary", "name": "Old Mill Road" },
              "geometry": { "type": "LineString", "coordinates": [[13.0, 52.0], [13.1, 52.1]] } },
            { "properties": { "layer": "park" },
              "geometry": { "type": "Polygon", "coordinates": [[[1.0, 2.0], [3.0, 2.0], [3.0, 4.0], [1.0, 2.0]]] } },
            { "properties": { "layer": "ferry" }, "geometry": { "coordinates": [[1.0, 2.0], [3.0, 2.0]] } },
            { "properties": { "layer": "road" }, "geometry": { "coordinates": [[200.0, 2.0], "x"] } },
        ]});
        let pieces = pieces(&geojson);
        assert_eq!(pieces.iter().map(|piece| piece.kind).collect::<Vec<_>>(), [Kind::Primary, Kind::Park]);
        assert_eq!(pieces[1].bounds, (Point { lat: 2.0, lon: 1.0 }, Point { lat: 4.0, lon: 3.0 }));
    }
    #[test]
    fn a_map_is_where_people_live_or_else_where_anything_is() {
        let piece = |kind, at: f64| {
            let points = vec![Point { lat: at, lon: at }, Point { lat: at + 1.0, lon: at + 1.0 }];
            Piece { kind, bounds: (points[0], points[1]), points }
        };
        let (home, lake) = (piece(Kind::Residential, 10.0), piece(Kind::Water, 50.0));
        assert_eq!(town(&[home.clone(), lake.clone()]), Some(home.bounds));
        assert_eq!(town(std::slice::from_ref(&lake)), Some(lake.bounds));
        assert_eq!(town(&[]), None);
    }
}
