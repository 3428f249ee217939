//! What can be done with the delivery now.

use waybill_domain::{Delivery, State};
use yew::prelude::*;

use super::super::{
    desk::{Overlay, use_desk},
    pop::Pop,
};
use crate::{
    bridge::{clipboard, device, spawn_local},
    components::{Button, ButtonKind, ButtonSize, Icon, Toast},
    state::board::{can_go_again, next_attempt},
};

#[derive(PartialEq, Properties)]
pub(super) struct ActionsProps {
    pub(super) delivery: Delivery,
    /// Path of the public page, once known.
    pub(super) tracking: Option<String>,
}

#[component]
pub(super) fn Actions(props: &ActionsProps) -> Html {
    let desk = use_desk();
    let more = use_state_eq(|| false);
    let delivery = &props.delivery;
    let id = delivery.id;
    let open = !delivery.state.is_final();
    let free = open && !delivery.state.is_in_custody();
    let lay = |overlay: Overlay| {
        let (desk, more) = (desk.clone(), more.setter());
        Callback::from(move |_: MouseEvent| {
            more.set(false);
            desk.lay(overlay.clone());
        })
    };
    let take = {
        let (desk, more) = (desk.clone(), more.setter());
        Callback::from(move |_: MouseEvent| {
            more.set(false);
            desk.give(vec![id], None);
        })
    };
    let copy = props.tracking.clone().map(|path| {
        let (desk, more) = (desk.clone(), more.setter());
        Callback::from(move |_: MouseEvent| {
            more.set(false);
            let link = format!("{}{path}", device::origin());
            let desk = desk.clone();
            spawn_local(async move {
                desk.toast(if clipboard::copy(&link).await {
                    Toast::done(desk.t("detail-link-copied"))
                } else {
                    Toast::failed(desk.words.with("detail-link-not-copied", "link", link))
                });
            });
        })
    });
    let phone = &delivery.dropoff.contact.phone;
    let assign_word = match (delivery.state.is_in_custody(), delivery.driver) {
        (true, _) => "act-transfer",
        (false, Some(_)) => "act-reassign",
        (false, None) => "act-assign",
    };
    let first = delivery.state == State::Unassigned;
    let kind = if first { ButtonKind::Primary } else { ButtonKind::Plain };
    let toggle = {
        let more = more.clone();
        Callback::from(move |_: MouseEvent| more.set(!*more))
    };
    let close = {
        let more = more.setter();
        Callback::from(move |()| more.set(false))
    };
    let item =
        |icon: &'static str, key: &str, testid: &'static str, danger: bool, onclick: Callback<MouseEvent>| {
            html! {
                <button type="button" role="menuitem" data-danger={danger.then_some("true")}
                    data-testid={testid} {onclick}>
                    <Icon name={icon} />{ desk.t(key) }
                </button>
            }
        };
    html! {
        <div class="detail-actions">
            if open {
                <Button size={ButtonSize::Small} {kind} icon={if free { "user-check" } else { "arrow-right-left" }}
                    onclick={lay(Overlay::Assign(vec![id]))} testid="assign-open"
                    title={desk.t("act-assign-hint")}>
                    { desk.t(assign_word) }
                </Button>
            }
            if can_go_again(delivery) && next_attempt(&desk.board, id).is_none() {
                <Button size={ButtonSize::Small} kind={ButtonKind::Primary} icon="rotate-cw"
                    onclick={lay(Overlay::Retry(id))} testid="retry-open">
                    { desk.t("act-retry") }
                </Button>
            }
            if !phone.is_empty() {
                <a class="btn" data-size="small" href={format!("tel:{phone}")}>
                    <Icon name="phone" />
                    { desk.t("act-call") }
                </a>
            }
            if open {
                <Button size={ButtonSize::Small} icon="pencil" onclick={lay(Overlay::Edit(id))}
                    testid="edit-open">
                    { desk.t("act-edit") }
                </Button>
            }
            <div class="menu">
                <button type="button" class="btn" data-size="small" aria-haspopup="menu"
                    aria-expanded={more.to_string()} title={desk.t("act-more")} onclick={toggle}
                    data-testid="detail-more">
                    <Icon name="ellipsis" label={desk.t("act-more")} />
                </button>
                if *more {
                    <Pop role="menu" label={desk.t("act-more")} on_close={close.clone()}>
                        if let Some(copy) = copy {
                            { item("link", "act-copy-link", "copy-link", false, copy) }
                        }
                        if let Some(path) = &props.tracking {
                            <a role="menuitem" href={path.clone()} target="_blank" rel="noopener">
                                <Icon name="external-link" />
                                { desk.t("act-open-link") }
                            </a>
                        }
                        if free && delivery.driver.is_some() {
                            { item("user-x", "act-unassign", "unassign", false, take) }
                        }
                        if open {
                            { item("ban", "act-cancel", "cancel-open", true, lay(Overlay::Cancel(vec![id]))) }
                        }
                    </Pop>
                }
            </div>
        </div>
    }
}
