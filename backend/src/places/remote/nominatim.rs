//! Nominatim: <https://nominatim.org/release-docs/latest/api/Search/>, format `jsonv2`.

use serde::Deserialize;
use waybill_domain::{
    Point,
    calls::{FoundPlace, PlaceKind},
};

use super::query;

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Many(Vec<Item>),
    /// What `reverse` says where there is nothing.
    Nothing {
        #[serde(rename = "error")]
        _error: String,
    },
    One(Box<Item>),
}

#[derive(Deserialize)]
struct Item {
    lat: String,
    lon: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    addresstype: String,
    #[serde(default)]
    address: Parts,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Parts {
    house_number: String,
    road: String,
    pedestrian: String,
    postcode: String,
    city: String,
    town: String,
    village: String,
    municipality: String,
}

pub(super) fn search_url(base: &str, typed: &str, near: Option<Point>, limit: usize) -> String {
    let mut pairs = vec![
        ("q", typed.to_owned()),
        ("format", "jsonv2".to_owned()),
        ("addressdetails", "1".to_owned()),
        ("limit", limit.to_string()),
    ];
    if let Some(near) = near {
        // A box that is preferred, not required: half a degree each way.
        let (lat, lon) = (near.lat, near.lon);
        let viewbox = format!("{:.2},{:.2},{:.2},{:.2}", lon - 0.5, lat + 0.5, lon + 0.5, lat - 0.5);
        pairs.push(("viewbox", viewbox));
    }
    format!("{base}/search{}", query(&pairs))
}

pub(super) fn reverse_url(base: &str, point: Point) -> String {
    let pairs = [
        ("lat", format!("{:.5}", point.lat)),
        ("lon", format!("{:.5}", point.lon)),
        ("format", "jsonv2".to_owned()),
        ("addressdetails", "1".to_owned()),
    ];
    format!("{base}/reverse{}", query(&pairs))
}

pub(super) fn read(body: &[u8]) -> Result<Vec<FoundPlace>, serde_json::Error> {
    let items = match serde_json::from_slice(body)? {
        Answer::Many(items) => items,
        Answer::Nothing { .. } => Vec::new(),
        Answer::One(item) => vec![*item],
    };
    Ok(items.into_iter().filter_map(place).collect())
}

fn place(item: Item) -> Option<FoundPlace> {
    let point = Point::new(item.lat.parse().ok()?, item.lon.parse().ok()?).ok()?;
    let Parts { house_number, road, pedestrian, postcode, city, town, village, municipality } = item.address;
    let first = |texts: Vec<String>| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let street = first(vec![road, pedestrian]);
    let name = item.name.filter(|name| *name != street && *name != house_number).unwrap_or_default();
    let kind = match item.addresstype.as_str() {
        _ if !house_number.is_empty() => PlaceKind::House,
        "road" => PlaceKind::Street,
        "city" | "town" | "village" | "municipality" | "suburb" | "quarter" | "neighbourhood" | "hamlet" => {
            PlaceKind::Locality
        }
        _ => PlaceKind::Venue,
    };
    let city = first(vec![city, town, village, municipality]);
    let city = if city == name { String::new() } else { city };
    let place = FoundPlace {
        kind,
        name,
        street,
        number: house_number,
        postcode,
        city,
        point,
        ..FoundPlace::default()
    };
    let place = place.labelled();
    Some(if place.label.is_empty() { FoundPlace { label: item.display_name, ..place } } else { place })
}
