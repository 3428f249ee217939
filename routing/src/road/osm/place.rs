//! What stands at a node.

use super::{
    access::{Access, access},
    tags::Tags,
};

/// Whether traffic lights stand here, and whom the node blocks, by profile.
pub(super) fn place(tags: &Tags) -> (bool, [bool; 3]) {
    // Lights at a pedestrian crossing alone (`highway=crossing`) are not counted, as in OSRM's profiles.
    let signal = tags.is("highway", "traffic_signals");
    let Some(barrier) = tags.get("barrier") else { return (signal, [false; 3]) };
    let usual = match barrier {
        "bollard" | "block" | "jersey_barrier" | "planter" | "cycle_barrier" | "motorcycle_barrier"
        | "chain" => [true, false, false],
        "kissing_gate" | "turnstile" | "stile" | "full-height_turnstile" | "horse_stile" => {
            [true, true, false]
        }
        "wall" | "fence" | "hedge" | "debris" | "log" => [true, true, true],
        _ => [false; 3],
    };
    let keys: [&[&str]; 3] = [
        &["motorcar", "motor_vehicle", "vehicle", "access"],
        &["bicycle", "vehicle", "access"],
        &["foot", "access"],
    ];
    let blocked = std::array::from_fn(|profile| {
        access(tags, keys[profile]).map_or(usual[profile], |told| told == Access::No)
    });
    (signal, blocked)
}
