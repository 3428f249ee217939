//! Buttons.

use yew::prelude::*;

use super::Icon;

/// What a button means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Plain,
    /// The obvious next thing; one on a screen.
    Primary,
    /// Takes something away.
    Danger,
    /// Without ground, inside other things.
    Ghost,
}

/// How large a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 28 px, for dense tables.
    Small,
    /// 36 px, for mouse and keyboard.
    #[default]
    Normal,
    /// 48 px, for fingers.
    Large,
    /// 56 px over the whole width, for thumbs in gloves.
    Touch,
}

/// Properties of [`Button`].
#[derive(PartialEq, Properties)]
pub struct ButtonProps {
    /// The words.
    #[prop_or_default]
    pub children: Html,
    /// What it means.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// How large it is.
    #[prop_or_default]
    pub size: ButtonSize,
    /// An icon before the words.
    #[prop_or_default]
    pub icon: Option<AttrValue>,
    /// For screen readers, where the words do not say it all.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Hook for tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// At work: shows that it turns, and takes no second press.
    #[prop_or_default]
    pub busy: bool,
    /// Sends the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// Pressed or not, for buttons that stay down.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// A hint under the pointer.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// Was pressed.
    #[prop_or_default]
    pub onclick: Callback<MouseEvent>,
    /// The element.
    #[prop_or_default]
    pub node: NodeRef,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let kind = match props.kind {
        ButtonKind::Plain => None,
        ButtonKind::Primary => Some("primary"),
        ButtonKind::Danger => Some("danger"),
        ButtonKind::Ghost => Some("ghost"),
    };
    let size = match props.size {
        ButtonSize::Small => Some("small"),
        ButtonSize::Normal => None,
        ButtonSize::Large => Some("large"),
        ButtonSize::Touch => Some("touch"),
    };
    let icon = if props.busy { Some(AttrValue::Static("loader-circle")) } else { props.icon.clone() };
    html! {
        <button
            ref={props.node.clone()}
            type={if props.submit { "submit" } else { "button" }}
            class={classes!("btn", props.class.clone())}
            data-kind={kind}
            data-size={size}
            data-testid={props.testid.clone()}
            disabled={props.disabled || props.busy}
            aria-busy={props.busy.then_some("true")}
            aria-label={props.label.clone()}
            aria-pressed={props.pressed.map(|pressed| pressed.to_string())}
            title={props.title.clone()}
            onclick={props.onclick.clone()}
        >
            if let Some(name) = icon {
                <Icon {name} />
            }
            { props.children.clone() }
        </button>
    }
}
