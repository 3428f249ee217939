//! The shapes of a GeoJSON map, as the server needs them to draw a small picture.

use serde::{Deserialize, de::IgnoredAny};

/// What a shape is, in the order in which shapes are painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Built-up land.
    Land,
    /// Water.
    Water,
    /// Parks and woods.
    Park,
    /// Houses.
    Building,
    /// A small street.
    Residential,
    /// A street that leads somewhere.
    Secondary,
    /// A main road.
    Primary,
}

impl Layer {
    /// All layers, bottom first.
    pub const ALL: [Self; 7] = [
        Self::Land,
        Self::Water,
        Self::Park,
        Self::Building,
        Self::Residential,
        Self::Secondary,
        Self::Primary,
    ];

    /// Whether its shapes are lines.
    pub fn is_road(self) -> bool {
        self >= Self::Residential
    }

    fn of(layer: &str, class: &str) -> Option<Self> {
        match (layer, class) {
            ("land", _) => Some(Self::Land),
            ("water", _) => Some(Self::Water),
            ("park", _) => Some(Self::Park),
            ("building", _) => Some(Self::Building),
            ("road", "primary") => Some(Self::Primary),
            ("road", "secondary") => Some(Self::Secondary),
            ("road", _) => Some(Self::Residential),
            _ => None,
        }
    }
}

/// A line or an outline, in degrees: longitude, latitude.
#[derive(Clone, Debug)]
pub struct Shape {
    /// What it is.
    pub layer: Layer,
    /// The street's or the park's name; empty where it has none.
    pub name: String,
    /// A line, or the rings of an area.
    pub lines: Vec<Vec<[f64; 2]>>,
}

#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    properties: Option<Properties>,
    geometry: Option<Geometry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Properties {
    layer: String,
    class: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    LineString(Vec<Position>),
    MultiLineString(Vec<Vec<Position>>),
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
    // Named, since what is not known must have no coordinates to be skipped.
    Point(IgnoredAny),
    MultiPoint(IgnoredAny),
    #[serde(other)]
    Other,
}

/// Longitude, latitude and perhaps a height.
type Position = Vec<f64>;

/// Reads a feature collection. What is not a shape of a known layer is left out.
pub fn read(geojson: &[u8]) -> Result<Vec<Shape>, serde_json::Error> {
    let collection: Collection = serde_json::from_slice(geojson)?;
    Ok(collection.features.into_iter().filter_map(shape).collect())
}

fn shape(feature: Feature) -> Option<Shape> {
    let properties = feature.properties.unwrap_or_default();
    let layer = Layer::of(&properties.layer, properties.class.as_deref().unwrap_or_default())?;
    let lines = match feature.geometry? {
        Geometry::LineString(line) => vec![line],
        Geometry::MultiLineString(lines) | Geometry::Polygon(lines) => lines,
        Geometry::MultiPolygon(polygons) => polygons.into_iter().flatten().collect(),
        Geometry::Point(_) | Geometry::MultiPoint(_) | Geometry::Other => return None,
    };
    let place = |position: Position| Some([*position.first()?, *position.get(1)?]);
    let lines = lines.into_iter().map(|line| line.into_iter().filter_map(place).collect());
    Some(Shape { layer, name: properties.name.unwrap_or_default(), lines: lines.collect() })
}
