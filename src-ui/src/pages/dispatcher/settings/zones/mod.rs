//! Service zones: where the organization serves, by whom, when, for how much.

mod area;
mod fields;
mod who;

use std::rc::Rc;

use waybill_domain::{
    calls::{Kept, ListZones},
    id::ZoneId,
    zone::{Outline, Zone},
};
use yew::prelude::*;

use self::fields::ZoneFields;
use super::{
    super::desk::{Desk, use_desk},
    list::use_list,
    things::{Thing, Things, use_open},
};
use crate::bridge::ids;

#[component]
pub(super) fn ZonesSettings() -> Html {
    let desk = use_desk();
    let (listed, look) = use_list(ListZones {});
    let open = use_open(|| ids::zone().0);
    let zones = listed.items.clone().unwrap_or_default();
    let things = listed.items.map(|items| items.iter().map(|kept| thing(&desk, kept)).collect::<Vec<_>>());
    let on_change = open.on_change(&look);
    let fields = open.now().one().map(|(id, fresh)| {
        let beside = zones.iter().filter(|kept| kept.id != id);
        let others = Rc::new(beside.map(|kept| kept.item.shape.clone()).collect::<Vec<_>>());
        html! { <ZoneFields key={id.to_string()} id={ZoneId(id)} {fresh} {others} {on_change} /> }
    });
    html! {
        <Things icon="hexagon" kind="zones" {things} error={listed.error} open={open.now()}
            on_toggle={open.on_toggle()} on_new={open.on_new()} on_retry={look}>{ fields }</Things>
    }
}

fn thing(desk: &Desk, kept: &Kept<Zone>) -> Thing {
    let zone = &kept.item;
    let closed = if zone.open { String::new() } else { desk.t("zone-closed") };
    let price = zone.price.map(|price| desk.words.format.money(price)).unwrap_or_default();
    let hours = zone.hours.as_ref().map(|_| desk.t("hours-limited")).unwrap_or_default();
    let about = vec![closed, size(desk, zone), zone.team.clone(), price, hours];
    Thing { id: kept.id, name: zone.name.clone(), about }
}

/// How large it is, in square kilometres.
fn size(desk: &Desk, zone: &Zone) -> String {
    let Ok(outline) = Outline::new(&zone.shape) else { return String::new() };
    let km2 = outline.area_m2() / 1e6;
    let digits = if km2 < 10.0 { 1 } else { 0 };
    desk.words.with("zone-size", "size", desk.words.format.number(km2, digits))
}
