//! What kind of street a way is.

use super::{ferry::Crossing, tags::Tags};

/// What kind of street a way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// From motorway (0) over trunk, primary, secondary, tertiary and unclassified to residential (6).
    Road(u8),
    Living,
    Service,
    Track,
    Cycleway,
    Footway,
    Pedestrian,
    Path,
    Steps,
    Ferry,
}

/// A way that can be travelled, with what all profiles want to know.
pub(super) struct Street<'a> {
    pub(super) tags: &'a Tags<'a>,
    pub(super) class: Class,
    /// A ramp, or a slip road.
    pub(super) link: bool,
    pub(super) roundabout: bool,
}

impl<'a> Street<'a> {
    /// The street that these tags describe, if any.
    pub(super) fn of(tags: &'a Tags<'a>) -> Option<Self> {
        // Squares are crossed along their edges only where they are mapped as ways too.
        if tags.is("area", "yes") || tags.is("impassable", "yes") {
            return None;
        }
        let highway = tags.get("highway");
        let (name, link) = highway.map_or(("", false), |value| match value.strip_suffix("_link") {
            Some(name) => (name, true),
            None => (value, false),
        });
        let class = match name {
            "motorway" => Class::Road(0),
            "trunk" => Class::Road(1),
            "primary" => Class::Road(2),
            "secondary" => Class::Road(3),
            "tertiary" => Class::Road(4),
            "unclassified" | "road" => Class::Road(5),
            "residential" => Class::Road(6),
            "living_street" => Class::Living,
            "service" => Class::Service,
            "track" => Class::Track,
            "cycleway" => Class::Cycleway,
            "footway" | "platform" => Class::Footway,
            "pedestrian" => Class::Pedestrian,
            "path" | "bridleway" => Class::Path,
            "steps" => Class::Steps,
            _ if highway.is_none() && tags.is("route", "ferry") => Class::Ferry,
            _ => return None,
        };
        let roundabout = matches!(tags.get("junction"), Some("roundabout" | "circular"));
        Some(Self { tags, class, link, roundabout })
    }

    /// Whether the surface slows a vehicle down: Valhalla's "rough pavement" and everything worse
    /// (`surface` in `mjolnir/pbfgraphparser.cc`).
    pub(super) fn is_rough(&self) -> bool {
        let surface = self.tags.get("surface").unwrap_or("");
        matches!(
            surface,
            "cobblestone"
                | "unhewn_cobblestone"
                | "sett"
                | "metal"
                | "wood"
                | "unpaved"
                | "gravel"
                | "fine_gravel"
                | "pebblestone"
                | "compacted"
                | "dirt"
                | "earth"
                | "ground"
                | "grass"
                | "mud"
                | "sand"
                | "rock"
                | "woodchips"
                | "dirt/sand"
                | "grass_paver"
        )
    }

    /// The ferry that this is, if it is one.
    pub(super) fn crossing(&self) -> Option<Crossing> {
        (self.class == Class::Ferry).then(|| Crossing::of(self.tags.get("duration")))
    }
}
