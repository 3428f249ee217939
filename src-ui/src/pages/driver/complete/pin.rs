//! The PIN the recipient tells: large keys, checked on the spot.

use yew::prelude::*;

use super::ItemProps;
use crate::{
    bridge::{device, dom},
    components::{Button, ButtonKind, ButtonSize, Icon},
    i18n::use_i18n,
    pages::driver::frame::Page,
    state::draft::DraftChange,
};

/// Digits a person would ever be told.
const MOST_DIGITS: usize = 8;
/// From this many digits on a PIN that does not match is called wrong.
const PIN_DIGITS: usize = 4;

/// The keys. The right PIN closes the screen by itself.
#[component]
pub(super) fn PinPage(props: &ItemProps) -> Html {
    let i18n = use_i18n();
    let field = use_node_ref();
    let digits = use_state(|| props.draft.evidence.pin.clone().unwrap_or_default());
    use_effect_with((), {
        let field = field.clone();
        move |()| dom::focus(&field)
    });
    let check = props.delivery.dropoff.requirements.pin.clone();
    let right = check.as_ref().is_some_and(|check| check.matches(&digits));
    let wrong = !right && digits.len() >= PIN_DIGITS;
    let set = {
        let (digits, onchange, onclose) = (digits.setter(), props.onchange.clone(), props.onclose.clone());
        Callback::from(move |text: String| {
            let text: String = text.chars().filter(char::is_ascii_digit).take(MOST_DIGITS).collect();
            if check.as_ref().is_some_and(|check| check.matches(&text)) {
                device::vibrate(30);
                onchange.emit(DraftChange::Pin(Some(text.clone())));
                onclose.emit(());
            } else if text.len() == PIN_DIGITS {
                device::vibrate(120);
            }
            digits.set(text);
        })
    };
    let key = |digit: char| {
        let (set, digits) = (set.clone(), (*digits).clone());
        html! { <button type="button" class="key" onclick={move |_| set.emit(format!("{digits}{digit}"))}>{ digit }</button> }
    };
    let onback = {
        let (set, digits) = (set.clone(), (*digits).clone());
        Callback::from(move |_: MouseEvent| {
            let mut shorter = digits.clone();
            shorter.pop();
            set.emit(shorter);
        })
    };
    // A PIN that does not match is kept all the same: the server checks it again, and the driver may pass it over with
    // a reason.
    let onkeep = {
        let (onchange, onclose, digits) = (props.onchange.clone(), props.onclose.clone(), (*digits).clone());
        Callback::from(move |_: MouseEvent| {
            onchange.emit(DraftChange::Pin(Some(digits.clone()).filter(|digits| !digits.is_empty())));
            onclose.emit(());
        })
    };
    let foot = html! {
        <Button kind={if right { ButtonKind::Primary } else { ButtonKind::Plain }} size={ButtonSize::Touch} testid="item-done" onclick={onkeep}>{ i18n.t("done") }</Button>
    };
    html! {
        <Page title={i18n.t("item-pin")} sub={i18n.t("pin-hint")} onback={props.onclose.clone()} {foot}>
            <div class="pin">
                <input ref={field} class="pin-digits" data-testid="pin-input" inputmode="none" autocomplete="off" value={(*digits).clone()}
                    aria-label={i18n.t("item-pin")} aria-invalid={wrong.then_some("true")} maxlength={MOST_DIGITS.to_string()}
                    oninput={set.reform(|event: InputEvent| dom::value_of(&event))} />
                <p class="pin-word" role="status" data-tone={if right { "success" } else if wrong { "danger" } else { "neutral" }}>
                    if right {
                        <Icon name="check" />{ i18n.t("pin-right") }
                    } else if wrong {
                        <Icon name="triangle-alert" />{ i18n.t("pin-wrong") }
                    } else {
                        { i18n.t("pin-type") }
                    }
                </p>
                <div class="keys">
                    { for "123456789".chars().map(key) }
                    <span />
                    { key('0') }
                    <button type="button" class="key" aria-label={i18n.t("pin-delete")} onclick={onback}><Icon name="delete" /></button>
                </div>
            </div>
        </Page>
    }
}
