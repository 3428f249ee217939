//! What the search came to, and what is done with it.

use std::collections::BTreeSet;

use waybill_domain::{
    DeliveryId, MemberId,
    plan::{PlanState, RoutePlan},
};
use yew::prelude::*;

use super::{
    super::desk::use_desk,
    route::{Pins, RouteCard},
    search::Search,
    totals::TotalsRow,
    unserved::UnservedList,
};
use crate::{
    components::{Button, ButtonKind, Icon},
    state::plan::{WishChange, changes_something},
};

#[derive(PartialEq, Properties)]
pub(super) struct OutcomeProps {
    pub(super) plan: RoutePlan,
    pub(super) search: Search,
    pub(super) busy: bool,
    pub(super) pinned: BTreeSet<DeliveryId>,
    /// Other deliveries are pinned than when it was made.
    pub(super) outdated: bool,
    pub(super) change: Callback<WishChange>,
}

#[component]
pub(super) fn Outcome(props: &OutcomeProps) -> Html {
    let desk = use_desk();
    let plan = &props.plan;
    let id = plan.id;
    let mapped = use_state_eq(|| None::<MemberId>);
    let toggles = |driver| {
        let mapped = mapped.clone();
        Callback::from(move |open| {
            if open {
                mapped.set(Some(driver));
            } else if *mapped == Some(driver) {
                mapped.set(None);
            }
        })
    };
    let does = |what: fn(&Search, waybill_domain::PlanId)| {
        let search = props.search.clone();
        Callback::from(move |_: MouseEvent| what(&search, id))
    };
    let (tone, icon, key) = match plan.state {
        PlanState::Ready if props.outdated => ("warning", "pin", "plan-pins-again"),
        PlanState::Ready if changes_something(plan) => ("info", "info", "plan-ready"),
        PlanState::Ready => ("success", "check", "plan-nothing"),
        PlanState::Committed => ("success", "check", "plan-is-committed"),
        PlanState::Undone => ("neutral", "undo-2", "plan-is-undone"),
        PlanState::Interrupted => ("warning", "triangle-alert", "plan-is-interrupted"),
        PlanState::Running | PlanState::Cancelled | PlanState::Other => {
            ("warning", "triangle-alert", "plan-is-over")
        }
    };
    let pins = (plan.state == PlanState::Ready)
        .then(|| Pins { pinned: props.pinned.clone(), change: props.change.clone() });
    html! {
        <>
            <div class="card plan-verdict" data-tone={tone} data-testid="plan-state" data-state={plan.state.as_str()}>
                <Icon name={icon} />
                <p>
                    <b>{ desk.words.count(key, plan.reassigned.len()) }</b>
                    <small class="muted">{ desk.t(&format!("plan-source-{}", source(plan))) }</small>
                </p>
                if plan.state == PlanState::Ready {
                    <Button onclick={does(Search::discard)} disabled={props.busy}>{ desk.t("plan-discard") }</Button>
                    if changes_something(plan) && !props.outdated {
                        <Button kind={ButtonKind::Primary} icon="check" testid="plan-commit" busy={props.busy} onclick={does(Search::commit)}>{ desk.t("plan-commit") }</Button>
                    }
                } else if plan.state == PlanState::Committed {
                    <Button icon="undo-2" testid="plan-undo" busy={props.busy} onclick={does(Search::undo)}>{ desk.t("plan-undo") }</Button>
                }
            </div>
            <TotalsRow before={plan.before} after={plan.after} />
            if !plan.unserved.is_empty() {
                <UnservedList unserved={plan.unserved.clone()} />
            }
            <ul class="plan-routes">
                { for plan.routes.iter().map(|route| html! {
                    <RouteCard key={route.driver.to_string()} route={route.clone()} reassigned={plan.reassigned.clone()} search={props.search.clone()} pins={pins.clone()} plan={id} mapped={*mapped == Some(route.driver)} on_toggle={toggles(route.driver)} />
                }) }
            </ul>
        </>
    }
}

/// The end of the key of the words that say who measured the ways.
fn source(plan: &RoutePlan) -> &'static str {
    use waybill_domain::eta::TravelSource;
    match plan.source {
        TravelSource::RoadGraph => "road_graph",
        TravelSource::Osrm | TravelSource::Valhalla => "service",
        TravelSource::StraightLine | TravelSource::Other => "straight_line",
    }
}
