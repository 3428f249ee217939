//! What kind of street a way is.

use super::{speed::duration_s, tags::Tags};

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
    /// Length in metres, where it is known.
    pub(super) metres: Option<f64>,
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
        Some(Self { tags, class, link, roundabout, metres: None })
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

    /// The speed of a ferry in km/h: from its timetable where it is tagged, else by length as Valhalla has it
    /// (`mjolnir/speed_assigner.h`).
    pub(super) fn ferry_kmh(&self) -> Option<f32> {
        if self.class != Class::Ferry {
            return None;
        }
        let metres = self.metres.unwrap_or(5_000.0);
        let timetable = self.tags.get("duration").and_then(duration_s);
        let kmh = timetable.map(|seconds| metres as f32 / seconds * 3.6);
        let by_length = if metres < 2_000.0 {
            10.0
        } else if metres < 8_000.0 {
            20.0
        } else {
            30.0
        };
        Some(kmh.unwrap_or(by_length).clamp(1.0, 80.0))
    }
}
