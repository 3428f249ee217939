//! What a vehicle has room for: three small fields in one line.

use yew::prelude::*;

use super::{
    super::{desk::use_desk, field::Errors},
    setting::TextSetting,
};
use crate::state::organization::RoomSheet;

#[derive(PartialEq, Properties)]
pub(super) struct RoomFieldsProps {
    /// The begin of the ids.
    pub(super) id: AttrValue,
    pub(super) room: RoomSheet,
    pub(super) errors: Errors,
    pub(super) on_change: Callback<RoomSheet>,
}

#[component]
pub(super) fn RoomFields(props: &RoomFieldsProps) -> Html {
    let desk = use_desk();
    let room = &props.room;
    let set = |set: fn(&mut RoomSheet, String)| {
        let room = room.clone();
        props.on_change.reform(move |text: String| {
            let mut next = room.clone();
            set(&mut next, text);
            next
        })
    };
    let line =
        |key: &'static str, field: &'static str, unit: &str, value: &String, on_input: Callback<String>| {
            html! {
                <TextSetting id={format!("{}-{key}", props.id)} label={desk.t(key)} note={desk.t("room-note")}
                    {field} errors={props.errors.clone()} value={value.clone()} {on_input}
                    unit={unit.to_owned()} mode="decimal" hint={desk.t("attempts-any")} />
            }
        };
    html! {
        <>
            { line("room-weight", "capacity.weight_g", "kg", &room.weight, set(|room, text| room.weight = text)) }
            { line("room-volume", "capacity.volume_cm3", "l", &room.volume, set(|room, text| room.volume = text)) }
            { line("room-count", "capacity.count", "", &room.count, set(|room, text| room.count = text)) }
        </>
    }
}
