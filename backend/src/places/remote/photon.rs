//! Photon: <https://github.com/komoot/photon/blob/master/docs/api-v1.md>.

use serde::Deserialize;
use waybill_domain::{
    Point,
    calls::{FoundPlace, PlaceKind},
};

use super::query;

#[derive(Deserialize)]
struct Answer {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: Vec<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Properties {
    name: String,
    street: String,
    housenumber: String,
    postcode: String,
    city: String,
    #[serde(rename = "type")]
    kind: String,
}

pub(super) fn search_url(base: &str, typed: &str, near: Option<Point>, limit: usize) -> String {
    let mut pairs = vec![("q", typed.to_owned()), ("limit", limit.to_string())];
    if let Some(near) = near {
        pairs.extend([("lat", format!("{:.2}", near.lat)), ("lon", format!("{:.2}", near.lon))]);
    }
    format!("{base}/api{}", query(&pairs))
}

pub(super) fn reverse_url(base: &str, point: Point) -> String {
    let pairs = [("lat", format!("{:.5}", point.lat)), ("lon", format!("{:.5}", point.lon))];
    format!("{base}/reverse{}", query(&pairs))
}

pub(super) fn read(body: &[u8]) -> Result<Vec<FoundPlace>, serde_json::Error> {
    let answer: Answer = serde_json::from_slice(body)?;
    Ok(answer.features.into_iter().filter_map(place).collect())
}

fn place(feature: Feature) -> Option<FoundPlace> {
    let &[lon, lat, ..] = &feature.geometry.coordinates[..] else { return None };
    let point = Point::new(lat, lon).ok()?;
    let Properties { name, street, housenumber, postcode, city, kind } = feature.properties;
    let kind = match kind.as_str() {
        "house" if !housenumber.is_empty() => PlaceKind::House,
        "street" => PlaceKind::Street,
        "city" | "district" | "locality" | "county" | "state" | "country" => PlaceKind::Locality,
        _ => PlaceKind::Venue,
    };
    // The name of a street stands in `name`.
    let (name, street) =
        if kind == PlaceKind::Street && street.is_empty() { (street, name) } else { (name, street) };
    let city = if city == name { String::new() } else { city };
    let place = FoundPlace {
        kind,
        name,
        street,
        number: housenumber,
        postcode,
        city,
        point,
        ..FoundPlace::default()
    };
    Some(place.labelled())
}
