//! What dispatch knows about one driver: vehicle, room, skills, zones, customers, stars.

use waybill_domain::MemberId;
use yew::prelude::*;

use super::super::{
    editor::{Editor, use_editor},
    kinds::{kind_of, kinds},
    part::ProfilePart,
    room::RoomFields,
    setting::{SelectSetting, TextSetting},
};
use crate::state::organization::{ProfileSheet, RoomSheet};

#[derive(PartialEq, Properties)]
pub(super) struct DriverProfileProps {
    pub(super) driver: MemberId,
}

#[component]
pub(super) fn DriverProfile(props: &DriverProfileProps) -> Html {
    let editor = use_editor(ProfilePart { driver: props.driver }, Callback::noop());
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let (value, options) = kinds(desk, sheet.vehicle);
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
            { names(&editor, ("profile-zones", "zones"), &sheet.zones, |s, v| s.zones = v) }
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
