//! Toasts: what just happened, with a way back where there is one. They take no focus and block nothing.

use std::rc::Rc;

use yew::prelude::*;

use super::{Icon, Tone};
use crate::{bridge::timer::Timeout, i18n::use_i18n};

/// How long a toast stays. With an action it stays longer: people must be able to reach it.
const STAY_MS: u32 = 5_000;
const STAY_WITH_ACTION_MS: u32 = 8_000;
/// A warning is longer to read, and matters more.
const STAY_WARNING_MS: u32 = 20_000;

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// The words.
    pub text: AttrValue,
    /// Its colour: `Danger` for what went wrong, `Warning` for what needs a look.
    pub tone: Tone,
    /// An icon.
    pub icon: AttrValue,
    /// Words of a button, and what it does.
    pub action: Option<(AttrValue, Callback<()>)>,
}

impl Toast {
    /// It worked.
    pub fn done(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), tone: Tone::Neutral, icon: "check".into(), action: None }
    }

    /// It did not.
    pub fn failed(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), tone: Tone::Danger, icon: "triangle-alert".into(), action: None }
    }

    /// It worked, but there is something to know about it.
    pub fn warning(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), tone: Tone::Warning, icon: "triangle-alert".into(), action: None }
    }

    /// With a button.
    pub fn with(mut self, label: impl Into<AttrValue>, action: Callback<()>) -> Self {
        self.action = Some((label.into(), action));
        self
    }
}

/// Shows toasts. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Toasts(UseReducerDispatcher<Shown>);

impl Toasts {
    /// Shows `toast`.
    pub fn show(&self, toast: Toast) {
        self.0.dispatch(Change::Show(toast));
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    next: u64,
    toasts: Vec<(u64, Toast)>,
}

enum Change {
    Show(Toast),
    Hide(u64),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = (*self).clone();
        match change {
            Change::Show(toast) => {
                // More than one would cover the screen; the newest counts.
                shown.toasts = vec![(shown.next, toast)];
                shown.next += 1;
            }
            Change::Hide(id) => shown.toasts.retain(|(other, _)| *other != id),
        }
        Rc::new(shown)
    }
}

/// Properties of [`ToastHost`].
#[derive(PartialEq, Properties)]
pub struct ToastHostProps {
    /// The app.
    pub children: Html,
}

/// Gives toasts to everything inside it, and shows them.
#[component]
pub fn ToastHost(props: &ToastHostProps) -> Html {
    let shown = use_reducer(Shown::default);
    let toasts = Toasts(shown.dispatcher());
    html! {
        <ContextProvider<Toasts> context={toasts}>
            { props.children.clone() }
            <div class="toasts" aria-live="polite" role="status">
                { for shown.toasts.iter().map(|(id, toast)| {
                    let (id, dispatcher) = (*id, shown.dispatcher());
                    let onhide = Callback::from(move |()| dispatcher.dispatch(Change::Hide(id)));
                    html! { <ToastView key={id} toast={toast.clone()} {onhide} /> }
                }) }
            </div>
        </ContextProvider<Toasts>>
    }
}

#[derive(PartialEq, Properties)]
struct ToastViewProps {
    toast: Toast,
    onhide: Callback<()>,
}

#[component]
fn ToastView(props: &ToastViewProps) -> Html {
    let i18n = use_i18n();
    let onhide = props.onhide.clone();
    let stay = match (props.toast.tone, &props.toast.action) {
        (Tone::Warning, _) => STAY_WARNING_MS,
        (_, Some(_)) => STAY_WITH_ACTION_MS,
        (_, None) => STAY_MS,
    };
    use_effect_with((), move |()| {
        let timeout = Timeout::new(stay, move || onhide.emit(()));
        move || drop(timeout)
    });
    let action = props.toast.action.clone().map(|(label, action)| {
        let onhide = props.onhide.clone();
        let onclick = move |_| {
            action.emit(());
            onhide.emit(());
        };
        html! { <button type="button" {onclick}>{ label }</button> }
    });
    let onhide = props.onhide.clone();
    html! {
        <div class="toast" data-tone={props.toast.tone.as_str()} data-testid="toast">
            <Icon name={props.toast.icon.clone()} />
            <span dir="auto">{ &props.toast.text }</span>
            { action }
            <button type="button" aria-label={i18n.t("dismiss")} onclick={move |_| onhide.emit(())}>
                <Icon name="x" />
            </button>
        </div>
    }
}

/// Shows toasts from anywhere inside the app.
#[hook]
pub fn use_toasts() -> Option<Toasts> {
    use_context::<Toasts>()
}
