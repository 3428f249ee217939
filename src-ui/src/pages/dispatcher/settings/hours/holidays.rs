//! Holidays: typed, or out of a calendar file.

use std::rc::Rc;

use waybill_domain::calendar::holidays_of;
use yew::prelude::*;

use super::super::{
    super::{
        desk::{Desk, use_desk},
        field::{Errors, TextField},
    },
    rows::{Edit, PutIn, TakeOut, putting_in, setting_row, taking_out},
};
use crate::{
    bridge::{dom, files, spawn_local},
    components::{Button, ButtonSize, Toast},
    state::organization::{HolidayRow, with_holidays},
};

#[derive(PartialEq, Properties)]
pub(super) struct HolidaysProps {
    pub(super) rows: Vec<HolidayRow>,
    pub(super) errors: Errors,
    pub(super) on_edit: Callback<Edit<HolidayRow>>,
}

#[component]
pub(super) fn Holidays(props: &HolidaysProps) -> Html {
    let desk = use_desk();
    let file = use_node_ref();
    let row = |(i, row): (usize, &HolidayRow)| {
        let set = |set: fn(&mut HolidayRow, String)| setting_row(&props.on_edit, i, set);
        let name = if row.name.is_empty() { row.day.clone() } else { row.name.clone() };
        let label = desk.words.with("settings-take-out", "name", name.clone());
        html! {
            <li key={i} class="row-holiday">
                <TextField id={format!("set-holiday-{i}")} kind="date" label={desk.t("form-day")}
                    value={row.day.clone()} field={format!("holidays[{i}].day")} errors={props.errors.clone()}
                    on_input={set(|row, text| row.day = text)} />
                <TextField id={format!("set-holiday-{i}-name")} label={desk.t("form-name")}
                    value={row.name.clone()} field={format!("holidays[{i}].name")}
                    errors={props.errors.clone()} on_input={set(|row, text| row.name = text)} />
                <TakeOut {label} onclick={taking_out(&desk, &props.on_edit, (i, row), name)}
                    testid={format!("holiday-remove-{i}")} />
            </li>
        }
    };
    let choose = {
        let file = file.clone();
        Callback::from(move |_: MouseEvent| dom::click(&file))
    };
    let onchange = {
        let (desk, on_edit) = (desk.clone(), props.on_edit.clone());
        Callback::from(move |event: Event| {
            for file in files::chosen(&event) {
                let (desk, on_edit) = (desk.clone(), on_edit.clone());
                spawn_local(async move { import(&desk, &on_edit, &file).await });
            }
        })
    };
    html! {
        <>
            <ul class="settings-rows">{ for props.rows.iter().enumerate().map(row) }</ul>
            <div class="settings-row-buttons"> <PutIn key_of="holiday-add"
                onclick={putting_in(&props.on_edit)} testid="holiday-add" />
                <Button size={ButtonSize::Small} icon="download"
                    onclick={choose}>{ desk.t("holiday-import") }</Button>
                <input ref={file} type="file" class="sr-only" accept=".ics,text/calendar" tabindex="-1"
                    aria-label={desk.t("holiday-import")} {onchange} data-testid="holiday-file" />
            </div>
        </>
    }
}

/// Adds the whole days of a calendar file to the rows; they count once they are saved.
async fn import(desk: &Desk, on_edit: &Callback<Edit<HolidayRow>>, file: &files::Chosen) {
    let found = match file.bytes().await {
        Ok(bytes) => holidays_of(&String::from_utf8_lossy(&bytes)).map_err(|error| error.to_string()),
        Err(error) => Err(error.message),
    };
    match found {
        Ok(found) => {
            desk.toast(Toast::done(desk.words.count("holiday-found", found.len())));
            on_edit.emit(Rc::new(move |rows| *rows = with_holidays(rows, &found)));
        }
        Err(why) => {
            let values = [("file", file.name().into()), ("why", why.into())];
            desk.toast(Toast::failed(desk.words.i18n.tn("holiday-bad-file", values)));
        }
    }
}
