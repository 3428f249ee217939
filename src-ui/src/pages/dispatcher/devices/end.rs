//! Ending a device that was lost or taken away, and allowing it again.

use waybill_domain::calls::{AllowDevice, LaneStatus, RevokeDevice};
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{Button, ButtonKind, ButtonSize, Toast},
};

#[derive(PartialEq, Properties)]
pub(super) struct EndProps {
    pub(super) lane: LaneStatus,
    /// Asks the server again.
    pub(super) on_change: Callback<()>,
}

/// The button, and the question before it where it takes something away.
#[component]
pub(super) fn End(props: &EndProps) -> Html {
    let desk = use_desk();
    let asking = use_state_eq(|| false);
    let busy = use_state_eq(|| false);
    let words = &desk.words;
    let lane = props.lane.lane;
    let ask = |on: bool| {
        let asking = asking.setter();
        move |_: MouseEvent| asking.set(on)
    };
    let run = |allow: bool| {
        let (desk, on_change) = (desk.clone(), props.on_change.clone());
        let (asking, busy) = (asking.setter(), busy.setter());
        let name = props.lane.member_name.clone();
        move |_: MouseEvent| {
            let (desk, on_change, name) = (desk.clone(), on_change.clone(), name.clone());
            let (asking, busy) = (asking.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                let answer = if allow {
                    bridge::call(&AllowDevice { lane }).await
                } else {
                    bridge::call(&RevokeDevice { lane }).await
                };
                busy.set(false);
                asking.set(false);
                on_change.emit(());
                tell(&desk, answer, if allow { "device-allowed" } else { "device-ended" }, name);
            });
        }
    };
    if props.lane.revoked {
        return html! {
            <div class="device-end">
                <p class="faint">{ words.with("device-allow-text", "name", props.lane.member_name.clone()) }</p>
                <Button size={ButtonSize::Small} icon="undo-2" busy={*busy} onclick={run(true)} testid="device-allow">
                    { words.t("device-allow") }
                </Button>
            </div>
        };
    }
    if !*asking {
        return html! {
            <div class="device-end">
                <p class="faint">{ words.t("device-end-hint") }</p>
                <Button size={ButtonSize::Small} kind={ButtonKind::Danger} icon="ban" onclick={ask(true)} testid="device-end">
                    { words.t("device-end") }
                </Button>
            </div>
        };
    }
    html! {
        <div class="device-end" role="group" aria-label={words.t("device-end")} data-testid="device-end-question">
            <p class="ask-warn">{ words.with("device-end-text", "name", props.lane.member_name.clone()) }</p>
            <Button size={ButtonSize::Small} onclick={ask(false)}>{ words.t("cancel-keep") }</Button>
            <Button size={ButtonSize::Small} kind={ButtonKind::Danger} class="btn-danger" icon="ban" busy={*busy}
                onclick={run(false)} testid="device-end-confirm">
                { words.t("device-end") }
            </Button>
        </div>
    }
}

fn tell(desk: &Desk, answer: Result<(), CallError>, done: &str, name: String) {
    desk.toast(match answer {
        Ok(()) => Toast::done(desk.words.with(done, "name", name)),
        Err(error) => Toast::failed(error.message),
    });
}
