//! An offer over the whole screen: how far, from where to where, what, by when; yes or no.

use waybill_domain::{requirements::Requirement, stop::Stop};
use yew::prelude::*;

use super::{OfferProps, ring::Ring};
use crate::{
    bridge::dom,
    components::{Button, ButtonKind, ButtonSize, Chip, Icon},
    hooks::use_format,
    i18n::use_i18n,
    map::MapStrip,
    pages::driver::{position::use_here, words},
    state::travel,
};

/// The screen.
#[component]
pub(super) fn OfferSheet(props: &OfferProps) -> Html {
    let (i18n, format, here) = (use_i18n(), use_format(), use_here());
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.delivery.id, move |_| dom::focus(&heading));
    }
    let delivery = &props.delivery;
    let answer = |yes: bool| props.onanswer.reform(move |_: MouseEvent| yes);
    let way = |from, to| {
        let way = travel::way(from, to);
        format!("{} · {}", i18n.t1("about-minutes", "n", way.minutes), format.distance(way.metres))
    };
    let there = here.map(|here| way(here, delivery.pickup.point));
    let onwards = way(delivery.pickup.point, delivery.dropoff.point);
    let demand = delivery.demand(|_| true);
    let need = |item: Requirement| {
        html! { <Chip icon={words::requirement(item).1}>{ words::requirement_words(item, &demand, &i18n, &format) }</Chip> }
    };
    let stop = |kind: &'static str, icon: &'static str, stop: &Stop, far: Option<String>| {
        html! {
            <li>
                <Icon name={icon} />
                <div>
                    <span class="faint">{ i18n.t(kind) }</span>
                    <b dir="auto">{ words::address(stop) }</b>
                    <span class="muted">
                        if let Some(until) = stop.window.until {
                            { i18n.t("by") }{ " " }{ format.time(until) }
                        }
                    </span>
                </div>
                if let Some(far) = far {
                    <span class="offer-far">{ far }</span>
                }
            </li>
        }
    };
    html! {
        <div class="offer" role="alertdialog" aria-modal="true" aria-labelledby="offer-title" data-testid="offer"
            data-id={delivery.id.to_string()}>
            <div class="offer-map"><MapStrip from={here} to={delivery.pickup.point} height={200.0} /></div>
            <div class="offer-body">
                <div class="offer-head">
                    <Ring left={props.left} />
                    <div>
                        <h1 id="offer-title" ref={heading} tabindex="-1">{ i18n.t("offer-title") }</h1>
                        <p class="muted">{ there.clone().unwrap_or_else(|| i18n.t("offer-far-unknown")) }</p>
                    </div>
                </div>
                <ol class="offer-stops">
                    { stop("offer-from", "store", &delivery.pickup, None) }
                    { stop("offer-to", "map-pin", &delivery.dropoff, Some(onwards)) }
                </ol>
                <div class="needs">
                    <Chip icon="package">{ i18n.t1("parcels", "n", delivery.parcels.len()) }</Chip>
                    { for demand.items().into_iter().map(need) }
                </div>
            </div>
            <div class="offer-acts">
                <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} testid="offer-accept" onclick={answer(true)}>{ i18n.t("offer-accept") }</Button>
                <Button size={ButtonSize::Touch} testid="offer-decline" onclick={answer(false)}>{ i18n.t("offer-decline") }</Button>
                <p class="faint">{ i18n.t("offer-silence") }</p>
            </div>
        </div>
    }
}
