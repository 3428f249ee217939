//! How dispatch chooses: whether by itself, whom it asks, what counts, and what becomes of what nobody takes.

mod weights;

use waybill_domain::dispatch;
use yew::prelude::*;

use self::weights::WeightFields;
use super::{
    editor::{Editor, use_editor},
    part::PolicyPart,
    setting::{Setting, SwitchSetting, TextSetting, segments},
};
use crate::{
    components::{Button, ButtonKind},
    state::organization::{PolicySheet, Sheet as _, WeightsSheet},
};

type Policy = Editor<PolicyPart>;

#[component]
pub(super) fn DispatchSettings() -> Html {
    let editor = use_editor(PolicyPart, Callback::noop());
    let usual = PolicySheet::of(&dispatch::Settings::default());
    let is_usual = *editor.sheet() == usual;
    let defaults = editor.press(move |sheet| *sheet = usual.clone());
    let fields = html! {
        <>
            { by_itself(&editor) }
            { whom(&editor) }
            { counts(&editor) }
            { stuck(&editor) }
        </>
    };
    let rest = html! {
        <Button kind={ButtonKind::Ghost} icon="rotate-ccw" onclick={defaults} disabled={is_usual}
            testid="settings-defaults">
            { editor.desk.t("settings-defaults") }
        </Button>
    };
    editor.framed(fields, rest)
}

fn by_itself(editor: &Policy) -> Html {
    let sheet = editor.sheet();
    let desk = &editor.desk;
    html! {
        <section class="card settings-card"> <h3>{ desk.t("policy-by-itself") }</h3>
            <SwitchSetting id="set-auto" label={desk.t("policy-auto")} note={desk.t("policy-auto-note")}
                field="auto" errors={editor.errors()} on={sheet.auto}
                on_change={editor.set(|sheet, on| sheet.auto = on)} />
            { number(editor, ("policy-ahead", "ahead_min", "unit-minutes"), &sheet.ahead, |s, v| s.ahead = v) }
            { number(editor, ("policy-again", "again_min", "unit-minutes"), &sheet.again, |s, v| s.again = v) }
        </section>
    }
}

fn whom(editor: &Policy) -> Html {
    let sheet = editor.sheet();
    html! {
        <section class="card settings-card"> <h3>{ editor.desk.t("policy-whom") }</h3>
            { number(editor, ("policy-reach", "policy.reach_m", "unit-kilometres"), &sheet.reach,
                |s, v| s.reach = v) }
            { number(editor, ("policy-max-active", "policy.max_active", ""), &sheet.max_active,
                |s, v| s.max_active = v) }
            { number(editor, ("policy-answer", "policy.answer_ms", "unit-seconds"), &sheet.answer,
                |s, v| s.answer = v) }
            { number(editor, ("policy-cool-down", "policy.cool_down_ms", "unit-minutes"), &sheet.cool_down,
                |s, v| s.cool_down = v) }
        </section>
    }
}

fn counts(editor: &Policy) -> Html {
    let desk = &editor.desk;
    html! {
        <section class="card settings-card"> <h3>{ desk.t("policy-counts") }</h3>
            <p class="muted">{ desk.t("policy-counts-text") }</p>
            <WeightFields weights={editor.sheet().weights.clone()} errors={editor.errors()}
                on_change={editor.set(|sheet, weights: WeightsSheet| sheet.weights = weights)} />
        </section>
    }
}

fn stuck(editor: &Policy) -> Html {
    let sheet = editor.sheet();
    let desk = &editor.desk;
    let what = [(false, desk.t("policy-escalate")), (true, desk.t("policy-cancel"))];
    let on_what = editor.set(|sheet, cancel| sheet.cancel = cancel);
    html! {
        <section class="card settings-card"> <h3>{ desk.t("policy-stuck") }</h3>
            <p class="muted">{ desk.t("policy-stuck-text") }</p>
            { number(editor, ("policy-flag", "stuck.flag_min", "unit-minutes"), &sheet.flag,
                |s, v| s.flag = v) }
            { number(editor, ("policy-then", "stuck.then_min", "unit-minutes"), &sheet.then,
                |s, v| s.then = v) }
            <Setting id="set-what" label={desk.t("policy-what")} note={desk.t("policy-what-note")}
                field="stuck.then" errors={editor.errors()} group=true>
                { segments(what, sheet.cancel, &on_what, "stuck.then") }
            </Setting>
        </section>
    }
}

/// A line with a number: its message and that with `-note`, the path that errors name, the unit's message.
fn number(
    editor: &Policy,
    (key, field, unit): (&'static str, &'static str, &'static str),
    value: &str,
    set: fn(&mut PolicySheet, String),
) -> Html {
    let desk = &editor.desk;
    let unit = if unit.is_empty() { String::new() } else { desk.t(unit) };
    html! {
        <TextSetting id={format!("set-{key}")} label={desk.t(key)} note={desk.t(&format!("{key}-note"))}
            {field} errors={editor.errors()} value={value.to_owned()} {unit} mode="decimal"
            on_input={editor.set(set)} />
    }
}
