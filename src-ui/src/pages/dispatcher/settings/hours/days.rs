//! Single days on which everything is different.

use yew::prelude::*;

use super::super::{
    super::{
        desk::use_desk,
        field::{Errors, TextField},
    },
    rows::{Edit, PutIn, TakeOut, putting_in, setting_row, taking_out},
};
use crate::state::organization::DayRow;

#[derive(PartialEq, Properties)]
pub(super) struct DaysProps {
    pub(super) rows: Vec<DayRow>,
    pub(super) errors: Errors,
    pub(super) on_edit: Callback<Edit<DayRow>>,
}

#[component]
pub(super) fn Days(props: &DaysProps) -> Html {
    let desk = use_desk();
    let row = |(i, row): (usize, &DayRow)| {
        let set = |set: fn(&mut DayRow, String)| setting_row(&props.on_edit, i, set);
        let label = desk.words.with("settings-take-out", "name", row.day.clone());
        let errors = || props.errors.clone();
        html! {
            <li key={i} class="row-day">
                <TextField id={format!("set-day-{i}")} kind="date" label={desk.t("form-day")}
                    value={row.day.clone()} field={format!("hours.days[{i}].day")} errors={errors()}
                    on_input={set(|row, text| row.day = text)} />
                <TextField id={format!("set-day-{i}-hours")} label={desk.t("hours-hours")}
                    value={row.hours.clone()} field={format!("hours.days[{i}].spans")} errors={errors()}
                    hint={desk.t("hours-closed")} on_input={set(|row, text| row.hours = text)} />
                <TextField id={format!("set-day-{i}-note")} label={desk.t("hours-note")}
                    value={row.note.clone()} field={format!("hours.days[{i}].note")} errors={errors()}
                    on_input={set(|row, text| row.note = text)} />
                <TakeOut {label} onclick={taking_out(&desk, &props.on_edit, (i, row), row.day.clone())}
                    testid={format!("day-remove-{i}")} />
            </li>
        }
    };
    html! {
        <>
            <ul class="settings-rows">{ for props.rows.iter().enumerate().map(row) }</ul>
            <PutIn key_of="hours-day-add" onclick={putting_in(&props.on_edit)} testid="day-add" />
        </>
    }
}
