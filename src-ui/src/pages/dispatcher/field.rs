//! Fields that know the rule they break.

use std::rc::Rc;

use waybill_domain::problem::FieldError;
use yew::prelude::*;

use super::words::Words;
use crate::bridge::dom;

/// The rules that are broken, by field.
#[derive(Clone, PartialEq)]
pub(super) struct Errors(Rc<Vec<(String, String)>>);

impl Errors {
    /// In the person's language where there is a message for the rule, else as the rule says.
    pub(super) fn new(errors: &[FieldError], words: &Words) -> Self {
        let said = |error: &FieldError| {
            let key = key_of(&error.rule);
            let rule = if words.i18n.has(&key) { words.t(&key) } else { error.rule.clone() };
            (error.field.clone(), rule)
        };
        Self(Rc::new(errors.iter().map(said).collect()))
    }

    /// Whether one of them is about such a field.
    pub(super) fn any(&self, is_about: fn(&str) -> bool) -> bool {
        self.0.iter().any(|(name, _)| is_about(name))
    }

    pub(super) fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, rule)| rule.as_str())
    }
}

/// The key of a rule's message.
pub(super) fn key_of(rule: &str) -> String {
    format!("rule-{}", rule.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

/// A list of suggestions below a field.
#[derive(Clone, PartialEq)]
pub(super) struct Popup {
    /// The id of its element.
    pub(super) list: AttrValue,
    /// The id of the suggestion that Enter takes.
    pub(super) active: Option<AttrValue>,
    /// Whether it is there.
    pub(super) open: bool,
}

#[derive(PartialEq, Properties)]
pub(super) struct TextFieldProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) value: String,
    /// The path that errors name.
    pub(super) field: AttrValue,
    pub(super) errors: Errors,
    pub(super) on_input: Callback<String>,
    #[prop_or("text".into())]
    pub(super) kind: AttrValue,
    #[prop_or_default]
    pub(super) hint: AttrValue,
    /// Several lines.
    #[prop_or_default]
    pub(super) long: bool,
    /// For phones: which keyboard.
    #[prop_or_default]
    pub(super) mode: Option<AttrValue>,
    #[prop_or_default]
    pub(super) class: Classes,
    #[prop_or_default]
    pub(super) onfocus: Callback<()>,
    /// The field is left, or a suggestion was taken.
    #[prop_or_default]
    pub(super) onchange: Callback<()>,
    /// The list of suggestions, by the id of its element.
    #[prop_or_default]
    pub(super) list: Option<AttrValue>,
    /// Suggestions of our own.
    #[prop_or_default]
    pub(super) popup: Option<Popup>,
}

#[component]
pub(super) fn TextField(props: &TextFieldProps) -> Html {
    let rule = props.errors.of(&props.field);
    let rule_id = format!("{}-rule", props.id);
    let oninput = props.on_input.reform(|event: InputEvent| dom::value_of(&event));
    let onfocus = props.onfocus.reform(|_: FocusEvent| ());
    let onchange = props.onchange.reform(|_: Event| ());
    let invalid = rule.is_some().to_string();
    let popup = props.popup.as_ref();
    let shown = popup.filter(|popup| popup.open);
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label for={props.id.clone()}>{ &props.label }</label>
            if props.long {
                <textarea id={props.id.clone()} rows="2" value={props.value.clone()} {oninput} {onfocus}
                    placeholder={props.hint.clone()} aria-invalid={invalid}
                    aria-describedby={rule_id.clone()} data-testid={props.field.clone()} />
            } else {
                <input id={props.id.clone()} type={props.kind.clone()} value={props.value.clone()}
                    {oninput} {onfocus} {onchange} list={props.list.clone()}
                    placeholder={props.hint.clone()} aria-invalid={invalid}
                    role={popup.map(|_| "combobox")} aria-autocomplete={popup.map(|_| "list")}
                    aria-expanded={popup.map(|popup| popup.open.to_string())}
                    aria-controls={shown.map(|popup| popup.list.clone())}
                    aria-activedescendant={shown.and_then(|popup| popup.active.clone())}
                    aria-describedby={rule_id.clone()} autocomplete="off" inputmode={props.mode.clone()}
                    data-testid={props.field.clone()} />
            }
            <p class="rule" id={rule_id} data-testid={format!("rule-{}", props.field)}>
                { rule.map(str::to_owned) }
            </p>
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct SelectFieldProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) value: String,
    /// Value and words.
    pub(super) options: Vec<(String, String)>,
    pub(super) on_input: Callback<String>,
}

#[component]
pub(super) fn SelectField(props: &SelectFieldProps) -> Html {
    let onchange = props.on_input.reform(|event: Event| dom::value_of(&event));
    html! {
        <div class="field">
            <label for={props.id.clone()}>{ &props.label }</label>
            <select id={props.id.clone()} {onchange} data-testid={props.id.clone()}>
                { choices(&props.options, &props.value) }
            </select>
        </div>
    }
}

/// What a select offers: values and words.
pub(super) fn choices(options: &[(String, String)], chosen: &str) -> Html {
    let option = |(value, words): &(String, String)| {
        html! { <option value={value.clone()} selected={value == chosen}>{ words }</option> }
    };
    options.iter().map(option).collect()
}

#[derive(PartialEq, Properties)]
pub(super) struct TickProps {
    pub(super) label: AttrValue,
    pub(super) on: bool,
    pub(super) on_change: Callback<bool>,
    #[prop_or_default]
    pub(super) icon: AttrValue,
    #[prop_or_default]
    pub(super) testid: AttrValue,
}

#[component]
pub(super) fn Tick(props: &TickProps) -> Html {
    let onchange = props.on_change.reform(|event: Event| dom::is_checked(&event));
    html! {
        <label class="tick">
            <input type="checkbox" checked={props.on} {onchange} data-testid={props.testid.clone()} />
            if !props.icon.is_empty() {
                <crate::components::Icon name={props.icon.clone()} />
            }
            { &props.label }
        </label>
    }
}
