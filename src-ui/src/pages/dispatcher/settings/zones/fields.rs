//! One zone: name, place, who serves it, when, for how much.

use std::rc::Rc;

use waybill_domain::{
    calls::{PutZone, RemoveZone},
    id::ZoneId,
    zone::{Shape, Zone},
};
use yew::prelude::*;

use super::{
    super::{
        crossings::Crossings,
        editor::{Editor, use_editor},
        hours::{HoursEdit, HoursFields},
        part::ZonePart,
        removal::{Removal, Removing},
        setting::{SwitchSetting, TextSetting},
    },
    area::area,
    who::who,
};
use crate::state::organization::Basis;

#[derive(PartialEq, Properties)]
pub(super) struct ZoneFieldsProps {
    pub(super) id: ZoneId,
    /// It is not there yet.
    pub(super) fresh: bool,
    /// Where the other zones are.
    pub(super) others: Rc<Vec<Shape>>,
    /// It was saved, or (`true`) removed.
    pub(super) on_change: Callback<bool>,
}

#[component]
pub(super) fn ZoneFields(props: &ZoneFieldsProps) -> Html {
    let id = props.id;
    let on_saved = props.on_change.reform(|_: Basis<Zone>| false);
    let editor = use_editor(ZonePart { id, fresh: props.fresh }, on_saved);
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let fields = html! {
        <div class="settings-card">
            <TextSetting id="set-zone-name" label={desk.t("form-name")} field="name" wide=true
                errors={editor.errors()} value={sheet.name.clone()}
                on_input={editor.set(|sheet, text| sheet.name = text)} />
            { area(&editor, &props.others) }
            <SwitchSetting id="set-zone-open" label={desk.t("zone-open")} note={desk.t("zone-open-note")}
                field="open" errors={editor.errors()} on={sheet.open}
                on_change={editor.set(|sheet, on| sheet.open = on)} />
            { who(&editor) }
            { rules(&editor) }
            { hours(&editor) }
            if !props.fresh {
                <Crossings place={id.0} time_zone={sheet.time_zone.clone()} />
            }
        </div>
    };
    let removal = editor.basis().filter(|basis| basis.rev > 0).map(|basis| {
        let name = basis.item.name.clone();
        let removing = Removing {
            name: name.clone(),
            remove: RemoveZone { id, base_rev: basis.rev },
            put: PutZone { id, base_rev: 0, item: basis.item.clone() },
            then: props.on_change.clone(),
        };
        html! { <Removal {name} on_remove={removing.callback(desk)} /> }
    });
    editor.framed(fields, html! { <>{ removal }</> })
}

/// Team, price, staying.
fn rules(editor: &Editor<ZonePart>) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    html! {
        <>
            <TextSetting id="set-zone-team" label={desk.t("zone-team")} note={desk.t("zone-team-note")}
                field="team" wide=true errors={editor.errors()} value={sheet.team.clone()}
                on_input={editor.set(|sheet, text| sheet.team = text)} />
            <TextSetting id="set-zone-price" label={desk.t("zone-price")} note={desk.t("zone-price-note")}
                field="price" errors={editor.errors()} value={sheet.price.clone()}
                unit={sheet.currency.clone()} mode="decimal" hint="—"
                on_input={editor.set(|sheet, text| sheet.price = text)} />
            <TextSetting id="set-zone-dwell" label={desk.t("zone-dwell")} note={desk.t("zone-dwell-note")}
                field="dwell_minutes" errors={editor.errors()} value={sheet.dwell.clone()}
                unit={desk.t("unit-minutes")} mode="numeric"
                on_input={editor.set(|sheet, text| sheet.dwell = text)} />
        </>
    }
}

fn hours(editor: &Editor<ZonePart>) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let usual = desk.words.format.zone.clone();
    let zone = match sheet.time_zone.trim() {
        "" => usual.clone(),
        zone => zone.to_owned(),
    };
    html! {
        <>
            <h3>{ desk.t("settings-hours") }</h3>
            <HoursFields label={desk.t("zone-hours")} hours={sheet.hours.clone()} {zone}
                errors={editor.errors()} on_edit={editor.set(|sheet, edit: HoursEdit| edit(&mut sheet.hours))} />
            <TextSetting id="set-zone-zone" label={desk.t("depot-zone")} note={desk.t("depot-zone-note")}
                field="time_zone" wide=true errors={editor.errors()} value={sheet.time_zone.clone()}
                hint={usual} on_input={editor.set(|sheet, text| sheet.time_zone = text)} />
        </>
    }
}
