//! Who may use a street, by the access tags.
//!
//! The most particular tag decides: <https://wiki.openstreetmap.org/wiki/Key:access#Transport_mode_restrictions>.

use super::tags::Tags;

/// What an access tag says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// It may be used.
    Yes,
    /// Only by those who have business there. A delivery is business, so it is open to its own addresses.
    Business,
    /// It may not be used.
    No,
}

/// What the first of `keys` that is there says; unknown words say nothing.
pub(super) fn access(tags: &Tags, keys: &[&str]) -> Option<Access> {
    keys.iter().find_map(|key| word(tags.get(key)?))
}

fn word(value: &str) -> Option<Access> {
    // Of several values, the first is the rule.
    let value = value.split(';').next().unwrap_or(value).trim();
    Some(match value {
        "yes" | "permissive" | "designated" | "official" | "public" | "use_sidepath" | "discouraged" => {
            Access::Yes
        }
        "private" | "destination" | "customers" | "delivery" | "permit" | "residents" => Access::Business,
        "no"
        | "agricultural"
        | "forestry"
        | "emergency"
        | "military"
        | "psv"
        | "bus"
        | "restricted"
        | "agricultural;forestry" => Access::No,
        _ => return None,
    })
}

/// In which directions a street may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) forward: bool,
    pub(super) backward: bool,
}

impl Directions {
    pub(super) const BOTH: Self = Self { forward: true, backward: true };
    pub(super) const FORWARD: Self = Self { forward: true, backward: false };
    pub(super) const BACKWARD: Self = Self { forward: false, backward: true };
    const NONE: Self = Self { forward: false, backward: false };
}

/// In which directions vehicles go, by the first of `keys` that is there, then by what the street is.
pub(super) fn directions(tags: &Tags, keys: &[&str]) -> Directions {
    match tags.first(keys) {
        Some("yes" | "true" | "1") => Directions::FORWARD,
        Some("-1" | "reverse") => Directions::BACKWARD,
        // Which way it goes changes with the hour, and the hour is not known here.
        Some("reversible" | "alternating") => Directions::NONE,
        Some("no" | "false" | "0") => Directions::BOTH,
        _ if tags.is("highway", "motorway") => Directions::FORWARD,
        _ if matches!(tags.get("junction"), Some("roundabout" | "circular")) => Directions::FORWARD,
        _ => Directions::BOTH,
    }
}
