//! A plan in numbers, beside what is now.

use waybill_domain::plan::Totals;
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::state::plan::{Turn, turn};

#[derive(PartialEq, Properties)]
pub(super) struct TotalsProps {
    pub(super) before: Totals,
    pub(super) after: Totals,
}

#[component]
pub(super) fn TotalsRow(props: &TotalsProps) -> Html {
    let desk = use_desk();
    let TotalsProps { before, after } = props;
    let number = |n: i64| n.to_string();
    let time = |seconds: i64| desk.words.duration(seconds * 1_000);
    let far = |metres: i64| desk.words.format.distance(metres as f64);
    let figure = |key: &str, say: &dyn Fn(i64) -> String, before: i64, after: i64| {
        let tone = match turn(before, after) {
            Turn::Better => "success",
            Turn::Same => "neutral",
            Turn::Worse => "warning",
        };
        html! {
            <div class="card plan-total" data-tone={tone}>
                <dt>{ desk.t(key) }</dt>
                <dd>{ say(after) }</dd>
                <dd class="plan-was">{ desk.words.with("plan-was", "value", say(before)) }</dd>
            </div>
        }
    };
    let count = |n: usize| n as i64;
    html! {
        <dl class="plan-totals" data-testid="plan-totals">
            { figure("plan-total-driving", &time, before.driving_s, after.driving_s) }
            { figure("plan-total-distance", &far, before.metres, after.metres) }
            { figure("plan-total-late", &number, count(before.late), count(after.late)) }
            { figure("plan-total-drivers", &number, count(before.drivers), count(after.drivers)) }
            { figure("plan-total-unserved", &number, count(before.unserved), count(after.unserved)) }
        </dl>
    }
}
