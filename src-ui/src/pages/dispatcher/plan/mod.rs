//! Planning: whose routes, what is good; then a preview beside what is now, which is committed as a whole or not at all.

mod ask;
mod map;
mod progress;
mod result;
mod route;
mod search;
mod totals;
mod unserved;

use waybill_domain::calls::OptimizeRoutes;
use yew::prelude::*;

use self::{ask::Ask, progress::Progress, result::Outcome, search::use_search};
use super::desk::use_desk;
use crate::{
    components::{Empty, ErrorCard},
    state::plan::{Wish, WishChange},
};

#[component]
pub(super) fn Plan() -> Html {
    let desk = use_desk();
    let (shown, search) = use_search();
    let wish = use_state(Wish::default);
    let change = {
        let wish = wish.clone();
        let all: Vec<_> = desk.board.drivers().iter().map(|member| member.id).collect();
        Callback::from(move |change: WishChange| wish.set(wish.after(change, &all)))
    };
    let running = shown.is_running();
    // What was pinned when the search began.
    let planned = use_state_eq(|| wish.pinned.clone());
    let begin = {
        let (search, planned, pinned) = (search.clone(), planned.setter(), wish.pinned.clone());
        Callback::from(move |call: OptimizeRoutes| {
            planned.set(pinned.clone());
            search.begin(call);
        })
    };
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
                    <Outcome plan={plan.clone()} search={search.clone()} busy={shown.busy} pinned={wish.pinned.clone()} outdated={wish.pinned != *planned} change={change.clone()} />
                }
            </>
        },
    };
    html! {
        <section class="page plan" aria-label={desk.t("plan-title")} data-testid="plan">
            <Ask wish={(*wish).clone()} {change} {begin} disabled={running || shown.busy} />
            <div class="plan-result" aria-live="polite" aria-busy={(running || shown.busy).then_some("true")}>{ body }</div>
        </section>
    }
}
