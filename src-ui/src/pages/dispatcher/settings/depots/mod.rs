//! Depots: where goods and drivers set off.

mod fields;

use waybill_domain::{
    calls::{Kept, ListDepots},
    fleet::Depot,
    id::DepotId,
};
use yew::prelude::*;

use self::fields::DepotFields;
use super::{
    super::desk::use_desk,
    list::use_list,
    things::{Thing, Things, use_open},
};
use crate::bridge::ids;

#[component]
pub(super) fn DepotsSettings() -> Html {
    let desk = use_desk();
    let (listed, look) = use_list(ListDepots {});
    let open = use_open(|| ids::depot().0);
    let things = listed.items.map(|items| {
        let by_hours = desk.t("hours-limited");
        let thing = |kept: Kept<Depot>| Thing {
            id: kept.id,
            about: vec![kept.item.address, kept.item.hours.map(|_| by_hours.clone()).unwrap_or_default()],
            name: kept.item.name,
        };
        items.into_iter().map(thing).collect::<Vec<_>>()
    });
    let on_change = open.on_change(&look);
    let fields = open.now().one().map(|(id, fresh)| {
        html! { <DepotFields key={id.to_string()} id={DepotId(id)} {fresh} {on_change} /> }
    });
    html! {
        <Things icon="store" kind="depots" {things} error={listed.error} open={open.now()}
            on_toggle={open.on_toggle()} on_new={open.on_new()} on_retry={look}>{ fields }</Things>
    }
}
