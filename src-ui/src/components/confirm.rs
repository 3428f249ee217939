//! Buttons for what cannot be taken back: held down, or slid. A slip of the thumb does nothing.
//!
//! By keyboard, Enter or Space is held as long as a finger would be. Assistive technology, which can only click, clicks
//! twice: the first click says what the second will do.

use yew::prelude::*;

use super::Icon;
use crate::{
    bridge::{device, dom, timer::Timeout},
    i18n::use_i18n,
};

/// How long a finger or a key must stay down.
const HOLD_MS: u32 = 650;
/// How long after a first click the second one still counts.
const ARMED_MS: u32 = 5_000;
/// A slide counts from this part of the way.
const FAR_ENOUGH: f64 = 0.82;

/// Properties of [`HoldButton`] and [`SlideButton`].
#[derive(PartialEq, Properties)]
pub struct ConfirmProps {
    /// The words.
    pub label: AttrValue,
    /// Hook for tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Takes something away: red.
    #[prop_or_default]
    pub danger: bool,
    /// Beside something more obvious.
    #[prop_or_default]
    pub plain: bool,
    /// Confirmed.
    pub onconfirm: Callback<()>,
}

/// Holding and clicking twice, for both kinds of button.
struct Confirm {
    holding: bool,
    armed: bool,
    press: Callback<()>,
    release: Callback<()>,
    onkeydown: Callback<KeyboardEvent>,
    onkeyup: Callback<KeyboardEvent>,
    onclick: Callback<MouseEvent>,
}

#[hook]
fn use_confirm(onconfirm: Callback<()>, disabled: bool) -> Confirm {
    let holding = use_state(|| false);
    let armed = use_state(|| false);
    let timer = use_mut_ref(|| None::<Timeout>);
    let press = {
        let (holding, timer, onconfirm) = (holding.setter(), timer.clone(), onconfirm.clone());
        Callback::from(move |()| {
            if disabled || timer.borrow().is_some() {
                return;
            }
            holding.set(true);
            let (holding, done, onconfirm) = (holding.clone(), timer.clone(), onconfirm.clone());
            *timer.borrow_mut() = Some(Timeout::new(HOLD_MS, move || {
                holding.set(false);
                done.borrow_mut().take();
                device::vibrate(30);
                onconfirm.emit(());
            }));
        })
    };
    let release = {
        let (holding, timer) = (holding.setter(), timer.clone());
        Callback::from(move |()| {
            timer.borrow_mut().take();
            holding.set(false);
        })
    };
    let is_press = |event: &KeyboardEvent| matches!(event.key().as_str(), "Enter" | " ");
    let onkeydown = {
        let press = press.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_press(&event) {
                // Without this the browser would click as well.
                event.prevent_default();
                if !event.repeat() {
                    press.emit(());
                }
            }
        })
    };
    let onkeyup = {
        let release = release.clone();
        Callback::from(move |event: KeyboardEvent| {
            if is_press(&event) {
                event.prevent_default();
                release.emit(());
            }
        })
    };
    let onclick = {
        let (armed, is_armed, timer) = (armed.setter(), *armed, use_mut_ref(|| None::<Timeout>));
        Callback::from(move |event: MouseEvent| {
            // A click by a pointer has a count; one by assistive technology or a script has none.
            if disabled || event.detail() != 0 {
                return;
            }
            if is_armed {
                timer.borrow_mut().take();
                armed.set(false);
                onconfirm.emit(());
            } else {
                armed.set(true);
                let disarm = armed.clone();
                *timer.borrow_mut() = Some(Timeout::new(ARMED_MS, move || disarm.set(false)));
            }
        })
    };
    Confirm { holding: *holding, armed: *armed, press, release, onkeydown, onkeyup, onclick }
}

/// A button that is held down.
#[component]
pub fn HoldButton(props: &ConfirmProps) -> Html {
    let i18n = use_i18n();
    let confirm = use_confirm(props.onconfirm.clone(), props.disabled);
    let (press, release) = (confirm.press, confirm.release);
    let lift = release.reform(|_: PointerEvent| ());
    let onpointerdown = Callback::from(move |event: PointerEvent| {
        dom::capture_pointer(&event);
        press.emit(());
    });
    html! {
        <button type="button" class="btn hold" data-size="touch" data-kind={if props.danger { "stop" } else if props.plain { "second" } else { "primary" }}
            data-testid={props.testid.clone()} data-holding={confirm.holding.then_some("true")}
            disabled={props.disabled} {onpointerdown} onpointerup={lift.clone()} onpointercancel={lift}
            onkeydown={confirm.onkeydown} onkeyup={confirm.onkeyup} onclick={confirm.onclick}
            onblur={release.reform(|_| ())} oncontextmenu={|event: MouseEvent| event.prevent_default()}>
            <span class="hold-fill" aria-hidden="true" />
            <span class="hold-label">
                { if confirm.armed { i18n.t("press-again") } else { props.label.to_string() } }
                <small aria-hidden="true">{ i18n.t("hold") }</small>
            </span>
        </button>
    }
}

/// A button whose thumb is slid to the other end.
#[component]
pub fn SlideButton(props: &ConfirmProps) -> Html {
    let i18n = use_i18n();
    let confirm = use_confirm(props.onconfirm.clone(), props.disabled);
    let node = use_node_ref();
    let start = use_mut_ref(|| None::<f64>);
    let sliding = use_state(|| false);
    let travel = {
        let node = node.clone();
        move || (dom::size_of(&node).0 - 64.0).max(1.0)
    };
    let place = {
        let node = node.clone();
        move |x: f64| dom::set_style(&node, "--x", &format!("{x:.0}px"))
    };
    let onpointerdown = {
        let (start, sliding, disabled) = (start.clone(), sliding.setter(), props.disabled);
        Callback::from(move |event: PointerEvent| {
            if !disabled {
                dom::capture_pointer(&event);
                *start.borrow_mut() = Some(f64::from(event.client_x()));
                sliding.set(true);
            }
        })
    };
    let onpointermove = {
        let (start, place, travel) = (start.clone(), place.clone(), travel.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(from) = *start.borrow() {
                place((f64::from(event.client_x()) - from).clamp(0.0, travel()));
            }
        })
    };
    let end = {
        let (onconfirm, sliding) = (props.onconfirm.clone(), sliding.setter());
        Callback::from(move |event: PointerEvent| {
            let Some(from) = start.borrow_mut().take() else {
                return;
            };
            sliding.set(false);
            let far = (f64::from(event.client_x()) - from) / travel();
            place(0.0);
            if event.type_() == "pointerup" && far >= FAR_ENOUGH {
                device::vibrate(30);
                onconfirm.emit(());
            }
        })
    };
    let label = if confirm.armed { i18n.t("press-again") } else { props.label.to_string() };
    html! {
        <button ref={node} type="button" class="slide" data-testid={props.testid.clone()}
            data-danger={props.danger.then_some("true")} data-sliding={sliding.then_some("true")}
            data-holding={confirm.holding.then_some("true")} disabled={props.disabled} {onpointerdown} {onpointermove}
            onpointerup={end.clone()} onpointercancel={end} onkeydown={confirm.onkeydown} onkeyup={confirm.onkeyup}
            onclick={confirm.onclick} onblur={confirm.release.reform(|_| ())}>
            <span class="slide-fill" aria-hidden="true" />
            <span class="slide-label">{ label }</span>
            <span class="slide-thumb" aria-hidden="true"><Icon name="chevrons-right" /></span>
        </button>
    }
}
