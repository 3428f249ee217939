//! Today: the next stop as a large card, then the route, then what is done.

mod done_list;
mod drag;
mod next_card;
mod progress;
mod route_list;
mod stop_row;

use waybill_domain::{
    calls::driver::{Network, SetShift, Shift, Status},
    rules::today::Today,
};
use yew::prelude::*;

use self::{done_list::DoneList, next_card::NextCard, progress::ProgressBar, route_list::RouteList};
use super::{frame::Tab, hands};
use crate::{
    bridge::{self},
    components::{Button, ButtonKind, ButtonSize, Empty, ErrorCard, Icon, Skeleton},
    hooks::{DayContext, session_change, use_day, use_format, use_now, use_session},
    i18n::use_i18n,
    routes::Route,
};

/// The day.
#[component]
pub(super) fn TodayPage() -> Html {
    let (i18n, format, session, day) = (use_i18n(), use_format(), use_session(), use_day());
    let now = use_now(30_000);
    let today = use_memo(day.clone(), DayContext::today);
    let vehicle = session.info().map(|info| info.member.vehicle.clone()).unwrap_or_default();
    let date = format.day(now);
    let sub = if vehicle.is_empty() { date } else { format!("{date} · {vehicle}") };
    let progress = today.progress();
    let loaded = day.day.deliveries.is_some();
    let (title, name) = if today.open.is_empty() {
        let words = i18n.t(if loaded && progress.total > 0 { "today-all-done" } else { "nav-today" });
        (html! { { words.clone() } }, words)
    } else {
        let (number, total) = (today.done.len() + 1, progress.total);
        let of = i18n.t1("today-of", "total", total);
        let stop = i18n.t1("today-stop", "n", number);
        (
            html! { <>{ stop.clone() }{ " " }<span class="faint light">{ of.clone() }</span></> },
            format!("{stop} {of}"),
        )
    };
    let head = if progress.total > 0 {
        html! { <ProgressBar today={(*today).clone()} /> }
    } else {
        Html::default()
    };
    let status = session.status();
    let offline =
        status.is_some_and(|status| matches!(status.network, Network::Offline | Network::SignInNeeded));
    let age = status.and_then(|status| status.synced_at).filter(|_| offline && loaded);
    let age = age.map(|at| i18n.t1("today-age", "time", format.moment(at, now)));
    let content = match (&day.day.deliveries, &day.day.error) {
        (None, None) => html! { <Loading /> },
        (None, Some(error)) => {
            let day = day.clone();
            html! { <ErrorCard error={error.clone()} onretry={Callback::from(move |()| day.reload())} /> }
        }
        (Some(_), _) if progress.total == 0 && today.taking.is_empty() && today.in_van.is_empty() => html! {
            <Empty icon="coffee" title={i18n.t("today-empty-title")} text={i18n.t("today-empty-text")} />
        },
        (Some(_), _) => list(&today),
    };
    html! {
        <Tab here={Route::Today} {sub} {title} {name} {head}>
            <StartShift />
            if let Some(age) = age {
                <p class="age" data-testid="data-age"><Icon name="history" />{ age }</p>
            }
            { content }
        </Tab>
    }
}

fn list(today: &Today) -> Html {
    html! {
        <>
            { hands::above(today) }
            if let Some(next) = today.open.first() {
                <NextCard key={next.id.to_string()} delivery={next.clone()} number={today.done.len() + 1} />
            } else if !today.done.is_empty() {
                <Finished delivered={today.progress().delivered} failed={today.progress().failed} />
            }
            if today.open.len() > 1 {
                <RouteList today={today.clone()} />
            }
            { hands::below(today) }
            if !today.done.is_empty() {
                <DoneList done={today.done.clone()} />
            }
        </>
    }
}

/// The shape of the day while it is read.
#[component]
fn Loading() -> Html {
    let i18n = use_i18n();
    html! {
        <div class="stack" aria-busy="true" aria-label={i18n.t("loading")}>
            <section class="card next">
                <Skeleton class="skeleton-map" />
                <div class="next-body stack"><Skeleton class="skeleton-chip" /><Skeleton class="skeleton-title" /><Skeleton lines={2} /><Skeleton class="skeleton-button" /></div>
            </section>
            <section class="card next-body stack"><Skeleton lines={4} class="skeleton-row" /></section>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct FinishedProps {
    delivered: usize,
    failed: usize,
}

/// Nothing is left to do.
#[component]
fn Finished(props: &FinishedProps) -> Html {
    let i18n = use_i18n();
    let text = if props.failed == 0 {
        i18n.t1("today-finished", "n", props.delivered)
    } else {
        i18n.tn("today-finished-failed", [("n", props.delivered.into()), ("failed", props.failed.into())])
    };
    html! { <section class="card"><Empty icon="badge-check" title={i18n.t("today-finished-title")} {text} /></section> }
}

/// Off duty the day can be read; to be seen by dispatch it must be started.
#[component]
fn StartShift() -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let Some(shift) = session.status().map(|status| status.shift).filter(|shift| *shift != Shift::On) else {
        return Html::default();
    };
    let key = if shift == Shift::Break { "shift-on-break" } else { "shift-not-started" };
    let button = if shift == Shift::Break { "shift-resume" } else { "shift-start" };
    let onclick = move |_| {
        let session = session.clone();
        bridge::spawn_local(async move {
            if bridge::ask(&SetShift { shift: Shift::On }).await.is_ok() {
                session.dispatch(session_change(bridge::ask(&Status {}).await));
            }
        });
    };
    html! {
        <section class="card strip">
            <Icon name={if shift == Shift::Break { "coffee" } else { "power" }} />
            <p>{ i18n.t(key) }</p>
            <Button kind={ButtonKind::Primary} size={ButtonSize::Large} testid="shift-start" {onclick}>{ i18n.t(button) }</Button>
        </section>
    }
}
