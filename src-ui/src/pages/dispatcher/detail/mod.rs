//! The pane with everything about one delivery.

mod actions;
mod custody;
mod dispatch;
mod driver;
mod entry;
mod expected;
mod facts;
mod proof;
mod timeline;
mod viewer;

use waybill_domain::{
    Delivery, DeliveryId,
    calls::{DeliveryDetail, GetDelivery},
};
use yew::prelude::*;

use super::{
    desk::{Desk, use_desk},
    exception::ExceptionBox,
    table::state_key,
    words::{Dots, short_name},
};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{ErrorCard, Icon, Skeleton, state_tone},
    state::board::{case_of, next_attempt},
};
use actions::Actions;
use custody::TransferBox;
use dispatch::DispatchBox;
use driver::DriverBox;
pub(super) use entry::describe;
use facts::Facts;
use proof::ProofBox;
pub(super) use proof::{Thumb, files_of};
use timeline::Timeline;
pub(super) use viewer::Viewer;

#[derive(PartialEq, Properties)]
pub(super) struct DetailProps {
    pub(super) id: DeliveryId,
}

#[component]
pub(super) fn Detail(props: &DetailProps) -> Html {
    let desk = use_desk();
    let id = props.id;
    let known = desk.board.delivery(id).cloned();
    let (detail, error, retry) = use_detail(id, known.as_ref().map(|delivery| delivery.rev));
    let close = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.close())
    };
    // The row is newer than the details while those are on their way.
    let read = detail.as_ref().map(|detail| &detail.delivery);
    let newest = match (&known, read) {
        (Some(known), Some(read)) if known.rev < read.rev => Some(read),
        (Some(known), _) => Some(known),
        (None, read) => read,
    };
    let body = match (newest, error) {
        (Some(delivery), error) => html! { <Body delivery={delivery.clone()} {detail} {error} {retry} /> },
        (None, Some(error)) => html! { <ErrorCard {error} onretry={retry} /> },
        (None, None) => html! { <Waiting /> },
    };
    html! {
        <aside class="detail" aria-label={desk.t("detail-title")} data-testid="detail"
            data-id={id.to_string()}>
            <button type="button" class="icon-btn detail-close" onclick={close}
                aria-label={desk.t("close")} title={desk.t("detail-close-hint")} data-testid="detail-close">
                <Icon name="x" />
                <span class="detail-back"><Icon name="chevron-left" />{ desk.t("back") }</span>
            </button>
            { body }
        </aside>
    }
}

/// The details of `id`, read again whenever its revision moves on.
#[hook]
fn use_detail(id: DeliveryId, rev: Option<u64>) -> (Option<DeliveryDetail>, Option<CallError>, Callback<()>) {
    let state = use_state(|| (None::<DeliveryDetail>, None::<CallError>));
    let attempt = use_state(|| 0_u32);
    {
        let setter = state.setter();
        let before = state.0.clone().filter(|detail| detail.delivery.id == id);
        use_effect_with((id, rev, *attempt), move |_| {
            // Tells an answer that comes late that it is not wanted any more.
            let wanted = std::rc::Rc::new(std::cell::Cell::new(true));
            let still = wanted.clone();
            setter.set((before.clone(), None));
            spawn_local(async move {
                let answer = bridge::call(&GetDelivery { id }).await;
                if still.get() {
                    setter.set(match answer {
                        Ok(detail) => (Some(detail), None),
                        Err(error) => (before, Some(error)),
                    });
                }
            });
            move || wanted.set(false)
        });
    }
    let retry = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.set(*attempt + 1))
    };
    let (detail, error) = (*state).clone();
    (detail.filter(|detail| detail.delivery.id == id), error, retry)
}

#[component]
fn Waiting() -> Html {
    html! {
        <div class="detail-waiting" aria-busy="true">
            <Skeleton class="w-96 round" />
            <Skeleton class="w-200 h-26" />
            <Skeleton class="w-160" />
            <Skeleton class="block" lines={3} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct BodyProps {
    delivery: Delivery,
    detail: Option<DeliveryDetail>,
    error: Option<CallError>,
    retry: Callback<()>,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let desk = use_desk();
    let delivery = &props.delivery;
    let words = &desk.words;
    let now = desk.board.now;
    let (tone, icon) = state_tone(delivery.state, delivery.outcome);
    let unit = (!delivery.dropoff.unit.is_empty()).then(|| format!(", {}", delivery.dropoff.unit));
    let position = props.detail.as_ref().and_then(|detail| detail.driver_position);
    html! {
        <>
            <header class="detail-head">
                <span class="chip" data-tone={tone.as_str()} data-testid="detail-state"
                    data-state={delivery.state.as_str()}>
                    <Icon name={icon} />{ words.t(&state_key(delivery.state, delivery.outcome)) }
                </span>
                <span class="faint mono">{ &delivery.code }</span>
            </header>
            <div class="detail-place">
                <h2 dir="auto">{ &delivery.dropoff.address }{ unit }</h2>
                <p class="muted"><Dots parts={summary(&desk, delivery)} /></p>
                { for attempts(&desk, delivery) }
                if delivery.state == waybill_domain::State::Cancelled && !delivery.cancel_reason.is_empty() {
                    <p class="muted" dir="auto">
                        { words.with("detail-cancelled", "reason", delivery.cancel_reason.clone()) }
                    </p>
                }
            </div>
            <Actions delivery={delivery.clone()}
                tracking={props.detail.as_ref().map(|detail| detail.tracking_path.clone())} />
            { for delivery.exceptions.iter().map(|exception| {
                let timeline = props.detail.as_ref().map(|detail| &detail.timeline[..]).unwrap_or_default();
                html! {
                    <ExceptionBox key={exception.id.to_string()} case={case_of(delivery, exception, timeline)}
                        linked={false} />
                }
            }) }
            <TransferBox delivery={delivery.clone()} />
            <DriverBox delivery={delivery.clone()} {position} {now} />
            <DispatchBox delivery={delivery.clone()} />
            <ProofBox delivery={delivery.clone()}
                proofs={props.detail.as_ref().map(|detail| detail.proofs.clone())} />
            if let Some(error) = &props.error {
                <p class="detail-error" role="alert">
                    <Icon name="cloud-off" />
                    <span>{ words.with("detail-stale", "why", error.message.clone()) }</span>
                    <button type="button" class="btn" data-size="small"
                        onclick={props.retry.reform(|_: MouseEvent| ())}>
                        { words.t("retry") }
                    </button>
                </p>
            }
            <Facts delivery={delivery.clone()} />
            if let Some(detail) = &props.detail {
                <Timeline entries={detail.timeline.clone()} {now} />
            } else if props.error.is_none() {
                <div class="detail-waiting" aria-busy="true"><Skeleton class="block" lines={4} /></div>
            }
        </>
    }
}

/// Ways to the attempts before and after it.
fn attempts(desk: &Desk, delivery: &Delivery) -> Vec<Html> {
    let way = |key: &'static str, testid: &'static str, id: DeliveryId| {
        let code = desk.board.delivery(id).map_or_else(|| "…".to_owned(), |other| other.code.clone());
        let open = {
            let desk = desk.clone();
            Callback::from(move |_: MouseEvent| desk.open(id))
        };
        let values = [("n", i64::from(delivery.attempt).into()), ("code", code.into())];
        html! {
            <p><button type="button" class="link" onclick={open} data-testid={testid}>
                { desk.words.i18n.tn(key, values) }
            </button></p>
        }
    };
    let before = delivery.follows.filter(|_| delivery.attempt > 1);
    let after = next_attempt(&desk.board, delivery.id).map(|next| next.id);
    let before = before.map(|id| way("attempt-before", "attempt-before", id));
    before.into_iter().chain(after.map(|id| way("attempt-after", "attempt-after", id))).collect()
}

/// `Sofia R.’s · 2 parcels · 10:50–11:30`.
fn summary(desk: &Desk, delivery: &Delivery) -> Vec<String> {
    let words = &desk.words;
    let mut parts = Vec::new();
    if !delivery.dropoff.contact.name.is_empty() {
        parts.push(delivery.dropoff.contact.name.clone());
    }
    if let Some(driver) = delivery.driver.and_then(|id| desk.board.member(id)) {
        let route = desk.board.route_of(driver.id);
        if let Some(place) = route.iter().position(|stop| stop.id == delivery.id) {
            let values = [("name", short_name(&driver.name).into()), ("n", (place + 1).into())];
            parts.push(words.i18n.tn("detail-stop", values));
        }
    }
    parts.push(words.parcels(delivery));
    parts.push(words.window(delivery.dropoff.window, desk.board.now));
    parts
}
