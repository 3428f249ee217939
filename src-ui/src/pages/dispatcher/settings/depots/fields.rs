//! One depot: name, place, hours.

use waybill_domain::{
    Point,
    calls::{PlaceKind, PutDepot, RemoveDepot},
    fleet::Depot,
    id::DepotId,
};
use yew::prelude::*;

use super::super::{
    super::address::AddressField,
    crossings::Crossings,
    editor::{Editor, use_editor},
    hours::{HoursEdit, HoursFields},
    part::DepotPart,
    removal::{Removal, Removing},
    setting::TextSetting,
};
use crate::{
    map::PinPicker,
    state::{
        board::{read_point, write_point},
        organization::Basis,
    },
};

#[derive(PartialEq, Properties)]
pub(super) struct DepotFieldsProps {
    pub(super) id: DepotId,
    /// It is not there yet.
    pub(super) fresh: bool,
    /// It was saved, or (`true`) removed.
    pub(super) on_change: Callback<bool>,
}

#[component]
pub(super) fn DepotFields(props: &DepotFieldsProps) -> Html {
    let id = props.id;
    let on_saved = props.on_change.reform(|_: Basis<Depot>| false);
    let editor = use_editor(DepotPart { id, fresh: props.fresh }, on_saved);
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let zone = match sheet.time_zone.trim() {
        "" => desk.words.format.zone.clone(),
        zone => zone.to_owned(),
    };
    let fields = html! {
        <div class="settings-card">
            <TextSetting id="set-depot-name" label={desk.t("form-name")} field="name" wide=true
                errors={editor.errors()} value={sheet.name.clone()}
                on_input={editor.set(|sheet, text| sheet.name = text)} />
            { place(&editor) }
            <TextSetting id="set-depot-radius" label={desk.t("depot-radius")}
                note={desk.t("depot-radius-note")} field="radius_m" errors={editor.errors()}
                value={sheet.radius.clone()} unit="m" mode="decimal"
                on_input={editor.set(|sheet, text| sheet.radius = text)} />
            <TextSetting id="set-depot-zone" label={desk.t("depot-zone")} note={desk.t("depot-zone-note")}
                field="time_zone" wide=true errors={editor.errors()} value={sheet.time_zone.clone()}
                hint={desk.words.format.zone.clone()}
                on_input={editor.set(|sheet, text| sheet.time_zone = text)} />
            <h3>{ desk.t("settings-hours") }</h3>
            <HoursFields label={desk.t("depot-hours")} hours={sheet.hours.clone()} {zone}
                errors={editor.errors()} on_edit={editor.set(|sheet, edit: HoursEdit| edit(&mut sheet.hours))} />
            if !props.fresh {
                <Crossings place={id.0} time_zone={sheet.time_zone.clone()} />
            }
        </div>
    };
    let removal = editor.basis().filter(|basis| basis.rev > 0).map(|basis| {
        let name = basis.item.name.clone();
        let removing = Removing {
            name: name.clone(),
            remove: RemoveDepot { id, base_rev: basis.rev },
            put: PutDepot { id, base_rev: 0, item: basis.item.clone() },
            then: props.on_change.clone(),
        };
        html! { <Removal {name} on_remove={removing.callback(desk)} /> }
    });
    editor.framed(fields, html! { <>{ removal }</> })
}

/// The address with suggestions, its coordinates, and the map on which it can be pinned.
fn place(editor: &Editor<DepotPart>) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let on_place = editor.set(|sheet, (address, point, _): (String, Point, PlaceKind)| {
        sheet.address = address;
        sheet.coordinates = write_point(point);
    });
    let value = read_point(&sheet.coordinates).ok();
    html! {
        <>
            <div class="setting-place">
                <AddressField id="set-depot-address" value={sheet.address.clone()} field="address"
                    errors={editor.errors()} near={value}
                    on_input={editor.set(|sheet, text| sheet.address = text)} {on_place} />
                <div class="setting-map">
                    <PinPicker {value}
                        on_change={editor.set(|sheet, point: Point| sheet.coordinates = write_point(point))} />
                </div>
            </div>
            <TextSetting id="set-depot-point" label={desk.t("form-place")} note={desk.t("depot-place-note")}
                field="point" wide=true errors={editor.errors()} value={sheet.coordinates.clone()}
                on_input={editor.set(|sheet, text| sheet.coordinates = text)} />
        </>
    }
}
