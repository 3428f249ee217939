//! All stops of the day on the map.

use waybill_domain::{DeliveryId, State};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{frame::Tab, position::use_here, words};
use crate::{
    components::{Icon, StateChip},
    hooks::{DayContext, use_day},
    i18n::use_i18n,
    map::{MapStop, StopsMap},
    routes::Route,
};

/// The map, and a card for the stop that was pressed.
#[component]
pub(super) fn MapPage() -> Html {
    let (i18n, day, here) = (use_i18n(), use_day(), use_here());
    let pressed = use_state(|| None::<DeliveryId>);
    let today = use_memo(day.clone(), DayContext::today);
    let done = today.done.len();
    let state = |state: State| i18n.t(&format!("state-{}", state.as_str()));
    let open = today.open.iter().enumerate().map(|(index, delivery)| {
        let (stop, _) = words::next_stop(delivery);
        let number = done + index + 1;
        MapStop {
            id: delivery.id,
            point: stop.point,
            number,
            label: format!("{number}, {}, {}", words::address(stop), state(delivery.state)).into(),
            next: index == 0,
            done: false,
        }
    });
    let over = today.done.iter().rev().enumerate().map(|(index, delivery)| MapStop {
        id: delivery.id,
        point: delivery.dropoff.point,
        number: index + 1,
        label: format!("{}, {}", words::address(&delivery.dropoff), state(delivery.state)).into(),
        next: false,
        done: true,
    });
    let stops: Vec<MapStop> = over.chain(open).collect();
    let card = pressed.and_then(|id| today.open.iter().chain(&today.done).find(|delivery| delivery.id == id));
    let on_press = {
        let pressed = pressed.setter();
        Callback::from(move |id| pressed.set(Some(id)))
    };
    let name = i18n.t("nav-map");
    let sub =
        i18n.tn("today-progress-short", [("done", done.into()), ("total", today.progress().total.into())]);
    html! {
        <Tab here={Route::Map} {sub} title={html! { { name.clone() } }} {name} bare={true}>
            <StopsMap label={i18n.t("map-stops")} {stops} {here} {on_press} />
            if let Some(delivery) = card {
                <Link<Route> classes="card map-card" to={Route::Stop { id: delivery.id }}>
                    <span class="stop-lines">
                        <span class="stop-address" dir="auto">{ words::address(&delivery.dropoff) }</span>
                        <span class="stop-facts"><StateChip state={delivery.state} outcome={delivery.outcome} /><span dir="auto">{ &delivery.dropoff.contact.name }</span></span>
                    </span>
                    <Icon name="chevron-right" />
                </Link<Route>>
            }
        </Tab>
    }
}
