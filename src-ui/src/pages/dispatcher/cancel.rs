//! Why is it called off?

use waybill_domain::{Command, DeliveryId, validate};
use yew::prelude::*;

use super::{
    desk::{Overlay, use_desk},
    modal::Modal,
};
use crate::{
    bridge::dom,
    components::{Button, ButtonKind},
    state::board::Action,
};

/// Reasons that one press gives.
const REASONS: [&str; 4] = ["cancel-customer", "cancel-merchant", "cancel-duplicate", "cancel-address"];

#[derive(PartialEq, Properties)]
pub(super) struct CancelProps {
    pub(super) ids: Vec<DeliveryId>,
}

#[component]
pub(super) fn Cancel(props: &CancelProps) -> Html {
    let desk = use_desk();
    let reason = use_state_eq(String::new);
    let tried = use_state_eq(|| false);
    let words = &desk.words;
    let rule = validate::reason(&reason).into_iter().next().map(|error| error.rule);
    let rolling = props.ids.iter().filter_map(|id| desk.board.delivery(*id)).any(|d| d.state.is_in_custody());
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let send = {
        let (desk, ids, reason, tried) = (desk.clone(), props.ids.clone(), reason.clone(), tried.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let reason = reason.trim().to_owned();
            if !validate::reason(&reason).is_empty() {
                tried.set(true);
                return;
            }
            desk.lay(Overlay::None);
            desk.dispatch(Action::PickMany(Vec::new()));
            let said = desk.words.count("cancel-done", ids.len());
            desk.act(ids.clone(), Command::Cancel { reason }, said, None);
        })
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |event: InputEvent| reason.set(dom::value_of(&event)))
    };
    let quick = |key: &'static str| {
        let text = words.t(key);
        let on = *reason == text;
        let (reason, chosen) = (reason.setter(), text.clone());
        html! {
            <button type="button" class="filter" aria-pressed={on.to_string()}
                onclick={move |_: MouseEvent| reason.set(chosen.clone())}>
                { text }
            </button>
        }
    };
    let wrong = (*tried).then_some(rule).flatten();
    html! {
        <Modal title={words.count("cancel-title", props.ids.len())} on_close={close.clone()}
            class={classes!("ask")} testid="cancel">
            <form onsubmit={send}>
                if rolling {
                    <p class="ask-warn">{ words.t("cancel-rolling") }</p>
                }
                <div class="ask-quick" role="group" aria-label={words.t("cancel-reason")}>
                    { for REASONS.map(quick) }
                </div>
                <label for="cancel-reason">{ words.t("cancel-reason") }</label>
                <input id="cancel-reason" type="text" value={(*reason).clone()} {oninput}
                    data-testid="cancel-reason" autocomplete="off"
                    aria-invalid={wrong.is_some().to_string()} aria-describedby="cancel-rule" />
                <p id="cancel-rule" class="rule" role="alert">
                    { wrong.map(|rule| words.with("cancel-rule", "rule", rule)) }
                </p>
                <div class="ask-foot">
                    <Button onclick={close.reform(|_: MouseEvent| ())}>{ words.t("cancel-keep") }</Button>
                    <Button submit={true} kind={ButtonKind::Danger} class="btn-danger" icon="ban"
                        testid="cancel-confirm">
                        { words.t("act-cancel") }
                    </Button>
                </div>
            </form>
        </Modal>
    }
}
