//! How far the day is: one segment a stop.

use waybill_domain::{Outcome, rules::today::Today};
use yew::prelude::*;

use crate::i18n::use_i18n;

/// Properties of [`ProgressBar`].
#[derive(PartialEq, Properties)]
pub(super) struct ProgressBarProps {
    pub(super) today: Today,
}

/// The bar: done stops in the order in which they were done, then the open ones.
#[component]
pub(super) fn ProgressBar(props: &ProgressBarProps) -> Html {
    let i18n = use_i18n();
    let today = &props.today;
    let progress = today.progress();
    let done = progress.delivered + progress.failed;
    let label = i18n.tn(
        "today-progress",
        [("done", done.into()), ("total", progress.total.into()), ("failed", progress.failed.into())],
    );
    let kind = |outcome: Option<Outcome>| {
        if outcome.is_some_and(Outcome::is_delivered) { "delivered" } else { "failed" }
    };
    let segments = today.done.iter().rev().map(|delivery| kind(delivery.outcome));
    let segments = segments.chain(today.open.iter().map(|_| "open"));
    html! {
        <div class="progress" role="progressbar" aria-label={label.clone()} aria-valuemin="0"
            aria-valuemax={progress.total.to_string()} aria-valuenow={done.to_string()} aria-valuetext={label}>
            { for segments.map(|kind| html! { <i data-kind={kind} /> }) }
        </div>
    }
}
