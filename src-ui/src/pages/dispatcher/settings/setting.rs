//! A line of the settings: what it is on the left, what it is set to on the right.

use yew::prelude::*;

use super::super::field::{Errors, choices};
use crate::bridge::dom;

#[derive(PartialEq, Properties)]
pub(super) struct SettingProps {
    /// The id of its field; of a group, the begin of the ids.
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    /// What it does, plainly.
    #[prop_or_default]
    pub(super) note: AttrValue,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    /// Several controls, and not one that a label can name.
    #[prop_or_default]
    pub(super) group: bool,
    pub(super) children: Html,
}

/// A line. Its field names `{id}-rule` and `{id}-note` as what describes it.
#[component]
pub(super) fn Setting(props: &SettingProps) -> Html {
    let name = format!("{}-name", props.id);
    let note = format!("{}-note", props.id);
    let rule = props.errors.of(&props.field).map(str::to_owned);
    html! {
        <div class="setting" role={props.group.then_some("group")}
            aria-labelledby={props.group.then(|| name.clone())}
            aria-describedby={props.group.then(|| note.clone())}>
            <div class="setting-what">
                if props.group {
                    <b id={name}>{ &props.label }</b>
                } else {
                    <label for={props.id.clone()}>{ &props.label }</label>
                }
                <p id={note} class="muted">{ &props.note }</p>
            </div>
            <div class="setting-how">
                { props.children.clone() }
                <p class="rule" id={format!("{}-rule", props.id)}
                    data-testid={format!("rule-{}", props.field)}>
                    { rule }
                </p>
            </div>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct TextSettingProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    #[prop_or_default]
    pub(super) note: AttrValue,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    pub(super) value: String,
    pub(super) on_input: Callback<String>,
    /// Stands behind the value.
    #[prop_or_default]
    pub(super) unit: AttrValue,
    /// An example.
    #[prop_or_default]
    pub(super) hint: AttrValue,
    /// For phones: which keyboard.
    #[prop_or_default]
    pub(super) mode: Option<AttrValue>,
    /// Holds words, and not one number.
    #[prop_or_default]
    pub(super) wide: bool,
}

/// A line with one field, and the unit of what it holds.
#[component]
pub(super) fn TextSetting(props: &TextSettingProps) -> Html {
    let id = &props.id;
    let oninput = props.on_input.reform(|event: InputEvent| dom::value_of(&event));
    let described = format!("{id}-rule {id}-unit {id}-note");
    html! {
        <Setting id={id.clone()} label={props.label.clone()} note={props.note.clone()}
            field={props.field.clone()} errors={props.errors.clone()}>
            <span class="field setting-box" data-unit={(!props.unit.is_empty()).then_some("true")}
                data-wide={props.wide.then_some("true")}>
                <input id={id.clone()} type="text" value={props.value.clone()} {oninput} dir="auto"
                    aria-invalid={props.errors.of(&props.field).is_some().to_string()}
                    aria-describedby={described} autocomplete="off" inputmode={props.mode.clone()}
                    placeholder={props.hint.clone()} data-testid={props.field.clone()} />
                <span id={format!("{id}-unit")} class="setting-unit">{ &props.unit }</span>
            </span>
        </Setting>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SelectSettingProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    #[prop_or_default]
    pub(super) note: AttrValue,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    pub(super) value: String,
    /// Values and words.
    pub(super) options: Vec<(String, String)>,
    pub(super) on_input: Callback<String>,
}

/// A line with one of several.
#[component]
pub(super) fn SelectSetting(props: &SelectSettingProps) -> Html {
    let id = &props.id;
    let onchange = props.on_input.reform(|event: Event| dom::value_of(&event));
    html! {
        <Setting id={id.clone()} label={props.label.clone()} note={props.note.clone()}
            field={props.field.clone()} errors={props.errors.clone()}>
            <span class="field setting-box" data-wide="true">
                <select id={id.clone()} {onchange} aria-describedby={format!("{id}-rule {id}-note")}
                    aria-invalid={props.errors.of(&props.field).is_some().to_string()}
                    data-testid={id.clone()}>
                    { choices(&props.options, &props.value) }
                </select>
            </span>
        </Setting>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SwitchSettingProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    #[prop_or_default]
    pub(super) note: AttrValue,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    pub(super) on: bool,
    pub(super) on_change: Callback<bool>,
}

/// A line that is on or off.
#[component]
pub(super) fn SwitchSetting(props: &SwitchSettingProps) -> Html {
    let onchange = props.on_change.reform(|event: Event| dom::is_checked(&event));
    html! {
        <Setting id={props.id.clone()} label={props.label.clone()} note={props.note.clone()}
            field={props.field.clone()} errors={props.errors.clone()}>
            <input id={props.id.clone()} type="checkbox" role="switch" class="switch" checked={props.on}
                {onchange} aria-describedby={format!("{}-note", props.id)} data-testid={props.field.clone()} />
        </Setting>
    }
}

/// One of a few, beside each other. The group around them has the name.
pub(super) fn segments<T: Copy + PartialEq + 'static>(
    options: impl IntoIterator<Item = (T, String)>,
    chosen: T,
    on_choose: &Callback<T>,
    testid: &str,
) -> Html {
    let option = |(i, (value, words)): (usize, (T, String))| {
        let onclick = on_choose.reform(move |_: MouseEvent| value);
        html! {
            <button type="button" aria-pressed={(value == chosen).to_string()} {onclick}
                data-testid={format!("{testid}-{i}")}>{ words }</button>
        }
    };
    html! { <div class="segments">{ for options.into_iter().enumerate().map(option) }</div> }
}
