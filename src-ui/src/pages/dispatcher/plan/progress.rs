//! While the server searches: how far it is, and the best so far.

use waybill_domain::plan::RoutePlan;
use yew::prelude::*;

use super::{super::desk::use_desk, search::Search, totals::TotalsRow};
use crate::components::Button;

#[derive(PartialEq, Properties)]
pub(super) struct ProgressProps {
    pub(super) plan: RoutePlan,
    pub(super) search: Search,
}

#[component]
pub(super) fn Progress(props: &ProgressProps) -> Html {
    let desk = use_desk();
    let id = props.plan.id;
    let percent = (props.plan.spent * 100.0).clamp(0.0, 100.0).round();
    let (stop, discard) = (props.search.clone(), props.search.clone());
    html! {
        <>
            <div class="card plan-progress" data-testid="plan-running">
                <b>{ desk.t("plan-running") }</b>
                <progress max="100" value={percent.to_string()} aria-label={desk.t("plan-running")}></progress>
                <Button testid="plan-stop" onclick={move |_: MouseEvent| stop.stop(id)}>{ desk.t("plan-stop") }</Button>
                <Button onclick={move |_: MouseEvent| discard.discard(id)}>{ desk.t("plan-cancel") }</Button>
            </div>
            <TotalsRow before={props.plan.before} after={props.plan.after} searching={props.plan.goal} />
        </>
    }
}
