//! Names, and what they are of.

use super::{PlaceKind, RoadClass};
use crate::road::osm::Tags;

/// Names that are not worth a search of their own.
const NOT_NAMES: [&str; 6] =
    ["name:etymology", "name:source", "name:pronunciation", "name:prefix", "name:left", "name:right"];

/// Its name, and what else it is called.
pub(super) fn names(tags: &Tags) -> Option<(String, Vec<String>)> {
    let name = tags.get("name").map(str::trim).filter(|name| !name.is_empty())?;
    let mut others: Vec<String> = Vec::new();
    for (key, value) in &tags.0 {
        let other = matches!(*key, "alt_name" | "official_name" | "short_name" | "loc_name" | "old_name")
            || (key.starts_with("name:") && !NOT_NAMES.iter().any(|not| key.starts_with(not)));
        if !other {
            continue;
        }
        for part in value.split(';').map(str::trim).filter(|part| !part.is_empty() && *part != name) {
            if !others.iter().any(|known| known == part) {
                others.push(part.to_owned());
            }
        }
    }
    Some((name.to_owned(), others))
}

/// How a road is drawn; `None` for what is no road.
pub(super) fn road(tags: &Tags) -> Option<RoadClass> {
    if tags.is("area", "yes") {
        return None;
    }
    let highway = tags.get("highway")?;
    Some(match highway.strip_suffix("_link").unwrap_or(highway) {
        "motorway" | "trunk" | "primary" => RoadClass::Primary,
        "secondary" | "tertiary" => RoadClass::Secondary,
        "unclassified" | "residential" | "living_street" | "pedestrian" | "road" => RoadClass::Residential,
        "service" | "track" | "path" | "footway" | "cycleway" | "bridleway" | "steps" => RoadClass::Path,
        _ => return None,
    })
}

/// What kind of named place these tags are; `None` where they are none.
pub(super) fn place(tags: &Tags) -> Option<PlaceKind> {
    if let Some(place) = tags.get("place") {
        return match place {
            "city" => Some(PlaceKind::City),
            "town" | "municipality" => Some(PlaceKind::Town),
            "suburb" | "borough" | "quarter" => Some(PlaceKind::Suburb),
            "village" => Some(PlaceKind::Village),
            "hamlet" | "neighbourhood" | "isolated_dwelling" | "farm" | "locality" | "square" | "island"
            | "islet" => Some(PlaceKind::Hamlet),
            _ => None,
        };
    }
    const KEYS: [&str; 9] =
        ["amenity", "shop", "office", "tourism", "leisure", "railway", "craft", "healthcare", "historic"];
    let venue = KEYS.iter().any(|key| tags.get(key).is_some_and(|value| value != "no"));
    // A named building is often what people are told to deliver to.
    (venue || tags.get("building").is_some()).then_some(PlaceKind::Venue)
}
