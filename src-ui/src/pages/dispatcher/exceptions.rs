//! The inbox of what needs a person.

use waybill_domain::Delivery;
use yew::prelude::*;

use super::{desk::use_desk, detail::ExceptionBox};
use crate::{
    components::{Empty, Skeleton},
    state::board::Phase,
};

#[component]
pub(super) fn Exceptions() -> Html {
    let desk = use_desk();
    let mut open: Vec<&Delivery> = desk.board.deliveries().filter(|d| !d.exceptions.is_empty()).collect();
    // What has waited longest stands first.
    open.sort_by_key(|delivery| (delivery.exceptions.iter().map(|e| e.at).min(), delivery.id));
    let loading = matches!(desk.board.phase, Phase::Loading);
    html! {
        <section class="page narrow" aria-label={desk.t("board-exceptions")} data-testid="exceptions">
            if loading {
                <div aria-busy="true">
                    { for (0..3).map(|_| html! { <div class="box"><Skeleton class="w-200" /><Skeleton class="block" lines={2} /></div> }) }
                </div>
            } else if open.is_empty() {
                <Empty icon="shield-check" title={desk.t("exceptions-none")}
                    text={desk.t("exceptions-none-text")} />
            } else {
                <p class="muted">{ desk.t("exceptions-intro") }</p>
                { for open.into_iter().flat_map(|delivery| delivery.exceptions.iter().map(move |exception| html! {
                    <ExceptionBox key={exception.id.to_string()} delivery={delivery.clone()}
                        exception={exception.clone()} linked={true} />
                })) }
            }
        </section>
    }
}
