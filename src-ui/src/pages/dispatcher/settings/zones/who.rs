//! Which drivers serve a zone.

use waybill_domain::MemberId;
use yew::prelude::*;

use super::super::{editor::Editor, part::ZonePart, setting::Setting};
use crate::components::Avatar;

pub(super) fn who(editor: &Editor<ZonePart>) -> Html {
    let (desk, chosen) = (&editor.desk, &editor.sheet().drivers);
    let toggle = editor.set(|sheet, driver: MemberId| {
        if !sheet.drivers.remove(&driver) {
            sheet.drivers.insert(driver);
        }
    });
    let drivers = desk.board.drivers();
    let note = match chosen.len() {
        0 => desk.t("zone-drivers-all"),
        n => desk.words.count("zone-drivers-some", n),
    };
    html! {
        <Setting id="set-zone-drivers" label={desk.t("zone-drivers")} {note} field="drivers"
            errors={editor.errors()} group=true>
            <ul class="setting-drivers" data-testid="zone-drivers">
                { for drivers.iter().map(|member| {
                    let id = member.id;
                    html! {
                        <li key={id.to_string()}><label>
                            <input type="checkbox" checked={chosen.contains(&id)}
                                onchange={toggle.reform(move |_: Event| id)} />
                            <Avatar name={member.name.clone()} /><span dir="auto">{ &member.name }</span>
                        </label></li>
                    }
                }) }
            </ul>
        </Setting>
    }
}
