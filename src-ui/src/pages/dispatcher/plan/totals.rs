//! A plan in numbers, beside what is now.

use waybill_domain::plan::{Goal, Totals};
use yew::prelude::*;

use super::super::desk::use_desk;
use crate::state::plan::{Turn, turn};

#[derive(PartialEq, Properties)]
pub(super) struct TotalsProps {
    pub(super) before: Totals,
    pub(super) after: Totals,
    /// The search goes on, and of the rest only what this makes small is known.
    #[prop_or_default]
    pub(super) searching: Option<Goal>,
}

#[component]
pub(super) fn TotalsRow(props: &TotalsProps) -> Html {
    let desk = use_desk();
    let TotalsProps { before, after, searching } = props;
    let known = |only: Option<bool>| searching.is_none_or(|goal| only == Some(goal == Goal::Distance));
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
            if known(Some(false)) {
                { figure("plan-total-driving", &time, before.driving_s, after.driving_s) }
            }
            if known(Some(true)) {
                { figure("plan-total-distance", &far, before.metres, after.metres) }
            }
            if known(None) {
                { figure("plan-total-late", &number, count(before.late), count(after.late)) }
            }
            { figure("plan-total-drivers", &number, count(before.drivers), count(after.drivers)) }
            { figure("plan-total-unserved", &number, count(before.unserved), count(after.unserved)) }
        </dl>
    }
}
