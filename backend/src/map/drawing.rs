//! What the interface draws of an extract: one GeoJSON file, small enough for a phone.
//!
//! The properties are those of `calls::GetMap`. Coordinates have five decimals, about a metre, and lines and outlines lose
//! what cannot be seen. Where it would still be too large, the least important layers are left out, and that is said.

mod simplify;
mod writer;

use waybill_domain::Point;
use waybill_routing::features::{Area, Features, Layer, Place, PlaceKind, Road, RoadClass};

use super::Bounds;
use writer::Writer;

/// Bytes of a drawing: about a quarter of that travels, and a phone still draws it smoothly.
pub const MOST_BYTES: usize = 16 << 20;
/// Buildings in one feature: thousands of features of their own would double the size.
const BUILDINGS: usize = 250;

/// A drawing, and what is not in it.
#[derive(Debug)]
pub struct Drawing {
    /// The feature collection.
    pub geojson: String,
    /// In words, for the operator.
    pub left_out: Vec<String>,
}

/// One layer, written already: the most important come first, and stay.
struct Written {
    what: &'static str,
    count: usize,
    features: Vec<String>,
    /// Its place from the bottom of the picture.
    depth: u8,
}

/// Draws `features`, in at most so many bytes.
pub fn draw(features: &Features, bounds: Option<Bounds>, most_bytes: usize) -> Drawing {
    let mut layers = vec![
        Written { what: "land", count: 1, features: bounds.map(land).into_iter().collect(), depth: 0 },
        roads(features, RoadClass::Primary, "main roads", 6),
        roads(features, RoadClass::Secondary, "secondary roads", 5),
        areas(features, Layer::Water, 5_000.0..f64::INFINITY, "waters", 2),
        areas(features, Layer::Green, 20_000.0..f64::INFINITY, "parks and woods", 1),
        places(features),
        roads(features, RoadClass::Residential, "streets", 4),
        areas(features, Layer::Water, 150.0..5_000.0, "small waters", 2),
        areas(features, Layer::Green, 400.0..20_000.0, "small green areas", 1),
        buildings(features),
    ];
    let mut left_out = Vec::new();
    let mut room = most_bytes;
    layers.retain(|layer| {
        let bytes = layer.features.iter().map(|feature| feature.len() + 2).sum::<usize>();
        let fits = bytes <= room;
        if fits {
            room -= bytes;
        } else {
            left_out.push(format!("{} {}", layer.count, layer.what));
        }
        fits
    });
    let paths = features.roads.iter().filter(|road| road.class == RoadClass::Path).count();
    if paths > 0 {
        left_out.push(format!("{paths} paths and service ways"));
    }
    layers.sort_by_key(|layer| layer.depth);
    let features: Vec<String> = layers.into_iter().flat_map(|layer| layer.features).collect();
    let geojson = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"));
    Drawing { geojson, left_out }
}

/// The ground of everything, a little larger than what is on it.
fn land(bounds: Bounds) -> String {
    let Bounds { south_west: a, north_east: b } = bounds;
    let (down, right) = ((b.lat - a.lat) * 0.1, (b.lon - a.lon) * 0.1);
    let (south, north, west, east) = (a.lat - down, b.lat + down, a.lon - right, b.lon + right);
    let ring = [(south, west), (south, east), (north, east), (north, west), (south, west)];
    let ring: Vec<Point> = ring.map(|(lat, lon)| Point { lat, lon }).to_vec();
    Writer::new("land", "", None).polygons(&[vec![ring]])
}

fn roads(features: &Features, class: RoadClass, what: &'static str, depth: u8) -> Written {
    let word = match class {
        RoadClass::Primary => "primary",
        RoadClass::Secondary => "secondary",
        RoadClass::Residential | RoadClass::Path => "residential",
    };
    let roads = features.roads.iter().filter(|road| road.class == class);
    let write =
        |road: &Road| Writer::new("road", &road.name, Some(word)).line(&simplify::line(&road.line, 2.0));
    let features: Vec<String> = roads.map(write).collect();
    Written { what, count: features.len(), features, depth }
}

fn areas(
    features: &Features,
    layer: Layer,
    size: std::ops::Range<f64>,
    what: &'static str,
    depth: u8,
) -> Written {
    let word = if layer == Layer::Water { "water" } else { "park" };
    let drawn = features.areas.iter().filter(|area| area.layer == layer);
    let drawn = drawn.filter(|area| size.contains(&simplify::square_metres(area)));
    // Only larger areas have room for a name.
    let named = size.end.is_infinite();
    let write = |area: &Area| {
        let polygons = simplify::polygons(&area.polygons, 3.0);
        let name = if named { area.name.as_str() } else { "" };
        (!polygons.is_empty()).then(|| Writer::new(word, name, None).polygons(&polygons))
    };
    let features: Vec<String> = drawn.filter_map(write).collect();
    Written { what, count: features.len(), features, depth }
}

fn buildings(features: &Features) -> Written {
    let all: Vec<_> = features.areas.iter().filter(|area| area.layer == Layer::Building).collect();
    let chunks = all.chunks(BUILDINGS).map(|chunk| {
        let outlines: Vec<_> =
            chunk.iter().flat_map(|area| simplify::polygons(&area.polygons, 1.0)).collect();
        Writer::new("building", "", None).polygons(&outlines)
    });
    Written { what: "buildings", count: all.len(), features: chunks.collect(), depth: 3 }
}

fn places(features: &Features) -> Written {
    let named = features.places.iter().filter(|place| place.kind.is_locality());
    let write = |place: &Place| {
        let word = match place.kind {
            PlaceKind::City => "city",
            PlaceKind::Town => "town",
            PlaceKind::Suburb => "suburb",
            PlaceKind::Village => "village",
            PlaceKind::Hamlet | PlaceKind::Venue => "hamlet",
        };
        Writer::new("place", &place.name, Some(word)).point(place.point)
    };
    let features: Vec<String> = named.map(write).collect();
    Written { what: "place names", count: features.len(), features, depth: 7 }
}
