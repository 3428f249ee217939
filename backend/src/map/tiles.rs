//! What of an extract is in its vector tiles, and from which zoom on.

use std::{ops::RangeInclusive, path::Path};

use waybill_domain::Point;
use waybill_routing::features::{Area, Features, Layer, Place, PlaceKind, Road, RoadClass};
use waybill_tiles::{Geometry, MAX_ZOOM, MIN_ZOOM, Shape};

use super::{Bounds, MapError};

/// Writes the archive of all that is drawn of `features`; `tell` hears of each zoom that is done. Answers its bytes.
///
/// # Errors
/// Where the disk says no.
pub(super) fn write(path: &Path, features: &Features, mut tell: impl FnMut(u8)) -> Result<u64, MapError> {
    let shapes = shapes(features);
    let none = Bounds { south_west: Point { lat: 0.0, lon: 0.0 }, north_east: Point { lat: 0.0, lon: 0.0 } };
    let Bounds { south_west, north_east } = Bounds::of(shapes.iter().flat_map(points)).unwrap_or(none);
    let written = waybill_tiles::write(path, &shapes, (south_west, north_east), |zoom, _| tell(zoom));
    Ok(written?)
}

fn shapes(features: &Features) -> Vec<Shape> {
    let areas = features.areas.iter().map(area);
    let roads = features.roads.iter().map(road);
    let places = features.places.iter().filter(|place| place.kind.is_locality()).map(place);
    areas.chain(roads).chain(places).collect()
}

/// Up to the closest zoom there is, and beyond.
fn from(zoom: u8) -> RangeInclusive<u8> {
    zoom..=MAX_ZOOM
}

fn area(area: &Area) -> Shape {
    let (layer, zoom) = match area.layer {
        Layer::Water => ("water", MIN_ZOOM),
        Layer::Green => ("park", 8),
        // They are shown from 14.5 on.
        Layer::Building => ("building", MAX_ZOOM),
    };
    // A house's name says nothing to a driver that its number does not.
    let name = if area.layer == Layer::Building { String::new() } else { area.name.clone() };
    let geometry = Geometry::Polygons(area.polygons.clone());
    Shape { layer, class: "", name, zooms: from(zoom), geometry }
}

fn road(road: &Road) -> Shape {
    let (class, zoom) = match road.class {
        RoadClass::Primary => ("primary", MIN_ZOOM),
        RoadClass::Secondary => ("secondary", 8),
        RoadClass::Residential => ("residential", 11),
        RoadClass::Path => ("path", MAX_ZOOM),
    };
    let geometry = Geometry::Line(road.line.clone());
    Shape { layer: "road", class, name: road.name.clone(), zooms: from(zoom), geometry }
}

fn place(place: &Place) -> Shape {
    let (class, zoom) = match place.kind {
        PlaceKind::City => ("city", MIN_ZOOM),
        PlaceKind::Town => ("town", 8),
        PlaceKind::Suburb => ("suburb", 10),
        PlaceKind::Village => ("village", 10),
        PlaceKind::Hamlet | PlaceKind::Venue => ("hamlet", 12),
    };
    let geometry = Geometry::Point(place.point);
    Shape { layer: "place", class, name: place.name.clone(), zooms: from(zoom), geometry }
}

fn points(shape: &Shape) -> Box<dyn Iterator<Item = Point> + '_> {
    match &shape.geometry {
        Geometry::Point(point) => Box::new(std::iter::once(*point)),
        Geometry::Line(line) => Box::new(line.iter().copied()),
        Geometry::Polygons(polygons) => Box::new(polygons.iter().flatten().flatten().copied()),
    }
}
