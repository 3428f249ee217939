//! Whole-area notices: nothing here, or something went wrong.

use yew::prelude::*;

use super::{Button, ButtonSize, Icon};
use crate::{
    bridge::{CallError, ErrorKind},
    i18n::use_i18n,
};

/// Properties of [`Empty`].
#[derive(PartialEq, Properties)]
pub struct EmptyProps {
    /// An icon.
    pub icon: AttrValue,
    /// What is not there.
    pub title: AttrValue,
    /// What to do about it.
    #[prop_or_default]
    pub text: AttrValue,
    /// Buttons.
    #[prop_or_default]
    pub children: Html,
}

/// Nothing is here, and what to do.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <section class="notice">
            <Icon name={props.icon.clone()} />
            <h2>{ &props.title }</h2>
            if !props.text.is_empty() {
                <p>{ &props.text }</p>
            }
            { props.children.clone() }
        </section>
    }
}

/// Properties of [`ErrorCard`].
#[derive(PartialEq, Properties)]
pub struct ErrorCardProps {
    /// What happened.
    pub error: CallError,
    /// What is safe; "Nothing is lost." where absent.
    #[prop_or_default]
    pub safe: Option<AttrValue>,
    /// Try again.
    #[prop_or_default]
    pub onretry: Option<Callback<()>>,
}

/// Something went wrong: what happened, what is safe, what to do.
#[component]
pub fn ErrorCard(props: &ErrorCardProps) -> Html {
    let i18n = use_i18n();
    let network = props.error.kind == ErrorKind::Network;
    let happened = if network { i18n.t("error-network") } else { props.error.message.clone() };
    let safe = props.safe.clone().unwrap_or_else(|| i18n.t("error-safe").into());
    html! {
        <section class="notice" data-tone={(!network).then_some("danger")} role="alert">
            <Icon name={if network { "cloud-off" } else { "triangle-alert" }} />
            <h2>{ i18n.t("error-title") }</h2>
            <p>{ happened }{ " " }{ safe }</p>
            if let Some(onretry) = props.onretry.clone() {
                <Button size={ButtonSize::Large} icon="rotate-cw" onclick={move |_| onretry.emit(())}>
                    { i18n.t("retry") }
                </Button>
            }
        </section>
    }
}
