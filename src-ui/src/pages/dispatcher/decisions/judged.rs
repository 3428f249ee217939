//! One driver who was considered.

use waybill_domain::dispatch::Judged;
use yew::prelude::*;

use super::{super::desk::use_desk, words::refusal};
use crate::components::{Avatar, Icon};

#[derive(PartialEq, Properties)]
pub(super) struct JudgedProps {
    pub(super) judged: Judged,
    /// This one was asked.
    pub(super) asked: bool,
}

#[component]
pub(super) fn JudgedRow(props: &JudgedProps) -> Html {
    let desk = use_desk();
    let judged = &props.judged;
    let name = desk.name_of(Some(judged.driver));
    let far = judged.distance_m.map(|metres| desk.words.format.distance(metres));
    let factors = judged.factors;
    let bar = |key: &str, value: f64| {
        let percent = (value.clamp(0.0, 1.0) * 100.0).round();
        html! {
            <div class="factor" title={format!("{}: {percent} %", desk.t(key))}>
                <span>{ desk.t(key) }</span>
                <meter min="0" max="100" value={percent.to_string()}>{ format!("{percent} %") }</meter>
            </div>
        }
    };
    html! {
        <li class="judged" data-asked={props.asked.then_some("true")} data-out={(!judged.is_eligible()).then_some("true")}>
            <Avatar name={name.clone()} />
            <div class="judged-who">
                <b>{ name }</b>
                if judged.is_eligible() {
                    <span class="muted">{ far.unwrap_or_default() }</span>
                } else {
                    <span class="judged-why">
                        { for judged.refusals.iter().map(|why| html! { <span><Icon name="x" />{ refusal(&desk, why) }</span> }) }
                    </span>
                }
            </div>
            if judged.is_eligible() {
                <div class="factors">
                    { bar("factor-distance", factors.distance) }
                    { bar("factor-rating", factors.rating) }
                    { bar("factor-acceptance", factors.acceptance) }
                    { bar("factor-load", factors.load) }
                </div>
                <b class="judged-score">{ format!("{:.0}", judged.score * 100.0) }</b>
            }
        </li>
    }
}
