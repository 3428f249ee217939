//! How a car uses a street.

use super::{
    access::{Access, Directions, access, directions},
    ferry::USUAL_KMH,
    speed::legal,
    street::{Class, Street},
};
use crate::road::map::Passage;

const KEYS: [&str; 4] = ["motorcar", "motor_vehicle", "vehicle", "access"];

/// Speeds in km/h where no limit is tagged, in the country and in a town, by class: Valhalla's defaults (`default_speed`
/// in its `lua/graph.lua`, `urban_rc_speed` in `mjolnir/speed_assigner.h`).
const SPEEDS: [(f32, f32); 8] = [
    (105.0, 89.0),
    (90.0, 73.0),
    (75.0, 57.0),
    (60.0, 49.0),
    (50.0, 40.0),
    (40.0, 35.0),
    (30.0, 30.0),
    (20.0, 20.0),
];

/// How a car uses this street.
pub(super) fn passage(street: &Street) -> Passage {
    let tags = street.tags;
    let usual = match street.class {
        Class::Ferry => Access::Yes,
        Class::Road(_) | Class::Living | Class::Service | Class::Track => Access::Yes,
        Class::Path | Class::Steps | Class::Cycleway | Class::Footway | Class::Pedestrian => Access::No,
    };
    // A pedestrian street that vans may use says so; a path that says "access=yes" means those who walk.
    let keys = if usual == Access::No { &KEYS[..3] } else { &KEYS[..] };
    let allowed = access(tags, keys).unwrap_or(usual);
    if allowed == Access::No {
        return Passage::default();
    }
    let Directions { forward, backward } =
        directions(tags, &["oneway:motor_vehicle", "oneway:vehicle", "oneway"]);
    let speed = |backward: bool| kmh(street, legal(tags, backward), false);
    Passage {
        forward_kmh: forward.then(|| speed(false)),
        backward_kmh: backward.then(|| speed(true)),
        destination_only: allowed == Access::Business || street.class == Class::Track,
    }
}

/// The speed of a car on a street without a tagged limit, in a town; none where the limit is tagged, and at sea.
pub(super) fn urban_kmh(street: &Street) -> Option<f32> {
    let by_place = street.class != Class::Ferry && legal(street.tags, false).is_none();
    by_place.then(|| kmh(street, None, true))
}

/// Valhalla's rules (`UpdateSpeed` in `mjolnir/speed_assigner.h`): a tagged limit is driven, less on a bad surface; else
/// by class, less on ramps, in roundabouts, on driveways and car parks, half on bad surfaces.
fn kmh(street: &Street, legal: Option<f32>, urban: bool) -> f32 {
    if street.class == Class::Ferry {
        return USUAL_KMH;
    }
    if let Some(legal) = legal {
        return match (street.is_rough(), legal) {
            (true, kmh) if kmh >= 50.0 => kmh - 10.0,
            (true, kmh) if kmh > 15.0 => kmh - 5.0,
            (_, kmh) => kmh,
        };
    }
    let by_class = |rank: usize| if urban { SPEEDS[rank].1 } else { SPEEDS[rank].0 };
    let base = match street.class {
        Class::Road(rank) => by_class(usize::from(rank)),
        Class::Track => match street.tags.get("tracktype") {
            Some("grade1") => 20.0,
            Some("grade2") => 15.0,
            Some("grade3") => 12.0,
            Some("grade4") => 10.0,
            _ => 5.0,
        },
        _ => SPEEDS[7].0,
    };
    if street.link {
        return base * if urban { 0.8 } else { 0.85 };
    }
    let base = if street.roundabout { base * 0.5 } else { base };
    let base = match street.tags.get("service") {
        Some("parking_aisle") => 24.0_f32.min(base),
        Some("driveway") => 16.0_f32.min(base),
        Some("drive-through") => 8.0,
        _ => base,
    };
    if street.is_rough() && street.class != Class::Track { base / 2.0 } else { base }
}
