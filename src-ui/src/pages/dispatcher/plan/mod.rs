//! Planning: whose routes, what is good; then a preview beside what is now, which is committed as a whole or not at all.

mod ask;
mod progress;
mod result;
mod route;
mod search;
mod totals;
mod unserved;

use yew::prelude::*;

use self::{ask::Ask, progress::Progress, result::Outcome, search::use_search};
use super::desk::use_desk;
use crate::components::{Empty, ErrorCard};

#[component]
pub(super) fn Plan() -> Html {
    let desk = use_desk();
    let (shown, search) = use_search();
    let running = shown.is_running();
    let body = match (&shown.plan, &shown.error) {
        (None, Some(error)) => html! {
            <ErrorCard error={error.clone()} safe={desk.t("plan-safe")} />
        },
        (None, None) => html! {
            <Empty icon="route" title={desk.t("plan-none")} text={desk.t("plan-none-text")} />
        },
        (Some(plan), error) => html! {
            <>
                if let Some(error) = error {
                    <p class="detail-error" role="alert" data-testid="plan-error"><span>{ &error.message }</span></p>
                }
                if running {
                    <Progress plan={plan.clone()} search={search.clone()} />
                } else {
                    <Outcome plan={plan.clone()} search={search.clone()} busy={shown.busy} />
                }
            </>
        },
    };
    html! {
        <section class="page plan" aria-label={desk.t("plan-title")} data-testid="plan">
            <Ask search={search} disabled={running || shown.busy} />
            <div class="plan-result" aria-live="polite" aria-busy={(running || shown.busy).then_some("true")}>{ body }</div>
        </section>
    }
}
