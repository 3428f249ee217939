//! One of a few: a row of buttons of which one is down.

use yew::prelude::*;

use super::Icon;

/// One possibility.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T> {
    /// What is chosen.
    pub value: T,
    /// The words.
    pub label: AttrValue,
    /// An icon above the words.
    pub icon: Option<&'static str>,
}

/// Properties of [`Choices`].
#[derive(PartialEq, Properties)]
pub struct ChoicesProps<T: Clone + PartialEq + 'static> {
    /// What is asked.
    pub label: AttrValue,
    /// The possibilities.
    pub choices: Vec<Choice<T>>,
    /// The one that is down.
    #[prop_or_default]
    pub chosen: Option<T>,
    /// Large tiles in two columns instead of one row.
    #[prop_or_default]
    pub tiles: bool,
    /// The begin of each possibility's hook for tests; its place in the row follows.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Another one was chosen.
    pub onchoose: Callback<T>,
}

/// One of a few.
#[component]
pub fn Choices<T: Clone + PartialEq + 'static>(props: &ChoicesProps<T>) -> Html {
    let button = |(index, choice): (usize, &Choice<T>)| {
        let chosen = props.chosen.as_ref() == Some(&choice.value);
        let (onchoose, value) = (props.onchoose.clone(), choice.value.clone());
        let testid = props.testid.as_ref().map(|testid| format!("{testid}-{index}"));
        html! {
            <button type="button" role="radio" aria-checked={chosen.to_string()} data-testid={testid}
                onclick={move |_| onchoose.emit(value.clone())}>
                if let Some(name) = choice.icon {
                    <Icon {name} />
                }
                <span>{ &choice.label }</span>
            </button>
        }
    };
    html! {
        <div class={if props.tiles { "choice-tiles" } else { "choice-row" }} role="radiogroup" aria-label={props.label.clone()}>
            { for props.choices.iter().enumerate().map(button) }
        </div>
    }
}
