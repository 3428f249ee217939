//! How a bicycle uses a street.

use super::{
    access::{Access, Directions, access, directions},
    ferry::USUAL_KMH,
    street::{Class, Street},
};
use crate::road::map::Passage;

/// Speeds in km/h: Valhalla's for its default, a hybrid bicycle, on roads and cycleways (`kDefaultCyclingSpeed` in
/// `sif/bicyclecost.cc`); OSRM's elsewhere (`bicycle_speeds` and `walking_speed` in `profiles/bicycle.lua`).
const RIDING: f32 = 18.0;
const TRACK: f32 = 12.0;
const PUSHING: f32 = 4.0;

/// How a bicycle uses this street.
pub(super) fn passage(street: &Street) -> Passage {
    let tags = street.tags;
    let (usual, kmh) = match street.class {
        Class::Road(0) => (Access::No, RIDING),
        Class::Road(_) | Class::Living | Class::Service | Class::Cycleway => (Access::Yes, RIDING),
        Class::Track | Class::Path => (Access::Yes, TRACK),
        Class::Footway | Class::Pedestrian => (Access::Yes, PUSHING),
        Class::Steps => (Access::Yes, 2.0),
        Class::Ferry => (Access::Yes, USUAL_KMH),
    };
    let told = access(tags, &["bicycle"]);
    // Where riding is forbidden, pushing is not, if one may walk there.
    let pushed = told == Some(Access::No) || tags.is("bicycle", "dismount");
    let general = access(tags, &["vehicle", "access"]);
    let allowed = if pushed { access(tags, &["foot", "access"]) } else { told.or(general) }.unwrap_or(usual);
    if allowed == Access::No || (pushed && street.class == Class::Road(0)) {
        return Passage::default();
    }
    let kmh = match street.class {
        Class::Ferry | Class::Steps => kmh,
        _ if pushed => PUSHING,
        // Where riding is expressly allowed, one rides.
        Class::Footway | Class::Pedestrian if told == Some(Access::Yes) => TRACK,
        _ if street.is_rough() => kmh.min(10.0),
        _ => kmh,
    };
    let Directions { forward, backward } = if pushed { Directions::BOTH } else { either_way(street) };
    Passage {
        // Against a one-way street a bicycle is pushed.
        forward_kmh: Some(if forward { kmh } else { PUSHING }).filter(|_| forward || may_push(street)),
        backward_kmh: Some(if backward { kmh } else { PUSHING }).filter(|_| backward || may_push(street)),
        destination_only: allowed == Access::Business,
    }
}

/// In which directions one may ride: bicycles are often let against a one-way street.
fn either_way(street: &Street) -> Directions {
    let tags = street.tags;
    let contra = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"];
    if contra.iter().any(|key| tags.get(key).is_some_and(|value| value.starts_with("opposite"))) {
        return Directions::BOTH;
    }
    directions(tags, &["oneway:bicycle", "oneway"])
}

/// Whether there is somewhere to walk beside the traffic.
fn may_push(street: &Street) -> bool {
    let walkable = !matches!(street.class, Class::Road(0..=1) | Class::Ferry);
    walkable && !street.roundabout && access(street.tags, &["foot"]) != Some(Access::No)
}
