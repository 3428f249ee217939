//! The next stop as a large card: readable at arm's length, one obvious button.

use waybill_domain::{Delivery, State};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    components::{Chip, Icon, StateChip, Tone},
    hooks::{use_format, use_now, use_session},
    i18n::use_i18n,
    map::MapStrip,
    pages::driver::{
        position::use_here,
        step::{SameHere, StepButton},
        stop::Contacts,
        words,
    },
    routes::Route,
    state::travel,
};

/// Properties of [`NextCard`].
#[derive(PartialEq, Properties)]
pub(super) struct NextCardProps {
    pub(super) delivery: Delivery,
    /// Its place in the day.
    pub(super) number: usize,
}

/// The card.
#[component]
pub(super) fn NextCard(props: &NextCardProps) -> Html {
    let (i18n, format, here, now) = (use_i18n(), use_format(), use_here(), use_now(30_000));
    let session = use_session();
    let delivery = &props.delivery;
    let (stop, pickup) = words::next_stop(delivery);
    let late = words::lateness(stop, now, &i18n);
    let reached = matches!(delivery.state, State::Arrived | State::ArrivedAtPickup);
    let way = here.filter(|_| !reached).map(|here| travel::way(here, stop.point));
    let approach = session.status().and_then(|status| status.approach).filter(|_| !reached);
    let near = approach.and_then(|approach| travel::nearness(&approach, delivery.id, pickup));
    let demand = delivery.demand(|_| true);
    let open = Route::Stop { id: delivery.id };
    let notes = (!stop.notes.is_empty()).then(|| i18n.t1("quoted", "text", stop.notes.as_str()));
    let code = i18n.tn("card-code", [("code", delivery.code.as_str().into()), ("n", props.number.into())]);
    html! {
        <section class="card next" data-testid="next-card" aria-label={i18n.t("today-next")}>
            <Link<Route> to={open} classes="next-map">
                <span class="sr-only">{ i18n.t1("stop-open", "address", stop.address.as_str()) }</span>
                <MapStrip from={here} to={stop.point} />
            </Link<Route>>
            <div class="next-body">
                <div class="row between">
                    <StateChip state={delivery.state} outcome={delivery.outcome} />
                    <span class="faint" dir="auto">{ code }</span>
                </div>
                <Link<Route> to={open}>
                    if pickup {
                        <p class="next-kind">{ i18n.t("pickup-at") }</p>
                    }
                    <h2 class="next-address" dir="auto">{ words::address(stop) }</h2>
                    <p class="next-who muted">
                        <bdi>{ &stop.contact.name }</bdi>
                        if let Some(notes) = notes {
                            if !stop.contact.name.is_empty() {
                                { " · " }
                            }
                            <span dir="auto">{ notes }</span>
                        }
                    </p>
                </Link<Route>>
                <p class="next-when">
                    if let Some(until) = stop.window.until {
                        <span data-late={late.is_some().then_some("true")}>
                            <Icon name="clock" /><span>{ i18n.t("by") }{ " " }<b>{ format.time(until) }</b></span>
                            if let Some(late) = late {
                                <Chip tone={Tone::Danger} icon="triangle-alert">{ late }</Chip>
                            }
                        </span>
                    }
                    if let Some(near) = near {
                        <span class="next-near" data-testid="approach"><Icon name="map-pin" /><b>{ i18n.t(near) }</b></span>
                    } else if let Some(way) = way {
                        <span><Icon name="navigation" /><span><b>{ i18n.t1("about-minutes", "n", way.minutes) }</b>{ " · " }{ format.distance(way.metres) }</span></span>
                    }
                </p>
                <div class="needs">
                    <Chip icon="package">{ i18n.t1("parcels", "n", delivery.parcels.len()) }</Chip>
                    if !pickup {
                        { for demand.items().into_iter().map(|item| html! {
                            <Chip icon={words::requirement(item).1}>
                                { words::requirement_words(item, &demand, &i18n, &format) }
                            </Chip>
                        }) }
                    }
                </div>
                <div class="next-acts">
                    <StepButton delivery={delivery.clone()} />
                    <Contacts stop={stop.clone()} />
                </div>
                <SameHere delivery={delivery.clone()} />
            </div>
        </section>
    }
}
