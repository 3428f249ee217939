//! The vehicles and depots that a shift can name.

use waybill_domain::calls::{ListDepots, ListVehicles};
use yew::prelude::*;

use super::{
    super::desk::Desk,
    list::{Listed, use_list},
};

/// Ids and names of vehicles and depots, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fleet {
    pub(super) vehicles: Vec<(String, String)>,
    pub(super) depots: Vec<(String, String)>,
}

/// The fleet; empty where it could not be read. What a shift names already stays then.
#[hook]
pub(super) fn use_fleet() -> Fleet {
    let ((vehicles, _), (depots, _)) = (use_list(ListVehicles {}), use_list(ListDepots {}));
    Fleet { vehicles: names(vehicles, |vehicle| vehicle.name), depots: names(depots, |depot| depot.name) }
}

fn names<T>(listed: Listed<T>, name: fn(T) -> String) -> Vec<(String, String)> {
    let items = listed.items.unwrap_or_default();
    items.into_iter().map(|kept| (kept.id.to_string(), name(kept.item))).collect()
}

/// What a select offers: nothing in particular, then `named`. What is chosen is among it, even where it is not known.
pub(super) fn options(
    desk: &Desk,
    none: &str,
    named: &[(String, String)],
    chosen: Option<String>,
) -> Vec<(String, String)> {
    let mut all = vec![(String::new(), desk.t(none))];
    all.extend(named.iter().cloned());
    if let Some(chosen) = chosen.filter(|chosen| all.iter().all(|(id, _)| id != chosen)) {
        all.push((chosen, desk.t("settings-not-known")));
    }
    all
}
