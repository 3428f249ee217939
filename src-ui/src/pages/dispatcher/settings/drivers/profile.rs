//! What dispatch knows about one driver: vehicle, room, skills, zones, customers, stars.

use std::collections::BTreeSet;

use waybill_domain::{MemberId, calls::ListZones};
use yew::prelude::*;

use super::super::{
    super::field::Tick,
    editor::{Editor, use_editor},
    kinds::{kind_of, kinds},
    list::use_list,
    part::ProfilePart,
    room::RoomFields,
    setting::{SelectSetting, Setting, TextSetting},
};
use crate::state::organization::{ProfileSheet, RoomSheet};

#[derive(PartialEq, Properties)]
pub(super) struct DriverProfileProps {
    pub(super) driver: MemberId,
}

#[component]
pub(super) fn DriverProfile(props: &DriverProfileProps) -> Html {
    let (listed, _) = use_list(ListZones {});
    let editor = use_editor(ProfilePart { driver: props.driver }, Callback::noop());
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let (value, options) = kinds(desk, sheet.vehicle);
    let known = listed.items.unwrap_or_default().into_iter().map(|kept| kept.item.name);
    let fields = html! {
        <section class="card settings-card"> <h3>{ desk.t("profile") }</h3>
            <p class="muted">{ desk.t("profile-text") }</p>
            <SelectSetting id="set-profile-vehicle" label={desk.t("profile-vehicle")}
                note={desk.t("profile-vehicle-note")} field="vehicle" errors={editor.errors()} {value}
                {options}
                on_input={editor.set(|sheet, name: String| sheet.vehicle = kind_of(&name).unwrap_or(sheet.vehicle))} />
            <RoomFields room={sheet.room.clone()} errors={editor.errors()} id="set-profile-room"
                on_change={editor.set(|sheet, room: RoomSheet| sheet.room = room)} />
            { names(&editor, ("profile-skills", "skills"), &sheet.skills, |s, v| s.skills = v) }
            { zones(&editor, known) }
            { names(&editor, ("profile-blocked", "blocked_customers"), &sheet.blocked_customers,
                |s, v| s.blocked_customers = v) }
            { names(&editor, ("profile-unwanted", "unwanted_by"), &sheet.unwanted_by,
                |s, v| s.unwanted_by = v) }
            <TextSetting id="set-profile-rating" label={desk.t("weight-rating")}
                note={desk.t("profile-rating-note")} field="rating" errors={editor.errors()}
                value={sheet.rating.clone()} mode="decimal" hint="—"
                on_input={editor.set(|sheet, text| sheet.rating = text)} />
        </section>
    };
    html! { <div data-testid="profile">{ editor.framed(fields, Html::default()) }</div> }
}

/// The zones the fleet has, to be ticked; and what is named besides, which may be a zone that is gone. Where there are none,
/// there is nothing to tick.
fn zones(editor: &Editor<ProfilePart>, known: impl Iterator<Item = String>) -> Html {
    let (desk, chosen) = (&editor.desk, editor.sheet().named_zones());
    let known: BTreeSet<String> = known.collect();
    let toggle = editor.set(|sheet: &mut ProfileSheet, (zone, on): (String, bool)| sheet.set_zone(&zone, on));
    let tick = |zone: &String| {
        let name = zone.clone();
        let on_change = toggle.reform(move |on| (name.clone(), on));
        let gone = if known.contains(zone) { "" } else { "triangle-alert" };
        html! {
            <Tick key={zone.clone()} label={zone.clone()} on={chosen.contains(zone)} icon={gone} {on_change}
                testid={format!("profile-zone-{zone}")} />
        }
    };
    let all: Vec<Html> = known.union(&chosen).map(tick).collect();
    html! {
        <Setting id="set-profile-zones" label={desk.t("profile-zones")} note={desk.t("profile-zones-note")}
            field="zones" errors={editor.errors()} group=true>
            if all.is_empty() {
                <p class="muted">{ desk.t("zones-none") }</p>
            } else {
                <div class="ticks">{ for all }</div>
            }
        </Setting>
    }
}

/// A line with names in it: its message and that with `-note`, and the path that errors name.
fn names(
    editor: &Editor<ProfilePart>,
    (key, field): (&'static str, &'static str),
    value: &str,
    set: fn(&mut ProfileSheet, String),
) -> Html {
    let desk = &editor.desk;
    html! {
        <TextSetting id={format!("set-{key}")} label={desk.t(key)} note={desk.t(&format!("{key}-note"))}
            {field} wide=true errors={editor.errors()} value={value.to_owned()} on_input={editor.set(set)} />
    }
}
