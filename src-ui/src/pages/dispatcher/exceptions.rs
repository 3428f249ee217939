//! The inbox of what needs a person, and what became of it.

use std::{cell::Cell, rc::Rc};

use waybill_domain::{
    ExceptionId,
    calls::{ExceptionCase, ListExceptions},
};
use yew::prelude::*;

use super::{
    desk::{Desk, use_desk},
    exception::ExceptionBox,
};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::{Empty, ErrorCard, Skeleton},
};

/// Cases on a page.
const PAGE: u32 = 25;

/// What has been read.
#[derive(Clone, Default, PartialEq)]
struct Cases {
    items: Option<Vec<ExceptionCase>>,
    next: Option<u64>,
    error: Option<CallError>,
}

/// The cases, read again whenever an exception was opened or resolved; and ways to read on, and to try again.
#[hook]
fn use_cases(desk: &Desk, open: bool) -> (Cases, Callback<()>, Callback<()>) {
    let state = use_state_eq(|| (open, Cases::default()));
    let attempt = use_state_eq(|| 0_u32);
    let mut stamp: Vec<ExceptionId> =
        desk.board.deliveries().flat_map(|delivery| delivery.exceptions.iter().map(|e| e.id)).collect();
    stamp.sort_unstable();
    let before = if state.0 == open { state.1.clone() } else { Cases::default() };
    {
        let (setter, before) = (state.setter(), before.clone());
        use_effect_with((open, stamp, *attempt), move |(open, ..)| {
            let open = *open;
            let wanted = Rc::new(Cell::new(true));
            let still = wanted.clone();
            // As many as were on the screen: settling one must not fold the list up.
            let shown = before.items.as_ref().map_or(0, Vec::len) as u32;
            spawn_local(async move {
                let limit = Some(shown.clamp(PAGE, 200));
                let call = ListExceptions { open: Some(open), limit, ..Default::default() };
                let answer = bridge::call(&call).await;
                if still.get() {
                    let read = match answer {
                        Ok(page) => Cases { items: Some(page.items), next: page.next, error: None },
                        Err(error) => Cases { error: Some(error), ..before },
                    };
                    setter.set((open, read));
                }
            });
            move || wanted.set(false)
        });
    }
    let on_more = {
        let (setter, have) = (state.setter(), before.clone());
        Callback::from(move |()| {
            let (setter, mut have) = (setter.clone(), have.clone());
            spawn_local(async move {
                let call = ListExceptions {
                    open: Some(open),
                    before: have.next,
                    limit: Some(PAGE),
                    ..Default::default()
                };
                match bridge::call(&call).await {
                    Ok(page) => {
                        have.items.get_or_insert_default().extend(page.items);
                        (have.next, have.error) = (page.next, None);
                    }
                    Err(error) => have.error = Some(error),
                }
                setter.set((open, have));
            });
        })
    };
    let on_retry = Callback::from(move |()| attempt.set(*attempt + 1));
    (before, on_more, on_retry)
}

#[component]
pub(super) fn Exceptions() -> Html {
    let desk = use_desk();
    let open = use_state_eq(|| true);
    let (cases, on_more, on_retry) = use_cases(&desk, *open);
    let tab = |value: bool, key: &str| {
        let open = open.clone();
        let on = *open == value;
        html! {
            <button type="button" aria-pressed={on.to_string()} onclick={move |_: MouseEvent| open.set(value)}
                data-testid={key.to_owned()}>{ desk.t(key) }</button>
        }
    };
    let body = match (&cases.items, &cases.error) {
        (None, None) => html! {
            <div aria-busy="true" class="exceptions-waiting">
                { for (0..3).map(|_| html! { <div class="box"><Skeleton class="w-200" /><Skeleton class="block" lines={2} /></div> }) }
            </div>
        },
        (None, Some(error)) => html! {
            <ErrorCard error={error.clone()} safe={desk.t("exceptions-load-safe")} onretry={on_retry} />
        },
        (Some(items), _) if items.is_empty() => {
            let (title, text) = if *open {
                ("exceptions-none", "exceptions-none-text")
            } else {
                ("exceptions-none-settled", "exceptions-none-settled-text")
            };
            html! { <Empty icon="shield-check" title={desk.t(title)} text={desk.t(text)} /> }
        }
        (Some(items), error) => html! {
            <>
                <p class="muted">{ desk.t(if *open { "exceptions-intro" } else { "exceptions-intro-settled" }) }</p>
                if let Some(error) = error {
                    <p class="detail-error" role="alert"><span>{ desk.words.with("exceptions-stale", "why", error.message.clone()) }</span>
                        <button type="button" class="btn" data-size="small" onclick={on_retry.reform(|_: MouseEvent| ())}>{ desk.t("retry") }</button>
                    </p>
                }
                { for items.iter().map(|case| html! {
                    <ExceptionBox key={case.exception.id.to_string()} case={case.clone()} linked={true} />
                }) }
                if cases.next.is_some() {
                    <button type="button" class="btn" onclick={on_more.reform(|_: MouseEvent| ())}>{ desk.t("exceptions-more") }</button>
                }
            </>
        },
    };
    html! {
        <section class="page narrow" aria-label={desk.t("board-exceptions")} data-testid="exceptions">
            <div class="segments exceptions-tabs" role="group" aria-label={desk.t("board-filter")}>
                { tab(true, "exceptions-open") }
                { tab(false, "exceptions-settled") }
            </div>
            { body }
        </section>
    }
}
