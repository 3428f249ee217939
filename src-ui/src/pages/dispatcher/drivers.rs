//! All drivers: where each is, how the day goes, what is next.

use waybill_domain::{MemberId, Timestamp};
use yew::prelude::*;

use super::desk::{Desk, use_desk};
use crate::{
    components::{Avatar, Empty, Icon, Skeleton},
    hooks::use_now,
    routes::Route,
    state::board::{Action, DriverDay, Phase, driver_days},
};

#[component]
pub(super) fn Drivers() -> Html {
    let desk = use_desk();
    let now = use_now(1_000);
    let days = driver_days(&desk.board);
    let loading = matches!(desk.board.phase, Phase::Loading);
    html! {
        <section class="page" aria-label={desk.t("board-drivers")} data-testid="drivers">
            if loading {
                <div class="cards" aria-busy="true">
                    { for (0..8).map(|_| html! { <div class="card driver"><Skeleton class="w-160" /><Skeleton class="block" /></div> }) }
                </div>
            } else if days.is_empty() {
                <Empty icon="truck" title={desk.t("drivers-none")} text={desk.t("drivers-none-text")} />
            } else {
                <ul class="cards">{ for days.iter().map(|day| card(&desk, day, now)) }</ul>
            }
        </section>
    }
}

fn card(desk: &Desk, day: &DriverDay, now: Timestamp) -> Html {
    let words = &desk.words;
    let member = &day.member;
    let progress = day.progress;
    let silent = day.is_silent(now);
    let done = progress.delivered + progress.failed;
    let (icon, tone, status) = match (&day.next, silent) {
        (_, true) => ("wifi-off", "warning", words.t("driver-silent")),
        (Some(_), false) => ("truck", "accent", words.t("driver-working")),
        (None, false) if progress.total > 0 => ("check", "success", words.t("driver-finished")),
        (None, false) => ("clock", "neutral", words.t("driver-free")),
    };
    let fix = day.position.map_or_else(|| words.t("board-no-fix"), |position| words.fix(position, now));
    let show = {
        let (desk, id): (Desk, MemberId) = (desk.clone(), member.id);
        Callback::from(move |_: MouseEvent| {
            desk.dispatch(Action::Group(None));
            desk.dispatch(Action::Driver(Some(id)));
            desk.go(Route::Board);
        })
    };
    let next = day.next.as_ref().map(|delivery| {
        let (desk, id) = (desk.clone(), delivery.id);
        let late = delivery.is_late(now);
        html! {
            <button type="button" class="driver-next" data-row="true" data-late={late.then_some("true")}
                onclick={move |_: MouseEvent| desk.open(id)}>
                <Icon name="navigation" />
                <span dir="auto">{ &delivery.dropoff.address }</span>
                <span class="faint">{ words.window(delivery.dropoff.window, now) }</span>
            </button>
        }
    });
    let numbers = words.i18n.tn("driver-progress", [("done", done.into()), ("all", progress.total.into())]);
    html! {
        <li class="card driver" key={member.id.to_string()} data-testid="driver"
            data-id={member.id.to_string()}>
            <header>
                <Avatar name={member.name.clone()} />
                <div><h2>{ &member.name }</h2><span class="faint">{ &member.vehicle }</span></div>
                <span class="chip" data-tone={tone}><Icon name={icon} />{ status }</span>
            </header>
            <div class="driver-bar">
                { bar(progress.delivered, progress.failed, progress.total, &numbers) }
                <p><b>{ numbers.clone() }</b>
                    if progress.failed > 0 { <span class="bad">{ words.count("driver-failed", progress.failed) }</span> }
                    if day.late > 0 { <span class="bad">{ words.count("driver-late", day.late) }</span> }
                </p>
            </div>
            { next }
            <footer>
                <span class="faint" data-stale={silent.then_some("true")}>
                    <Icon name="locate-fixed" />
                    { fix }
                </span>
                if !member.phone.is_empty() {
                    <a class="icon-btn" href={format!("tel:{}", member.phone)}
                        aria-label={words.with("call-person", "name", member.name.clone())}>
                        <Icon name="phone" />
                    </a>
                }
                <button type="button" class="btn" data-size="small" onclick={show}>
                    { words.t("driver-show") }
                </button>
            </footer>
        </li>
    }
}

/// Delivered, then failed, of all. An SVG, since inline styles are forbidden.
fn bar(delivered: usize, failed: usize, total: usize, label: &str) -> Html {
    let share = |n: usize| if total == 0 { 0.0 } else { 100.0 * n as f64 / total as f64 };
    html! {
        <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img"
            aria-label={label.to_owned()}>
            <rect class="bar-ground" width="100" height="6" />
            <rect class="bar-good" width={format!("{:.2}", share(delivered))} height="6" />
            <rect class="bar-bad" x={format!("{:.2}", share(delivered))}
                width={format!("{:.2}", share(failed))} height="6" />
        </svg>
    }
}
