//! What counts how much: four weights, and the part of the whole that each has.

use yew::prelude::*;

use super::super::super::{desk::use_desk, field::Errors};
use crate::{bridge::dom, state::organization::WeightsSheet};

#[derive(PartialEq, Properties)]
pub(super) struct WeightFieldsProps {
    pub(super) weights: WeightsSheet,
    pub(super) errors: Errors,
    pub(super) on_change: Callback<WeightsSheet>,
}

#[component]
pub(super) fn WeightFields(props: &WeightFieldsProps) -> Html {
    let desk = use_desk();
    let weights = &props.weights;
    let shares = weights.shares();
    let line = |(name, value, share, set): (&str, &String, f64, fn(&mut WeightsSheet, String))| {
        let id = format!("set-weight-{name}");
        let field = format!("policy.weights.{name}");
        let rule = props.errors.of(&field).map(str::to_owned);
        let percent = (share * 100.0).round().to_string();
        let oninput = {
            let weights = weights.clone();
            props.on_change.reform(move |event: InputEvent| {
                let mut next = weights.clone();
                set(&mut next, dom::value_of(&event));
                next
            })
        };
        html! {
            <div class="setting weight" key={name.to_owned()}> <div class="setting-what">
                    <label for={id.clone()}>{ desk.t(&format!("weight-{name}")) }</label>
                    <p id={format!("{id}-note")} class="muted">{ desk.t(&format!("weight-{name}-note")) }</p>
                </div>
                <div class="factor" aria-hidden="true"> <span>{ format!("{percent} %") }</span>
                    <meter min="0" max="100" value={percent.clone()}></meter>
                </div>
                <div class="setting-how"> <span class="field setting-box">
                        <input id={id.clone()} type="text" inputmode="decimal" autocomplete="off"
                            value={value.clone()} {oninput} aria-invalid={rule.is_some().to_string()}
                            aria-describedby={format!("{id}-rule {id}-note")} data-testid={field.clone()} />
                    </span>
                    <p class="rule" id={format!("{id}-rule")}
                        data-testid={format!("rule-{field}")}>{ rule }</p>
                </div>
            </div>
        }
    };
    let [distance, rating, acceptance, load] = shares;
    html! {
        <>
            { line(("distance", &weights.distance, distance, |w, v| w.distance = v)) }
            { line(("rating", &weights.rating, rating, |w, v| w.rating = v)) }
            { line(("acceptance", &weights.acceptance, acceptance, |w, v| w.acceptance = v)) }
            { line(("load", &weights.load, load, |w, v| w.load = v)) }
            <p class="rule" role="status" data-testid="rule-policy.weights">
                { props.errors.of("policy.weights").map(str::to_owned) }
            </p>
        </>
    }
}
