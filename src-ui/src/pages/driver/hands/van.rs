//! Goods that nobody took: in the van until they are brought back.

use waybill_domain::{Delivery, rules::part::in_van};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{act::use_hands, take::HandsProps};
use crate::{
    components::{HoldButton, Icon, StateChip},
    hooks::use_day,
    i18n::use_i18n,
    pages::driver::{stop::StopFacts, words},
    routes::Route,
};

#[derive(PartialEq, Properties)]
pub(super) struct InVanProps {
    pub(super) deliveries: Vec<Delivery>,
}

/// In the day: a quiet list, for the end of the route.
#[component]
pub(super) fn InVan(props: &InVanProps) -> Html {
    let (i18n, day) = (use_i18n(), use_day());
    let all: usize = props.deliveries.iter().map(|delivery| in_van(delivery, day.me)).sum();
    let row = |delivery: &Delivery| {
        html! {
            <li key={delivery.id.to_string()} class="route-row" data-testid="in-van-row">
                <Link<Route> classes="hands-row" to={Route::Stop { id: delivery.id }}>
                    <span class="num"><Icon name="undo-2" /></span>
                    <span class="stop-lines">
                        <span class="stop-address" dir="auto">{ i18n.t1("van-to", "address", delivery.pickup.address.as_str()) }</span>
                        <span class="stop-facts">
                            <span>{ i18n.t1("parcels", "n", in_van(delivery, day.me)) }</span>
                            <span dir="auto">{ words::address(&delivery.dropoff) }</span>
                            <StateChip state={delivery.state} outcome={delivery.outcome} />
                        </span>
                    </span>
                    <Icon name="chevron-right" />
                </Link<Route>>
            </li>
        }
    };
    html! {
        <section class="card" data-testid="in-van">
            <h2 class="card-title">{ i18n.t1("van-title", "n", all) }</h2>
            <ul>{ for props.deliveries.iter().map(row) }</ul>
        </section>
    }
}

/// On the page of a stop that is over: what is still in the van, and where it goes.
#[component]
pub(in super::super) fn BackCard(props: &HandsProps) -> Html {
    let (i18n, day) = (use_i18n(), use_day());
    let n = in_van(&props.delivery, day.me);
    if n == 0 {
        return Html::default();
    }
    html! {
        <section class="card next-body" data-testid="back-card">
            <h2 class="hands-title">{ i18n.t1("van-title", "n", n) }</h2>
            <p class="muted">{ i18n.t("van-text") }</p>
            <StopFacts stop={props.delivery.pickup.clone()} kind={i18n.t("van-back-to")} />
        </section>
    }
}

/// The button that says that it was brought back.
#[component]
pub(in super::super) fn BackFoot(props: &HandsProps) -> Html {
    let i18n = use_i18n();
    let hands = use_hands(props.delivery.id);
    let said = i18n.t1("van-done", "address", props.delivery.pickup.address.as_str());
    html! {
        <HoldButton label={i18n.t("van-button")} testid="brought-back"
            onconfirm={Callback::from(move |()| hands.bring_back(said.clone()))} />
    }
}
