//! When a driver is away.

use yew::prelude::*;

use super::super::{
    super::{
        desk::use_desk,
        field::{Errors, TextField},
    },
    rows::{Edit, PutIn, TakeOut, putting_in, setting_row, taking_out},
};
use crate::state::organization::AbsenceRow;

#[derive(PartialEq, Properties)]
pub(super) struct AbsencesProps {
    pub(super) rows: Vec<AbsenceRow>,
    pub(super) errors: Errors,
    pub(super) on_edit: Callback<Edit<AbsenceRow>>,
}

#[component]
pub(super) fn Absences(props: &AbsencesProps) -> Html {
    let desk = use_desk();
    let row = |(i, row): (usize, &AbsenceRow)| {
        let set = |set: fn(&mut AbsenceRow, String)| setting_row(&props.on_edit, i, set);
        let name = if row.reason.is_empty() { row.from.clone() } else { row.reason.clone() };
        let label = desk.words.with("settings-take-out", "name", name.clone());
        html! {
            <li key={i} class="row-absence">
                <TextField id={format!("set-away-{i}-from")} kind="date" label={desk.t("away-from")}
                    value={row.from.clone()} field={format!("absences[{i}].from")}
                    errors={props.errors.clone()} on_input={set(|row, text| row.from = text)} />
                <TextField id={format!("set-away-{i}-until")} kind="date" label={desk.t("away-until")}
                    value={row.until.clone()} field={format!("absences[{i}].until")}
                    errors={props.errors.clone()} on_input={set(|row, text| row.until = text)} />
                <TextField id={format!("set-away-{i}-reason")} label={desk.t("hours-note")}
                    value={row.reason.clone()} field={format!("absences[{i}].reason")}
                    errors={props.errors.clone()} on_input={set(|row, text| row.reason = text)} />
                <TakeOut {label} onclick={taking_out(&desk, &props.on_edit, (i, row), name)}
                    testid={format!("away-remove-{i}")} />
            </li>
        }
    };
    html! {
        <>
            <ul class="settings-rows">{ for props.rows.iter().enumerate().map(row) }</ul>
            <PutIn key_of="away-add" onclick={putting_in(&props.on_edit)} testid="away-add" />
        </>
    }
}
