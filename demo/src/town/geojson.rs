//! The town as GeoJSON, in the order in which it is to be drawn.

use serde_json::{Value, json};

use super::{
    Class, Town, curve,
    ground::COUNTRY,
    plane::{Xy, xy},
};

/// Buildings that share one feature: thousands of features of their own would double the size.
const BUILDINGS_PER_FEATURE: usize = 250;

/// One feature collection; see `calls::GetMap` for the properties.
pub(crate) fn collection(town: &Town) -> Value {
    let ring = |line: &[Xy]| {
        let mut points = line_of(town, &curve::simplify(line, 1.2));
        if points.first() != points.last() {
            points.extend(points.first().cloned());
        }
        Value::Array(points)
    };
    let area = |layer: &str, name: &str, outline: &[Xy]| {
        feature(layer, name, None, json!({ "type": "Polygon", "coordinates": [ring(outline)] }))
    };
    let ground = &town.ground;
    let edge = [xy(-COUNTRY, -COUNTRY), xy(COUNTRY, -COUNTRY), xy(COUNTRY, COUNTRY), xy(-COUNTRY, COUNTRY)];
    let mut features = vec![area("land", "", &edge)];
    features.extend(ground.parks.iter().map(|park| area("park", park.name, &park.ring)));
    features.extend(ground.waters().iter().map(|(name, outline)| area("water", name, outline)));
    for group in town.buildings.chunks(BUILDINGS_PER_FEATURE) {
        let polygons: Vec<Value> = group.iter().map(|outline| json!([ring(outline)])).collect();
        features.push(feature(
            "building",
            "",
            None,
            json!({ "type": "MultiPolygon", "coordinates": polygons }),
        ));
    }
    for class in [Class::Residential, Class::Secondary, Class::Primary] {
        for street in town.roads.iter().filter(|street| street.class == class) {
            let line = line_of(town, &curve::simplify(&street.line, 0.6));
            let geometry = json!({ "type": "LineString", "coordinates": line });
            features.push(feature("road", &street.name, Some(class), geometry));
        }
    }
    json!({ "type": "FeatureCollection", "features": features })
}

fn line_of(town: &Town, line: &[Xy]) -> Vec<Value> {
    line.iter().map(|&place| town.plane.point(place)).map(|point| json!([point.lon, point.lat])).collect()
}

fn feature(layer: &str, name: &str, class: Option<Class>, geometry: Value) -> Value {
    let mut properties = json!({ "layer": layer });
    if !name.is_empty() {
        properties["name"] = json!(name);
    }
    if let Some(class) = class {
        properties["class"] = json!(class.as_str());
    }
    json!({ "type": "Feature", "properties": properties, "geometry": geometry })
}
