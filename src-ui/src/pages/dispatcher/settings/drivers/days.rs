//! Single days on which a driver works otherwise.

use yew::prelude::*;

use super::super::{
    super::{
        desk::use_desk,
        field::{Errors, TextField},
    },
    rows::{Edit, PutIn, TakeOut, putting_in, setting_row, taking_out},
};
use crate::state::organization::OwnDayRow;

#[derive(PartialEq, Properties)]
pub(super) struct OwnDaysProps {
    pub(super) rows: Vec<OwnDayRow>,
    pub(super) errors: Errors,
    pub(super) on_edit: Callback<Edit<OwnDayRow>>,
}

#[component]
pub(super) fn OwnDays(props: &OwnDaysProps) -> Html {
    let desk = use_desk();
    let row = |(i, row): (usize, &OwnDayRow)| {
        let set = |set: fn(&mut OwnDayRow, String)| setting_row(&props.on_edit, i, set);
        let label = desk.words.with("settings-take-out", "name", row.day.clone());
        html! {
            <li key={i} class="row-day">
                <TextField id={format!("set-own-day-{i}")} kind="date" label={desk.t("form-day")}
                    value={row.day.clone()} field={format!("days[{i}].day")} errors={props.errors.clone()}
                    on_input={set(|row, text| row.day = text)} />
                <TextField id={format!("set-own-day-{i}-hours")} label={desk.t("hours-hours")}
                    value={row.hours.clone()} field={format!("days[{i}].shifts")}
                    errors={props.errors.clone()} hint={desk.t("roster-off")}
                    on_input={set(|row, text| row.hours = text)} />
                <TextField id={format!("set-own-day-{i}-breaks")} label={desk.t("roster-breaks")}
                    value={row.breaks.clone()} field={format!("days[{i}].breaks")}
                    errors={props.errors.clone()} hint={desk.t("roster-no-break")}
                    on_input={set(|row, text| row.breaks = text)} />
                <TakeOut {label} onclick={taking_out(&desk, &props.on_edit, (i, row), row.day.clone())}
                    testid={format!("own-day-remove-{i}")} />
            </li>
        }
    };
    html! {
        <>
            <ul class="settings-rows">{ for props.rows.iter().enumerate().map(row) }</ul>
            <PutIn key_of="hours-day-add" onclick={putting_in(&props.on_edit)} testid="own-day-add" />
        </>
    }
}
