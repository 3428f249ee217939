//! Who would take what of many deliveries: a proposal that is looked at, and then given out as it was seen.

mod given;
mod left;
mod proposal;

use waybill_domain::DeliveryId;
use yew::prelude::*;

use self::{given::Given, left::Left, proposal::use_proposal};
use super::{
    desk::{Overlay, use_desk},
    modal::Modal,
};
use crate::components::{Button, ButtonKind, Empty, ErrorCard, Skeleton};

#[derive(PartialEq, Properties)]
pub(super) struct WaveProps {
    /// Which; `None`: everything that waits.
    pub(super) ids: Option<Vec<DeliveryId>>,
}

#[component]
pub(super) fn Wave(props: &WaveProps) -> Html {
    let desk = use_desk();
    let (wave, proposal) = use_proposal(props.ids.clone());
    let close = {
        let desk = desk.clone();
        Callback::from(move |()| desk.lay(Overlay::None))
    };
    let again = {
        let proposal = proposal.clone();
        Callback::from(move |()| proposal.ask())
    };
    let body = match (&wave.plan, &wave.error) {
        (None, None) => html! { <div aria-busy="true"><Skeleton class="block" lines={5} /></div> },
        (None, Some(error)) => html! {
            <ErrorCard error={error.clone()} safe={desk.t("wave-safe")} onretry={again.clone()} />
        },
        (Some(plan), _) if plan.assigned.is_empty() && plan.unassigned.is_empty() => html! {
            <Empty icon="package-check" title={desk.t("wave-none")} text={desk.t("wave-none-text")} />
        },
        (Some(plan), _) => html! {
            <>
                <p class="muted">{ desk.t("wave-text") }</p>
                if !plan.assigned.is_empty() {
                    <Given plan={plan.clone()} without={wave.without.clone()} on_toggle={proposal.toggle()} />
                }
                if !plan.unassigned.is_empty() {
                    <Left plan={plan.clone()} />
                }
            </>
        },
    };
    let (n, call) = (wave.pairs().len(), wave.call());
    let give = Callback::from(move |_: MouseEvent| {
        if let Some(call) = call.clone() {
            proposal.give(call);
        }
    });
    html! {
        <Modal title={desk.t("wave-title")} on_close={close} class={classes!("wide", "wave")} testid="wave">
            <div class="modal-body" aria-live="polite">{ body }</div>
            if let Some(plan) = &wave.plan {
                <div class="wave-foot">
                    if let Some(error) = &wave.error {
                        <p class="detail-error" role="alert" data-testid="wave-error"><span>{ &error.message }</span></p>
                    }
                    <Button icon="refresh-cw" disabled={wave.giving} testid="wave-again"
                        onclick={again.reform(|_: MouseEvent| ())}>{ desk.t("wave-again") }</Button>
                    if !plan.assigned.is_empty() {
                        <Button kind={ButtonKind::Primary} icon="check" testid="wave-give" busy={wave.giving}
                            disabled={n == 0} onclick={give}>{ desk.words.count("wave-give", n) }</Button>
                    }
                </div>
            }
        </Modal>
    }
}
