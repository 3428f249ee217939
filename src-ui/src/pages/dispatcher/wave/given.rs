//! What would be given out.

use std::collections::BTreeSet;

use waybill_domain::{
    DeliveryId,
    calls::{WaveAssigned, WavePlan},
};
use yew::prelude::*;

use super::super::{decisions::considered, desk::use_desk};
use crate::{
    components::{Avatar, Icon},
    state::wave::{decision_of, distance_of},
};

#[derive(PartialEq, Properties)]
pub(super) struct GivenProps {
    pub(super) plan: WavePlan,
    pub(super) without: BTreeSet<DeliveryId>,
    /// One is left out, or taken in again.
    pub(super) on_toggle: Callback<DeliveryId>,
}

#[component]
pub(super) fn Given(props: &GivenProps) -> Html {
    let desk = use_desk();
    let line = |one: &WaveAssigned| {
        let id = one.delivery;
        let on = !props.without.contains(&id);
        let name = desk.name_of(Some(one.driver));
        let far = distance_of(&props.plan, one).map(|metres| desk.words.format.distance(metres));
        let score = format!("{:.0}", one.score * 100.0);
        html! {
            <li key={id.to_string()} data-off={(!on).then_some("true")} data-testid="wave-row" data-id={id.to_string()}>
                <label>
                    <input type="checkbox" checked={on} onchange={props.on_toggle.reform(move |_: Event| id)} />
                    <span class="wave-what" dir="auto">{ desk.address_of(id) }</span>
                    <Icon name="chevron-right" />
                    <Avatar name={name.clone()} />
                    <span class="wave-who"><b>{ name }</b><span class="muted">{ far }</span></span>
                    <b class="judged-score" title={desk.words.with("wave-score", "score", score.clone())}>{ score }</b>
                </label>
                if let Some(decision) = decision_of(&props.plan, id) {
                    <details>
                        <summary class="link">{ desk.t("decisions-title") }</summary>
                        { considered(&desk, decision, Some(one.driver)) }
                    </details>
                }
            </li>
        }
    };
    html! {
        <ul class="card wave-list">{ for props.plan.assigned.iter().map(line) }</ul>
    }
}
