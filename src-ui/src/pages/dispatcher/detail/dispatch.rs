//! Finding a driver: whom the server asks now, how long that driver still has, and how it was decided.

use waybill_domain::{
    Delivery, DeliveryId, State,
    calls::{DispatchDelivery, GetDecisions, StopDispatch},
};
use yew::prelude::*;

use super::super::desk::{Desk, Overlay, use_desk};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{Button, ButtonSize, Icon, Toast},
    hooks::use_now,
    state::{board::Action, offer::Countdown},
};

#[derive(PartialEq, Properties)]
pub(super) struct DispatchBoxProps {
    pub(super) delivery: Delivery,
}

#[component]
pub(super) fn DispatchBox(props: &DispatchBoxProps) -> Html {
    let desk = use_desk();
    let busy = use_state_eq(|| false);
    let delivery = &props.delivery;
    let id = delivery.id;
    // Of what has a driver, or is over, only the server knows whether anything was decided about it.
    let decided = use_state_eq(|| None::<DeliveryId>);
    {
        let settled = !matches!(delivery.state, State::Unassigned | State::Offered);
        let decided = decided.setter();
        use_effect_with((id, settled), move |(id, settled)| {
            if *settled {
                let id = *id;
                spawn_local(async move {
                    let read = bridge::call(&GetDecisions { id }).await;
                    if read.is_ok_and(|read| !read.decisions.is_empty()) {
                        decided.set(Some(id));
                    }
                });
            }
        });
    }
    let find = {
        let (desk, busy) = (desk.clone(), busy.setter());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (desk, busy) = (desk.clone(), busy.clone());
            spawn_local(async move {
                let call = DispatchDelivery { id: Some(id), reassign: false };
                let answer = bridge::call(&call).await.map(|done| done.delivery);
                take(&desk, answer);
                busy.set(false);
            });
        })
    };
    let stop = {
        let (desk, busy) = (desk.clone(), busy.setter());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (desk, busy) = (desk.clone(), busy.clone());
            spawn_local(async move {
                take(&desk, bridge::call(&StopDispatch { id }).await);
                busy.set(false);
            });
        })
    };
    let why = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.lay(Overlay::Decisions(id)))
    };
    let how = html! {
        <button type="button" class="link" data-testid="decisions-open" onclick={why}>{ desk.t("dispatch-how") }</button>
    };
    match delivery.state {
        State::Unassigned => html! {
            <section class="box dispatch-box">
                <p class="muted">{ desk.t("dispatch-text") }</p>
                <div class="dispatch-line">
                    <Button size={ButtonSize::Small} icon="zap" testid="dispatch-find" busy={*busy} onclick={find}>
                        { desk.t("dispatch-find") }
                    </Button>
                    { how }
                </div>
            </section>
        },
        State::Offered => html! {
            <section class="box dispatch-box" data-testid="dispatch-asking">
                <Asked delivery={delivery.clone()} />
                <div class="dispatch-line">
                    <Button size={ButtonSize::Small} icon="x" testid="dispatch-stop" busy={*busy} onclick={stop}>
                        { desk.t("dispatch-stop") }
                    </Button>
                    { how }
                </div>
            </section>
        },
        _ if *decided == Some(id) => html! {
            <section class="box dispatch-box" data-testid="dispatch-done">
                <div class="dispatch-line"><span class="muted">{ desk.t("dispatch-done") }</span>{ how }</div>
            </section>
        },
        _ => Html::default(),
    }
}

/// Who is being asked, and how long that driver still has.
#[component]
fn Asked(props: &DispatchBoxProps) -> Html {
    let (desk, now) = (use_desk(), use_now(500));
    let left = props.delivery.offer.and_then(|offer| Countdown::of(offer, now));
    let text = match left {
        Some(left) => desk.words.with(
            if left.is_long() { "dispatch-left-long" } else { "dispatch-left" },
            "n",
            left.clock(),
        ),
        None => desk.t("dispatch-over"),
    };
    let share = left.map_or(0.0, |left| left.share);
    let name = desk.name_of(props.delivery.driver);
    html! {
        <>
            <div class="box-line">
                <b><Icon name="zap" />{ desk.words.with("dispatch-asking", "name", name) }</b>
                <span class="muted" role="timer">{ text }</span>
            </div>
            <div class="dispatch-time" aria-hidden="true"><i style={format!("width: {:.1}%", share * 100.0)}></i></div>
        </>
    }
}

/// Takes in what became of the delivery, or says why nothing did.
fn take(desk: &Desk, answer: Result<Delivery, CallError>) {
    match answer {
        Ok(delivery) => {
            if delivery.state == State::Unassigned && !delivery.exceptions.is_empty() {
                desk.toast(Toast::failed(desk.t("dispatch-nobody")));
            }
            desk.dispatch(Action::Put(Box::new(delivery)));
        }
        Err(error) => desk.toast(Toast::failed(error.message)),
    }
}
