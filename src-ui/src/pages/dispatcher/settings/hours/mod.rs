//! When the organization serves: opening hours, cut-offs, holidays, and what becomes of orders outside of them.

mod cut_offs;
mod days;
mod holidays;
mod opening;
mod week;

use waybill_domain::calendar::Strictness;
use yew::prelude::*;

pub(super) use self::opening::{HoursEdit, HoursFields};
use self::{cut_offs::CutOffs, holidays::Holidays};
use super::{
    editor::{Editor, use_editor},
    part::CalendarPart,
    rows::Edit,
    setting::{Setting, TextSetting, segments},
};
use crate::state::organization::{CalendarSheet, HolidayRow};

type Calendar = Editor<CalendarPart>;

#[component]
pub(super) fn HoursSettings() -> Html {
    let editor = use_editor(CalendarPart, Callback::noop());
    let fields = html! {
        <>
            { opening(&editor) }
            { holidays(&editor) }
            { until(&editor) }
            { outside(&editor) }
        </>
    };
    editor.framed(fields, Html::default())
}

fn opening(editor: &Calendar) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    html! {
        <section class="card settings-card"> <h3>{ desk.t("hours-opening") }</h3>
            <HoursFields label={desk.t("hours-when")} hours={sheet.hours.clone()}
                zone={desk.words.format.zone.clone()} errors={editor.errors()}
                on_edit={editor.set(|sheet, edit: HoursEdit| edit(&mut sheet.hours))} />
        </section>
    }
}

fn holidays(editor: &Calendar) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    html! {
        <section class="card settings-card"> <h3>{ desk.t("holidays") }</h3>
            <p class="muted">{ desk.t("holidays-text") }</p>
            <Holidays rows={sheet.holidays.clone()} errors={editor.errors()}
                on_edit={editor.set(|sheet, edit: Edit<HolidayRow>| edit(&mut sheet.holidays))} />
        </section>
    }
}

fn until(editor: &Calendar) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    html! {
        <section class="card settings-card"> <h3>{ desk.t("cut-offs") }</h3>
            <p class="muted">{ desk.t("cut-offs-text") }</p>
            <CutOffs times={sheet.cut_offs.clone()} errors={editor.errors()}
                on_change={editor.set(|sheet, times| sheet.cut_offs = times)} />
        </section>
    }
}

fn outside(editor: &Calendar) -> Html {
    let (desk, sheet) = (&editor.desk, editor.sheet());
    let strictness = |key: &str, field: &'static str, chosen: Strictness, on: &Callback<Strictness>| {
        let options = [
            (Strictness::Allow, desk.t("strictness-allow")),
            (Strictness::Warn, desk.t("strictness-warn")),
            (Strictness::Refuse, desk.t("strictness-refuse")),
        ];
        html! {
            <Setting id={format!("set-{key}")} label={desk.t(key)} note={desk.t(&format!("{key}-note"))}
                {field} errors={editor.errors()} group=true>
                { segments(options, chosen, on, field) }
            </Setting>
        }
    };
    let on_closed = editor.set(|sheet: &mut CalendarSheet, to| sheet.when_closed = to);
    let on_zones = editor.set(|sheet: &mut CalendarSheet, to| sheet.outside_zones = to);
    html! {
        <section class="card settings-card"> <h3>{ desk.t("hours-orders") }</h3>
            { strictness("when-closed", "when_closed", sheet.when_closed, &on_closed) }
            { strictness("outside-zones", "outside_zones", sheet.outside_zones, &on_zones) }
            <TextSetting id="set-attempts" label={desk.t("attempts")} note={desk.t("attempts-note")}
                field="attempts_max" errors={editor.errors()} value={sheet.attempts_max.clone()}
                mode="numeric" hint={desk.t("attempts-any")}
                on_input={editor.set(|sheet, text| sheet.attempts_max = text)} />
        </section>
    }
}
