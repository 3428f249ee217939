//! When one driver works: shifts of every week, days that are different, absences.

use waybill_domain::{MemberId, calendar::Roster};
use yew::prelude::*;

use super::{
    super::{
        editor::{Editor, use_editor},
        fleet::{Fleet, options, use_fleet},
        long::long,
        part::RosterPart,
        rows::Edit,
        setting::{SelectSetting, SwitchSetting},
    },
    away::Absences,
    days::OwnDays,
    shifts::Shifts,
};
use crate::state::organization::{AbsenceRow, Basis, OwnDayRow, RosterSheet, ShiftRow};

#[derive(PartialEq, Properties)]
pub(super) struct DriverRosterProps {
    pub(super) driver: MemberId,
    pub(super) on_saved: Callback<Roster>,
}

#[component]
pub(super) fn DriverRoster(props: &DriverRosterProps) -> Html {
    let fleet = use_fleet();
    let on_saved = props.on_saved.reform(|basis: Basis<Roster>| basis.item);
    let editor = use_editor(RosterPart { driver: props.driver }, on_saved);
    let fields = html! {
        <>
            { week(&editor, &fleet) }
            { otherwise(&editor) }
            { usual(&editor, &fleet) }
        </>
    };
    html! { <div data-testid="roster">{ editor.framed(fields, Html::default()) }</div> }
}

fn week(editor: &Editor<RosterPart>, fleet: &Fleet) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let planned = editor.basis().is_some_and(|basis| basis.rev > 0);
    let minutes = sheet.weekly_minutes();
    let (tone, text) = match (minutes, planned || *sheet != RosterSheet::default()) {
        (0, false) => ("plain", desk.t("roster-unplanned")),
        // Easily overlooked: whoever only enters an absence would take the driver off duty for good.
        (0, true) if sheet.days.is_empty() => ("warning", desk.t("roster-never")),
        _ => ("plain", desk.words.with("roster-sum", "long", long(desk, minutes))),
    };
    html! {
        <section class="card settings-card"> <h3>{ desk.t("roster-week") }</h3>
            <p class="muted" data-tone={tone} data-testid="roster-sum">{ text }</p>
            <Shifts rows={sheet.week.clone()} errors={editor.errors()} vehicles={fleet.vehicles.clone()}
                depots={fleet.depots.clone()}
                on_add={editor.press(|sheet| sheet.add_shift())}
                on_edit={editor.set(|sheet, edit: Edit<ShiftRow>| edit(&mut sheet.week))} />
        </section>
    }
}

fn otherwise(editor: &Editor<RosterPart>) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    html! {
        <section class="card settings-card"> <h3>{ desk.t("roster-away") }</h3>
            <p class="muted">{ desk.t("roster-away-text") }</p>
            <Absences rows={sheet.absences.clone()} errors={editor.errors()}
                on_edit={editor.set(|sheet, edit: Edit<AbsenceRow>| edit(&mut sheet.absences))} />
            <h4>{ desk.t("hours-days") }</h4>
            <p class="muted">{ desk.t("roster-days-text") }</p>
            <OwnDays rows={sheet.days.clone()} errors={editor.errors()}
                on_edit={editor.set(|sheet, edit: Edit<OwnDayRow>| edit(&mut sheet.days))} />
        </section>
    }
}

fn usual(editor: &Editor<RosterPart>, fleet: &Fleet) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let id = |id: Option<String>| id.unwrap_or_default();
    let vehicle = sheet.vehicle.map(|id| id.to_string());
    let depot = sheet.depot.map(|id| id.to_string());
    html! {
        <section class="card settings-card"> <h3>{ desk.t("roster-usual") }</h3>
            <SelectSetting id="set-roster-vehicle" label={desk.t("roster-vehicle")}
                note={desk.t("roster-vehicle-note")} field="vehicle" errors={editor.errors()}
                value={id(vehicle.clone())}
                options={options(desk, "roster-own-vehicle", &fleet.vehicles, vehicle)}
                on_input={editor.set(|sheet, id: String| sheet.vehicle = id.parse().ok())} />
            <SelectSetting id="set-roster-depot" label={desk.t("roster-depot")}
                note={desk.t("roster-depot-note")} field="depot" errors={editor.errors()}
                value={id(depot.clone())} options={options(desk, "roster-no-depot", &fleet.depots, depot)}
                on_input={editor.set(|sheet, id: String| sheet.depot = id.parse().ok())} />
            <SwitchSetting id="set-roster-holidays" label={desk.t("roster-holidays")}
                note={desk.t("roster-holidays-note")} field="works_on_holidays" errors={editor.errors()}
                on={sheet.works_on_holidays} on_change={editor.set(|sheet, on| sheet.works_on_holidays = on)} />
        </section>
    }
}
