//! What is done, last one first, folded away until somebody wants to see it.

use waybill_domain::{Delivery, Outcome};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    components::{Icon, StateChip},
    hooks::use_format,
    i18n::use_i18n,
    pages::driver::words,
    routes::Route,
};

/// Properties of [`DoneList`].
#[derive(PartialEq, Properties)]
pub(super) struct DoneListProps {
    pub(super) done: Vec<Delivery>,
}

/// The list.
#[component]
pub(super) fn DoneList(props: &DoneListProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let row = |delivery: &Delivery| {
        let good = delivery.outcome.is_some_and(Outcome::is_delivered);
        let (safe, all) = delivery.proof_count();
        html! {
            <li class="route-row" data-testid="done-row">
                <Link<Route> classes="route-link" to={Route::Stop { id: delivery.id }}>
                    <span class="num" data-tone={if good { "success" } else { "danger" }}>
                        <Icon name={if good { "check" } else { "x" }} />
                    </span>
                    <span class="stop-lines">
                        <span class="stop-address" dir="auto">{ words::address(&delivery.dropoff) }</span>
                        <span class="stop-facts">
                            if let Some(at) = delivery.times.completed {
                                <span>{ format.time(at) }</span>
                            }
                            <StateChip state={delivery.state} outcome={delivery.outcome} />
                            if all > 0 {
                                <span>{ i18n.tn("proof-safe", [("safe", safe.into()), ("all", all.into())]) }</span>
                            }
                        </span>
                    </span>
                </Link<Route>>
            </li>
        }
    };
    html! {
        <details class="card done">
            <summary>
                <Icon name="check" /><span>{ i18n.t1("done-title", "n", props.done.len()) }</span><Icon name="chevron-down" class="fold" />
            </summary>
            <ol>{ for props.done.iter().map(row) }</ol>
        </details>
    }
}
