//! One stop: the next step, what to bring, whom to ask for, what to know.

mod colleague;
mod contacts;
mod facts;
mod parcels;
mod proof;

use waybill_domain::{
    Command, Delivery, DeliveryId, State,
    rules::{
        part::{Part, in_van},
        today::NextStep,
    },
};
use yew::prelude::*;
use yew_router::prelude::*;

use self::proof::ProofCard;
pub(super) use self::{colleague::ColleagueCard, contacts::Contacts, facts::StopFacts, parcels::Parcels};
use super::{
    frame::{Page, use_back},
    hands::{BackCard, BackFoot, GiveFoot, TakePage, TransferCard, can_hand_over},
    position::use_here,
    step::{SameHere, StepButton},
    words,
};
use crate::{
    components::{
        Button, ButtonKind, ButtonSize, Chip, Empty, ErrorCard, Icon, Skeleton, StateChip, Toast, Tone,
        use_toasts,
    },
    hooks::{DayContext, use_day},
    i18n::use_i18n,
    map::MapStrip,
    routes::Route,
};

/// Properties of the pages about one delivery.
#[derive(PartialEq, Properties)]
pub(super) struct StopPageProps {
    /// Which delivery.
    pub(super) id: DeliveryId,
}

/// What is shown where the delivery itself cannot be.
pub(super) fn instead(day: &DayContext, onback: &Callback<()>, i18n: &crate::i18n::I18n) -> Html {
    let content = match (&day.day.deliveries, &day.day.error) {
        (Some(_), _) => html! {
            <Empty icon="package-x" title={i18n.t("stop-gone-title")} text={i18n.t("stop-gone-text")} />
        },
        (None, Some(error)) => {
            let day = day.clone();
            html! { <ErrorCard error={error.clone()} onretry={Callback::from(move |()| day.reload())} /> }
        }
        (None, None) => {
            html! { <section class="card next-body stack"><Skeleton lines={5} class="skeleton-row" /></section> }
        }
    };
    html! { <Page title={i18n.t("stop")} onback={onback.clone()}>{ content }</Page> }
}

/// One stop.
#[component]
pub(super) fn StopPage(props: &StopPageProps) -> Html {
    let (i18n, day, here) = (use_i18n(), use_day(), use_here());
    let onback = use_back(Route::Today);
    let Some(mine) = day.day.get(props.id) else {
        return instead(&day, &onback, &i18n);
    };
    let delivery = &mine.delivery;
    let part = day.part(delivery);
    if part == Part::Taking {
        return html! { <TakePage delivery={delivery.clone()} /> };
    }
    let (stop, pickup) = words::next_stop(delivery);
    let title = if delivery.state.is_final() || !pickup {
        words::address(&delivery.dropoff)
    } else {
        words::address(stop)
    };
    html! {
        <Page {title} sub={delivery.code.clone()} {onback} foot={foot(&day, delivery, &i18n)}>
            <div class="stack">
                if mine.revoked {
                    <section class="card strip" data-tone="warning"><Icon name="triangle-alert" /><p>{ i18n.t("stop-revoked") }</p></section>
                }
                <section class="card next">
                    <div class="next-map"><MapStrip from={here} to={if delivery.state.is_final() { delivery.dropoff.point } else { stop.point }} height={150.0} /></div>
                    <div class="next-body">
                        <div class="row between wrap">
                            <StateChip state={delivery.state} outcome={delivery.outcome} />
                            if mine.pending > 0 {
                                <Chip tone={Tone::Warning} icon="cloud-upload">{ i18n.t1("stop-pending", "n", mine.pending) }</Chip>
                            }
                            if delivery.attempt > 1 {
                                <Chip icon="rotate-cw">{ i18n.t1("stop-attempt", "n", delivery.attempt) }</Chip>
                            }
                        </div>
                        if pickup && !delivery.state.is_final() {
                            <StopFacts stop={delivery.pickup.clone()} kind={i18n.t("pickup-at")} main={true} />
                            <hr />
                            <StopFacts stop={delivery.dropoff.clone()} kind={i18n.t("dropoff-at")} />
                        } else {
                            <StopFacts stop={delivery.dropoff.clone()} kind="" main={true} />
                        }
                    </div>
                </section>
                if delivery.state == State::Cancelled && !delivery.cancel_reason.is_empty() {
                    <section class="card strip"><Icon name="ban" /><p dir="auto">{ i18n.t1("stop-cancelled", "reason", delivery.cancel_reason.as_str()) }</p></section>
                }
                if delivery.transfer.is_some() {
                    <TransferCard delivery={delivery.clone()} />
                }
                <BackCard delivery={delivery.clone()} />
                if delivery.state == State::Completed {
                    <ProofCard delivery={delivery.clone()} />
                }
                <Parcels delivery={delivery.clone()} draft={mine.draft.clone()} />
                <SameHere delivery={delivery.clone()} />
                if part == Part::Stop {
                    <GoHereNext delivery={delivery.clone()} />
                }
                if can_hand_over(delivery, part) {
                    <Link<Route> classes="btn touch-link" to={Route::HandOver { id: delivery.id }}><Icon name="arrow-right-left" />{ i18n.t("hand-over-open") }</Link<Route>>
                }
            </div>
        </Page>
    }
}

fn foot(day: &DayContext, delivery: &Delivery, i18n: &crate::i18n::I18n) -> Html {
    if in_van(delivery, day.me) > 0 {
        return html! { <BackFoot delivery={delivery.clone()} /> };
    }
    if delivery.transfer.is_some() && delivery.driver == Some(day.me) {
        return html! { <GiveFoot delivery={delivery.clone()} /> };
    }
    if NextStep::of(delivery.state).is_none() {
        return Html::default();
    }
    let at_door = delivery.state >= State::PickedUp;
    html! {
        <>
            <StepButton delivery={delivery.clone()} />
            if at_door {
                <Link<Route> classes="btn touch-link danger" to={Route::Failed { id: delivery.id }}>{ i18n.t("could-not") }</Link<Route>>
            }
        </>
    }
}

/// Moves the stop to the front of the route, with a way back.
#[component]
fn GoHereNext(props: &GoHereNextProps) -> Html {
    let (i18n, day, toasts) = (use_i18n(), use_day(), use_toasts());
    let delivery = &props.delivery;
    let waits = |state: State| state.is_active() && !matches!(state, State::OutForDelivery | State::Arrived);
    let today = day.today();
    let first = today.open.iter().find(|other| waits(other.state));
    let Some(first) = first.filter(|first| waits(delivery.state) && first.id != delivery.id) else {
        return Html::default();
    };
    let (id, before, rank) = (delivery.id, delivery.rank, first.rank - 60_000.0);
    let (done, undo) = (i18n.t("route-is-next"), i18n.t("undo"));
    let onclick = move |_| {
        day.act(id, Command::Move { rank, pickup_rank: None }, Callback::noop());
        let day = day.clone();
        let back = Callback::from(move |()| {
            day.act(id, Command::Move { rank: before, pickup_rank: None }, Callback::noop())
        });
        if let Some(toasts) = &toasts {
            toasts.show(Toast::done(done.clone()).with(undo.clone(), back));
        }
    };
    html! {
        <Button kind={ButtonKind::Plain} size={ButtonSize::Touch} icon="corner-right-up" testid="go-next" {onclick}>
            { i18n.t("route-go-next") }
        </Button>
    }
}

#[derive(PartialEq, Properties)]
struct GoHereNextProps {
    delivery: Delivery,
}
