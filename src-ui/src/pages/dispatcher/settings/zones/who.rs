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
    // Whoever was chosen stays in sight, to be taken out again: also who may not work any more, or is no driver now.
    let drivers = desk.board.drivers();
    let listed: Vec<(MemberId, String, bool)> = drivers
        .iter()
        .map(|member| (member.id, member.name.clone(), true))
        .chain(
            chosen
                .iter()
                .filter(|id| drivers.iter().all(|member| member.id != **id))
                .map(|id| (*id, desk.name_of(Some(*id)), false)),
        )
        .collect();
    let note = match chosen.len() {
        0 => desk.t("zone-drivers-all"),
        n => desk.words.count("zone-drivers-some", n),
    };
    html! {
        <Setting id="set-zone-drivers" label={desk.t("zone-drivers")} {note} field="drivers"
            errors={editor.errors()} group=true>
            <ul class="setting-drivers" data-testid="zone-drivers">
                { for listed.into_iter().map(|(id, name, works)| {
                    html! {
                        <li key={id.to_string()}><label>
                            <input type="checkbox" checked={chosen.contains(&id)}
                                onchange={toggle.reform(move |_: Event| id)} />
                            <Avatar name={name.clone()} /><span dir="auto">{ name }</span>
                            if !works { <small class="faint">{ desk.t("zone-driver-gone") }</small> }
                        </label></li>
                    }
                }) }
            </ul>
        </Setting>
    }
}
