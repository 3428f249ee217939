//! Text fields with their label and the rule they break.

use yew::prelude::*;

use super::Icon;
use crate::bridge::dom;

/// Properties of [`Field`].
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// The label.
    pub label: AttrValue,
    /// What it holds.
    pub value: AttrValue,
    /// Changed, at every key.
    pub oninput: Callback<String>,
    /// `text`, `email`, `password`, `url`, `tel`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// Its name, also for the browser's own filling in.
    pub name: AttrValue,
    /// The value of `autocomplete`.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// The value of `inputmode`: which keyboard a phone shows.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// An example.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// What to know about it.
    #[prop_or_default]
    pub hint: AttrValue,
    /// The rule it breaks.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Several lines.
    #[prop_or_default]
    pub multiline: bool,
    /// Must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// Most characters.
    #[prop_or(200)]
    pub maxlength: usize,
    /// Hook for tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// The input.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A text field. Its text takes its own direction, so that a name in another script reads right.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let id = format!("f-{}", props.name);
    let note = format!("{id}-note");
    let error = props.error.clone();
    let described = (error.is_some() || !props.hint.is_empty()).then(|| note.clone());
    let oninput = props.oninput.reform(|event: InputEvent| dom::value_of(&event));
    let invalid = error.is_some().then_some("true");
    let input = if props.multiline {
        html! {
            <textarea ref={props.node.clone()} id={id.clone()} name={props.name.clone()} rows="3" dir="auto"
                value={props.value.to_string()} placeholder={props.placeholder.clone()} {oninput}
                maxlength={props.maxlength.to_string()} aria-invalid={invalid} aria-describedby={described}
                data-testid={props.testid.clone()} />
        }
    } else {
        html! {
            <input ref={props.node.clone()} id={id.clone()} name={props.name.clone()} type={props.kind.clone()}
                value={props.value.to_string()} placeholder={props.placeholder.clone()} {oninput} dir="auto"
                autocomplete={props.autocomplete.clone()} inputmode={props.inputmode.clone()} autocapitalize="none"
                maxlength={props.maxlength.to_string()} required={props.required} aria-invalid={invalid}
                aria-describedby={described} data-testid={props.testid.clone()} />
        }
    };
    html! {
        <div class="form-field" data-invalid={invalid}>
            <label for={id}>{ &props.label }</label>
            { input }
            if let Some(error) = error {
                <p id={note} class="form-rule" role="alert"><Icon name="triangle-alert" />{ error }</p>
            } else if !props.hint.is_empty() {
                <p id={note} class="form-hint">{ &props.hint }</p>
            }
        </div>
    }
}
