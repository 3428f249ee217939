//! What is drawn as an area.

use super::Layer;
use crate::road::osm::Tags;

/// What an outline with these tags is drawn as; `None` where it is not drawn.
pub(super) fn layer(tags: &Tags) -> Option<Layer> {
    if tags.get("building").is_some_and(|value| value != "no") {
        return Some(Layer::Building);
    }
    let water = matches!(tags.get("natural"), Some("water" | "bay"))
        || matches!(tags.get("waterway"), Some("riverbank" | "dock"))
        || matches!(tags.get("landuse"), Some("reservoir" | "basin"))
        || matches!(tags.get("leisure"), Some("swimming_pool"));
    if water {
        return Some(Layer::Water);
    }
    let green = matches!(
        tags.get("leisure"),
        Some("park" | "garden" | "nature_reserve" | "pitch" | "golf_course" | "playground")
    ) || matches!(
        tags.get("landuse"),
        Some(
            "forest" | "grass" | "meadow" | "recreation_ground" | "village_green" | "cemetery" | "allotments"
        )
    ) || matches!(
        tags.get("natural"),
        Some("wood" | "grassland" | "scrub" | "heath" | "wetland")
    );
    green.then_some(Layer::Green)
}
