//! One stop of the route.

use waybill_domain::{Delivery, requirements::Requirement};
use yew::prelude::*;

use crate::{
    components::Icon,
    hooks::{use_format, use_now},
    i18n::use_i18n,
    pages::driver::words,
};

/// Properties of [`StopLines`].
#[derive(PartialEq, Properties)]
pub(super) struct StopLinesProps {
    pub(super) delivery: Delivery,
}

/// Address, then window, parcels and what it needs.
#[component]
pub(super) fn StopLines(props: &StopLinesProps) -> Html {
    let (i18n, format, now) = (use_i18n(), use_format(), use_now(30_000));
    let delivery = &props.delivery;
    let stop = &delivery.dropoff;
    let late = words::lateness(stop, now, &i18n);
    let demand = delivery.demand(|_| true);
    let short = |item: Requirement| i18n.t(&format!("requirement-{}", words::requirement(item).0));
    let needs: Vec<String> = demand.items().into_iter().map(short).collect();
    let window = format.window(stop.window);
    html! {
        <span class="stop-lines">
            <span class="stop-address" dir="auto">{ words::address(stop) }</span>
            <span class="stop-facts">
                if let Some(late) = late {
                    <span class="late"><Icon name="triangle-alert" />{ late }</span>
                } else if !window.is_empty() {
                    <span>{ window }</span>
                }
                <span>{ i18n.t1("parcels", "n", delivery.parcels.len()) }</span>
                <span class="stop-needs">{ needs.join(" · ") }</span>
            </span>
        </span>
    }
}
