//! One driver's part of a plan on the map.

use waybill_domain::{PlanId, calls::GetPlanWay, plan::PlannedRoute};
use yew::prelude::*;

use super::{super::desk::use_desk, search::Search};
use crate::{
    bridge::{self, spawn_local},
    map::{MapStop, StopsMap},
    state::way::{Stretch, stretches},
};

#[derive(PartialEq, Properties)]
pub(super) struct PlanMapProps {
    pub(super) plan: PlanId,
    pub(super) route: PlannedRoute,
    pub(super) search: Search,
}

/// The stops with their numbers, and the way through them: straight until the server has said along which roads.
#[component]
pub(super) fn PlanMap(props: &PlanMapProps) -> Html {
    let desk = use_desk();
    let way = use_state_eq(Vec::<Stretch>::new);
    {
        let way = way.setter();
        use_effect_with((props.plan, props.route.driver), move |&(id, driver)| {
            spawn_local(async move {
                if let Ok(told) = bridge::call(&GetPlanWay { id, driver }).await {
                    way.set(stretches(&told));
                }
            });
        });
    }
    let mut stops: Vec<MapStop> = Vec::with_capacity(props.route.stops.len());
    for (k, stop) in props.route.stops.iter().enumerate() {
        let Some(delivery) = props.search.delivery(stop.delivery) else { continue };
        let place = delivery.stop(stop.task);
        let point = place.point;
        // Goods that are collected together are one place on the map.
        if stops.last().is_none_or(|last| last.point != point) {
            let number = k + 1;
            let label = format!("{number}: {}", place.address).into();
            stops.push(MapStop { id: stop.delivery, point, number, label, next: false, done: false });
        }
    }
    let label = desk.words.with("plan-map", "name", desk.name_of(Some(props.route.driver)));
    let on_press = Callback::from(move |id| desk.open(id));
    html! {
        <div class="plan-map">
            <StopsMap {label} {stops} way={(*way).clone()} {on_press} />
        </div>
    }
}
