//! The vehicles of the fleet.

mod fields;

use waybill_domain::{
    calls::{Kept, ListVehicles},
    dispatch::Load,
    fleet::Vehicle,
    id::VehicleId,
};
use yew::prelude::*;

use self::fields::VehicleFields;
use super::{
    super::desk::{Desk, use_desk},
    kinds::kind_word,
    list::use_list,
    things::{Thing, Things, use_open},
};
use crate::bridge::ids;

#[component]
pub(super) fn VehiclesSettings() -> Html {
    let desk = use_desk();
    let (listed, look) = use_list(ListVehicles {});
    let open = use_open(|| ids::vehicle().0);
    let things = listed.items.map(|items| {
        let thing = |kept: Kept<Vehicle>| Thing {
            id: kept.id,
            about: about(&desk, &kept.item),
            name: kept.item.name,
        };
        items.into_iter().map(thing).collect::<Vec<_>>()
    });
    let on_change = open.on_change(&look);
    let fields = open.now().one().map(|(id, fresh)| {
        html! { <VehicleFields key={id.to_string()} id={VehicleId(id)} {fresh} {on_change} /> }
    });
    html! {
        <Things icon="truck" kind="vehicles" {things} error={listed.error} open={open.now()}
            on_toggle={open.on_toggle()} on_new={open.on_new()} on_retry={look}>{ fields }</Things>
    }
}

/// `Van · 800 kg · 60 pieces · cold_chain`.
fn about(desk: &Desk, vehicle: &Vehicle) -> Vec<String> {
    let format = &desk.words.format;
    let Load { weight_g, volume_cm3, count } = vehicle.capacity;
    let thousands = |value: u32| format.number((f64::from(value) / 1_000.0).round(), 0);
    let known = |value: u32, words: String| (value != u32::MAX).then_some(words);
    let room = [
        known(weight_g, format!("{} kg", thousands(weight_g))),
        known(volume_cm3, format!("{} l", thousands(volume_cm3))),
        known(count, desk.words.with("room-pieces", "n", format.number(f64::from(count), 0))),
    ];
    let mut all = vec![kind_word(desk, vehicle.kind)];
    all.extend(room.into_iter().flatten());
    all.extend(vehicle.skills.iter().cloned());
    all
}
