//! One vehicle: name, kind, roads, room, skills.

use waybill_domain::{
    calls::{PutVehicle, RemoveVehicle},
    fleet::{TravelMode, Vehicle},
    id::VehicleId,
};
use yew::prelude::*;

use super::super::{
    editor::use_editor,
    kinds::{kind_of, kinds},
    part::VehiclePart,
    removal::{Removal, Removing},
    room::RoomFields,
    setting::{SelectSetting, TextSetting},
};
use crate::state::organization::{Basis, RoomSheet};

#[derive(PartialEq, Properties)]
pub(super) struct VehicleFieldsProps {
    pub(super) id: VehicleId,
    /// It is not there yet.
    pub(super) fresh: bool,
    /// It was saved, or (`true`) removed.
    pub(super) on_change: Callback<bool>,
}

#[component]
pub(super) fn VehicleFields(props: &VehicleFieldsProps) -> Html {
    let id = props.id;
    let on_saved = props.on_change.reform(|_: Basis<Vehicle>| false);
    let editor = use_editor(VehiclePart { id, fresh: props.fresh }, on_saved);
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let (kind, kinds) = kinds(desk, sheet.kind);
    let modes: Vec<(String, String)> = std::iter::once((String::new(), desk.t("travel-as-kind")))
        .chain(
            TravelMode::ALL
                .map(|mode| (mode.as_str().to_owned(), desk.t(&format!("travel-{}", mode.as_str())))),
        )
        .collect();
    let fields = html! {
        <div class="settings-card">
            <TextSetting id="set-vehicle-name" label={desk.t("form-name")} note={desk.t("vehicle-name-note")}
                field="name" wide=true errors={editor.errors()} value={sheet.name.clone()}
                on_input={editor.set(|sheet, text| sheet.name = text)} />
            <SelectSetting id="set-vehicle-kind" label={desk.t("vehicle-kind")} field="kind"
                errors={editor.errors()} value={kind} options={kinds}
                on_input={editor.set(|sheet, name: String| sheet.kind = kind_of(&name).unwrap_or(sheet.kind))} />
            <SelectSetting id="set-vehicle-travel" label={desk.t("travel")} note={desk.t("travel-note")}
                field="profile" errors={editor.errors()}
                value={sheet.travel.map(TravelMode::as_str).unwrap_or_default().to_owned()} options={modes}
                on_input={editor.set(|sheet, name: String| sheet.travel = mode_of(&name))} />
            <RoomFields room={sheet.room.clone()} errors={editor.errors()} id="set-vehicle-room"
                on_change={editor.set(|sheet, room: RoomSheet| sheet.room = room)} />
            <TextSetting id="set-vehicle-skills" label={desk.t("profile-skills")}
                note={desk.t("vehicle-skills-note")} field="skills" wide=true errors={editor.errors()}
                value={sheet.skills.clone()} on_input={editor.set(|sheet, text| sheet.skills = text)} />
        </div>
    };
    let removal = editor.basis().filter(|basis| basis.rev > 0).map(|basis| {
        let name = basis.item.name.clone();
        let removing = Removing {
            name: name.clone(),
            remove: RemoveVehicle { id, base_rev: basis.rev },
            put: PutVehicle { id, base_rev: 0, item: basis.item.clone() },
            then: props.on_change.clone(),
        };
        html! { <Removal {name} on_remove={removing.callback(desk)} /> }
    });
    editor.framed(fields, html! { <>{ removal }</> })
}

fn mode_of(name: &str) -> Option<TravelMode> {
    TravelMode::ALL.into_iter().find(|mode| mode.as_str() == name)
}
