//! Turn restrictions, as relations have them: <https://wiki.openstreetmap.org/wiki/Relation:restriction>.

use super::tags::Tags;
use crate::road::map::Rule;

/// A restriction that still names the file's own numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawRestriction {
    pub(super) rule: Rule,
    pub(super) from: i64,
    pub(super) via: RawVia,
    pub(super) to: i64,
    pub(super) binds: [bool; 3],
}

/// Where it holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RawVia {
    Node(i64),
    Ways(Vec<i64>),
}

/// A member of a relation.
pub(super) struct Member<'a> {
    pub(super) role: &'a str,
    pub(super) id: i64,
    pub(super) is_way: bool,
}

/// The restrictions that a relation describes: several where entry from, or exit to, several streets is forbidden. `None`
/// where it cannot be understood.
pub(super) fn restrictions(tags: &Tags, members: &[Member]) -> Option<Vec<RawRestriction>> {
    let (value, binds) = whom(tags)?;
    let rule = if value.starts_with("no_") {
        Rule::No
    } else if value.starts_with("only_") {
        Rule::Only
    } else {
        return None;
    };
    let ways = |role: &str| -> Vec<i64> {
        members.iter().filter(|member| member.is_way && member.role == role).map(|member| member.id).collect()
    };
    let (from, to, over) = (ways("from"), ways("to"), ways("via"));
    let node = members.iter().find(|member| !member.is_way && member.role == "via").map(|member| member.id);
    if from.is_empty() || to.is_empty() {
        return None;
    }
    let several = matches!(value, "no_entry" | "no_exit");
    if !several && (from.len() > 1 || to.len() > 1) {
        return None;
    }
    let via = || match node {
        Some(node) if over.is_empty() => Some(RawVia::Node(node)),
        None if !over.is_empty() => Some(RawVia::Ways(over.clone())),
        _ => None,
    };
    let mut all = Vec::new();
    for &from in &from {
        for &to in &to {
            all.push(RawRestriction { rule, from, via: via()?, to, binds });
        }
    }
    Some(all)
}

/// What the relation says, and to whom. Rules for some hours only are left out: they do not hold most of the time.
fn whom<'a>(tags: &Tags<'a>) -> Option<(&'a str, [bool; 3])> {
    if let Some(value) = tags.first(&["restriction:motorcar", "restriction:motor_vehicle"]) {
        return Some((value, [true, false, false]));
    }
    if let Some(value) = tags.get("restriction:bicycle") {
        return Some((value, [false, true, false]));
    }
    let value = tags.get("restriction")?;
    let except: Vec<&str> =
        tags.get("except").map_or(Vec::new(), |list| list.split(';').map(str::trim).collect());
    let free = |words: &[&str]| words.iter().any(|word| except.contains(word));
    Some((value, [!free(&["motorcar", "motor_vehicle"]), !free(&["bicycle"]), false]))
}
