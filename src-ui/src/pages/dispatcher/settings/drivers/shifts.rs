//! Shifts that come every week, a row each.

use waybill_domain::calendar::{Day, Weekday};
use yew::prelude::*;

use super::super::{
    super::{
        desk::use_desk,
        field::{Errors, SelectField, TextField},
    },
    fleet::options,
    long::comes_to,
    rows::{Edit, PutIn, TakeOut, setting_row, taking_out},
};
use crate::state::organization::{ShiftRow, weekday_name};

#[derive(PartialEq, Properties)]
pub(super) struct ShiftsProps {
    pub(super) rows: Vec<ShiftRow>,
    pub(super) errors: Errors,
    /// Ids and names.
    pub(super) vehicles: Vec<(String, String)>,
    /// Ids and names.
    pub(super) depots: Vec<(String, String)>,
    pub(super) on_add: Callback<MouseEvent>,
    pub(super) on_edit: Callback<Edit<ShiftRow>>,
}

#[component]
pub(super) fn Shifts(props: &ShiftsProps) -> Html {
    let desk = use_desk();
    let weekdays: Vec<(String, String)> = Weekday::ALL
        .map(|day| (weekday_name(day).to_owned(), desk.t(&format!("weekday-{}", weekday_name(day)))))
        .to_vec();
    let row = |(i, row): (usize, &ShiftRow)| {
        let set = |set: fn(&mut ShiftRow, String)| setting_row(&props.on_edit, i, set);
        let day = desk.t(&format!("weekday-{}", weekday_name(row.weekday)));
        let name = format!("{day} {}", row.hours);
        let label = desk.words.with("settings-take-out", "name", name.clone());
        let (vehicle, depot) = (row.vehicle.map(|id| id.to_string()), row.depot.map(|id| id.to_string()));
        let day = |name: &str, key: &str, day: Option<Day>, on_input: Callback<String>| {
            html! {
                <TextField id={format!("set-shift-{i}-{name}")} kind="date" label={desk.t(key)}
                    value={day.map(|day| day.to_string()).unwrap_or_default()}
                    field={format!("week[{i}].{name}")} errors={props.errors.clone()} {on_input} />
            }
        };
        html! {
            <li key={i} class="row-shift">
                <SelectField id={format!("set-shift-{i}-day")} label={desk.t("roster-weekday")}
                    value={weekday_name(row.weekday)} options={weekdays.clone()}
                    on_input={set(|row, name| row.weekday = weekday(&name).unwrap_or(row.weekday))} />
                <TextField id={format!("set-shift-{i}-hours")} label={desk.t("hours-hours")}
                    value={row.hours.clone()} field={format!("week[{i}].shift.span")}
                    errors={props.errors.clone()} on_input={set(|row, text| row.hours = text)} />
                <TextField id={format!("set-shift-{i}-breaks")} label={desk.t("roster-breaks")}
                    value={row.breaks.clone()} field={format!("week[{i}].shift.breaks")}
                    errors={props.errors.clone()} hint={desk.t("roster-no-break")}
                    on_input={set(|row, text| row.breaks = text)} />
                <SelectField id={format!("set-shift-{i}-vehicle")} label={desk.t("roster-vehicle")}
                    value={vehicle.clone().unwrap_or_default()}
                    options={options(&desk, "roster-usual-vehicle", &props.vehicles, vehicle)}
                    on_input={set(|row, id| row.vehicle = id.parse().ok())} />
                <TakeOut {label} onclick={taking_out(&desk, &props.on_edit, (i, row), name)}
                    testid={format!("shift-remove-{i}")} />
                <p class="faint row-note">{ comes_to(&desk, &row.hours) }</p>
                <div class="row-more">
                    <SelectField id={format!("set-shift-{i}-depot")} label={desk.t("roster-depot")}
                        value={depot.clone().unwrap_or_default()}
                        options={options(&desk, "roster-usual-depot", &props.depots, depot)}
                        on_input={set(|row, id| row.depot = id.parse().ok())} />
                    { day("since", "shift-since", row.since, set(|row, day| row.since = day.parse().ok())) }
                    { day("until", "shift-until", row.until, set(|row, day| row.until = day.parse().ok())) }
                </div>
            </li>
        }
    };
    html! {
        <>
            <ul class="settings-rows">{ for props.rows.iter().enumerate().map(row) }</ul>
            <PutIn key_of="roster-shift-add" onclick={props.on_add.clone()} testid="shift-add" />
        </>
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    Weekday::ALL.into_iter().find(|day| weekday_name(*day) == name)
}
