//! One of a few: a row of buttons, or tiles, of which one is down.

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

/// How the possibilities look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceLook {
    /// Beside each other in one row.
    Row,
    /// Large, in two columns.
    Tiles,
}

/// One of a few. `testid` is the begin of each possibility's hook for tests; its place follows.
pub fn choose<T: Clone + PartialEq + 'static>(
    look: ChoiceLook,
    label: impl Into<AttrValue>,
    testid: impl Into<AttrValue>,
    choices: Vec<Choice<T>>,
    chosen: Option<T>,
    onchoose: Callback<T>,
) -> Html {
    let options = choices.iter().map(|choice| (choice.label.clone(), choice.icon)).collect::<Vec<_>>();
    let chosen = chosen.and_then(|chosen| choices.iter().position(|choice| choice.value == chosen));
    let onchoose = Callback::from(move |index: usize| {
        if let Some(choice) = choices.get(index) {
            onchoose.emit(choice.value.clone());
        }
    });
    html! { <Choices {look} label={label.into()} testid={testid.into()} {options} {chosen} {onchoose} /> }
}

#[derive(PartialEq, Properties)]
struct ChoicesProps {
    look: ChoiceLook,
    label: AttrValue,
    testid: AttrValue,
    options: Vec<(AttrValue, Option<&'static str>)>,
    chosen: Option<usize>,
    onchoose: Callback<usize>,
}

/// Not generic: a copy of a component for every type of value would cost a browser more than it is worth.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    let button = |(index, (label, icon)): (usize, &(AttrValue, Option<&'static str>))| {
        let chosen = props.chosen == Some(index);
        let onchoose = props.onchoose.clone();
        html! {
            <button type="button" role="radio" aria-checked={if chosen { "true" } else { "false" }}
                data-testid={format!("{}-{index}", props.testid)} onclick={move |_| onchoose.emit(index)}>
                if let Some(name) = icon {
                    <Icon name={*name} />
                }
                <span>{ label }</span>
            </button>
        }
    };
    let class = match props.look {
        ChoiceLook::Row => "choice-row",
        ChoiceLook::Tiles => "choice-tiles",
    };
    html! {
        <div {class} role="radiogroup" aria-label={props.label.clone()}>
            { for props.options.iter().enumerate().map(button) }
        </div>
    }
}
