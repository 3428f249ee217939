//! One driver's part of a plan.

use waybill_domain::{
    DeliveryId,
    plan::{PlannedRoute, PlannedStop},
    route::Task,
};
use yew::prelude::*;

use super::{super::desk::use_desk, search::Search};
use crate::components::{Avatar, Icon};

#[derive(PartialEq, Properties)]
pub(super) struct RouteProps {
    pub(super) route: PlannedRoute,
    /// What gets another driver.
    pub(super) reassigned: Vec<DeliveryId>,
    pub(super) search: Search,
}

#[component]
pub(super) fn RouteCard(props: &RouteProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let route = &props.route;
    let name = desk.name_of(Some(route.driver));
    let new = route.stops.iter().filter(|stop| is_new(stop, &props.reassigned)).count();
    let facts = [
        words.count("plan-stops", route.stops.len()),
        format!("{}–{}", words.format.time(route.departs), words.format.time(route.returns)),
        words.duration(route.driving_s * 1_000),
        words.format.distance(route.metres as f64),
    ];
    html! {
        <li class="card plan-route">
            <details>
                <summary data-row="true" data-testid="plan-route">
                    <Avatar name={name.clone()} />
                    <span class="plan-who"><b>{ name }</b><span class="muted">{ facts.join(" · ") }</span></span>
                    if new > 0 {
                        <span class="chip" data-tone="accent">{ words.count("plan-new", new) }</span>
                    }
                    <Icon name="chevron-down" />
                </summary>
                <ol>{ for route.stops.iter().map(|stop| line(&desk, props, stop)) }</ol>
            </details>
        </li>
    }
}

/// A delivery that comes to this driver is counted once, at its drop-off.
fn is_new(stop: &PlannedStop, reassigned: &[DeliveryId]) -> bool {
    stop.task == Task::Dropoff && reassigned.contains(&stop.delivery)
}

fn line(desk: &super::super::desk::Desk, props: &RouteProps, stop: &PlannedStop) -> Html {
    let delivery = props.search.delivery(stop.delivery);
    let place = delivery.as_ref().map(|delivery| match stop.task {
        Task::Pickup => &delivery.pickup,
        Task::Dropoff => &delivery.dropoff,
    });
    let late = place.is_some_and(|place| place.window.is_late(stop.begins));
    let address = place.map_or_else(|| "…".to_owned(), |place| place.address.clone());
    let icon = match stop.task {
        Task::Pickup => "store",
        Task::Dropoff => "map-pin",
    };
    html! {
        <li data-late={late.then_some("true")}>
            <time>{ desk.words.format.time(stop.begins) }</time>
            <Icon name={icon} />
            <span dir="auto">{ address }</span>
            if is_new(stop, &props.reassigned) {
                <span class="chip" data-tone="accent">{ desk.t("plan-is-new") }</span>
            }
            if late {
                <span class="chip" data-tone="danger">{ desk.t("board-late") }</span>
            }
        </li>
    }
}
