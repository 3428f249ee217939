//! One driver's part of a plan.

use std::collections::BTreeSet;

use waybill_domain::{
    DeliveryId, MemberId, PlanId,
    plan::{PlannedRoute, PlannedStop},
    route::Task,
};
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::{
    super::desk::{Desk, use_desk},
    map::PlanMap,
    search::Search,
};
use crate::{
    components::{Avatar, Icon},
    state::plan::WishChange,
};

#[derive(PartialEq, Properties)]
pub(super) struct RouteProps {
    pub(super) route: PlannedRoute,
    /// What gets another driver.
    pub(super) reassigned: Vec<DeliveryId>,
    pub(super) search: Search,
    /// What is pinned, where the plan can still be made anew.
    pub(super) pins: Option<Pins>,
    pub(super) plan: PlanId,
    /// It was opened last: it has a map.
    pub(super) mapped: bool,
    /// It was opened, or closed.
    pub(super) on_toggle: Callback<bool>,
}

/// Deliveries that the next plan leaves with their drivers.
#[derive(Clone, PartialEq)]
pub(super) struct Pins {
    pub(super) pinned: BTreeSet<DeliveryId>,
    pub(super) change: Callback<WishChange>,
}

impl Pins {
    /// The button that pins `delivery` to `driver`, who has it now.
    fn button(&self, desk: &Desk, delivery: DeliveryId, driver: MemberId) -> Html {
        let pressed = self.pinned.contains(&delivery);
        let label = desk.words.with("plan-pin", "name", desk.name_of(Some(driver)));
        let onclick = self.change.reform(move |_: MouseEvent| WishChange::Pin(delivery));
        html! {
            <button type="button" class="icon-btn plan-pin" aria-pressed={pressed.to_string()} aria-label={label.clone()} title={label} data-testid="plan-pin" {onclick}>
                <Icon name="pin" />
            </button>
        }
    }
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
    let on_toggle = props.on_toggle.reform(|event: Event| {
        event.target_dyn_into::<HtmlDetailsElement>().is_some_and(|details| details.open())
    });
    html! {
        <li class="card plan-route">
            <details ontoggle={on_toggle}>
                <summary data-row="true" data-testid="plan-route">
                    <Avatar name={name.clone()} />
                    <span class="plan-who"><b>{ name }</b><span class="muted">{ facts.join(" · ") }</span></span>
                    if new > 0 {
                        <span class="chip" data-tone="accent">{ words.count("plan-new", new) }</span>
                    }
                    <Icon name="chevron-down" />
                </summary>
                if props.mapped {
                    <PlanMap plan={props.plan} route={route.clone()} search={props.search.clone()} />
                }
                <ol>{ for route.stops.iter().map(|stop| line(&desk, props, stop)) }</ol>
            </details>
        </li>
    }
}

/// A delivery that comes to this driver is counted once, at its drop-off.
fn is_new(stop: &PlannedStop, reassigned: &[DeliveryId]) -> bool {
    stop.task == Task::Dropoff && reassigned.contains(&stop.delivery)
}

fn line(desk: &Desk, props: &RouteProps, stop: &PlannedStop) -> Html {
    let delivery = props.search.delivery(stop.delivery);
    let place = delivery.as_ref().map(|delivery| delivery.stop(stop.task));
    let late = place.is_some_and(|place| place.window.is_late(stop.begins));
    let address = place.map_or_else(|| "…".to_owned(), |place| place.address.clone());
    let pinnable =
        delivery.as_ref().filter(|_| stop.task == Task::Dropoff).and_then(|delivery| delivery.driver);
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
            if let Some((pins, driver)) = props.pins.as_ref().zip(pinnable) {
                { pins.button(desk, stop.delivery, driver) }
            }
        </li>
    }
}
