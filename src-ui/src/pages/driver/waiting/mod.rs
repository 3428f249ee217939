//! Not sent yet: everything on this device that is not safe on the server, in the order in which it goes.

mod item;
mod notice;

use waybill_domain::calls::driver::{Export, Network, RetryNow, Waiting, WaitingRoom};
use yew::prelude::*;

use self::{item::Row, notice::NoticeCard};
use super::frame::Tab;
use crate::{
    bridge::{self, events::Event, format::Format, timer::Interval},
    components::{Button, ButtonKind, ButtonSize, Chip, ErrorCard, Icon, Skeleton, Toast, Tone, use_toasts},
    hooks::{use_format, use_live, use_session},
    i18n::{I18n, use_i18n},
    routes::Route,
    state::waiting::Summary,
};

/// How often the room is looked at while it is open: progress of a photo moves in between events.
const LOOK_EVERY_MS: u32 = 1_500;

type Answer = Option<Result<WaitingRoom, bridge::CallError>>;

/// The room, looked at again and again.
#[hook]
fn use_room() -> UseStateHandle<Answer> {
    let room = use_state_eq(|| None::<Result<WaitingRoom, bridge::CallError>>);
    let look = {
        let room = room.setter();
        Callback::from(move |()| {
            let room = room.clone();
            bridge::spawn_local(async move { room.set(Some(bridge::ask(&Waiting {}).await)) });
        })
    };
    use_effect_with((), {
        let look = look.clone();
        move |()| {
            look.emit(());
            let interval = Interval::new(LOOK_EVERY_MS, move || look.emit(()));
            move || drop(interval)
        }
    });
    use_live(Callback::from(move |event| {
        if matches!(event, Event::Status(_) | Event::Changed) {
            look.emit(());
        }
    }));
    room
}

/// The waiting room.
#[component]
pub(super) fn WaitingPage() -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let room = use_room();
    let name = i18n.t("waiting-title");
    let content = match &*room {
        None => {
            html! { <section class="card next-body stack"><Skeleton lines={4} class="skeleton-row" /></section> }
        }
        Some(Err(error)) => html! { <ErrorCard error={error.clone()} /> },
        Some(Ok(room)) => content(room, &i18n, &format),
    };
    html! {
        <Tab here={Route::Waiting} sub={i18n.t(if bridge::is_app() { "waiting-sub" } else { "waiting-sub-browser" })} title={html! { { name.clone() } }} {name}>
            { content }
        </Tab>
    }
}

fn content(room: &WaitingRoom, i18n: &I18n, format: &Format) -> Html {
    let row = |index: usize| html! { <Row key={index} room={room.clone()} {index} /> };
    html! {
        <div class="stack">
            <section class="card big">
                <div class="row between wrap">
                    <span class="big-number" data-testid="waiting-count">{ room.items.len() }</span>
                    if room.safe_today > 0 {
                        <Chip tone={Tone::Success} icon="shield-check">{ i18n.t1("waiting-safe", "n", room.safe_today) }</Chip>
                    }
                </div>
                <p class="muted big-text">{ summary(room, i18n, format) }</p>
                if room.items.is_empty() {
                    <p class="safe"><Icon name="shield-check" /><span>{ i18n.t(if bridge::is_app() { "waiting-empty-text" } else { "waiting-empty-browser" }) }</span></p>
                } else {
                    <Actions />
                }
            </section>
            if !room.items.is_empty() {
                <ol class="card">{ for (0..room.items.len()).map(row) }</ol>
            }
            { for room.notices.iter().map(|notice| html! { <NoticeCard key={notice.command.to_string()} notice={notice.clone()} /> }) }
        </div>
    }
}

/// "1 completion and 2 photos, 0.7 MB. They are sent in this order …"
fn summary(room: &WaitingRoom, i18n: &I18n, format: &Format) -> String {
    let sum = Summary::of(room);
    let parts: Vec<String> = [
        (sum.completions, "waiting-completions"),
        (sum.steps, "waiting-steps"),
        (sum.photos, "photos"),
        (sum.signatures, "waiting-signatures"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, key)| i18n.t1(key, "n", n))
    .collect();
    let list = match parts.as_slice() {
        [] => return i18n.t("waiting-nothing"),
        [one] => one.clone(),
        [head @ .., last] => {
            i18n.tn("and", [("head", head.join(", ").into()), ("last", last.as_str().into())])
        }
    };
    i18n.tn("waiting-summary", [("list", list.into()), ("size", format.bytes(sum.bytes).into())])
}

/// Send now, export, and why.
#[component]
fn Actions() -> Html {
    let (i18n, session, toasts) = (use_i18n(), use_session(), use_toasts());
    let why = use_state(|| false);
    let busy = use_state(|| false);
    let onretry = {
        let busy = busy.setter();
        move |_| {
            let busy = busy.clone();
            bridge::spawn_local(async move {
                busy.set(true);
                // What came of it shows in the rows.
                let _ = bridge::ask(&RetryNow {}).await;
                busy.set(false);
            });
        }
    };
    let onexport = {
        let i18n = i18n.clone();
        move |_| {
            let (i18n, toasts) = (i18n.clone(), toasts.clone());
            bridge::spawn_local(async move {
                let toast = match bridge::ask(&Export {}).await {
                    Ok(path) => Toast::done(i18n.t1("export-done", "path", path)),
                    Err(error) => Toast::failed(error.message),
                };
                if let Some(toasts) = toasts {
                    toasts.show(toast);
                }
            });
        }
    };
    let key = match session.status().map(|status| status.network) {
        _ if !bridge::is_app() => "why-browser",
        Some(Network::SignInNeeded) => "why-sign-in",
        Some(Network::Online | Network::Sending) => "why-online",
        Some(Network::Offline | Network::Unknown) | None => "why-offline",
    };
    let onwhy = {
        let why = why.clone();
        move |_| why.set(!*why)
    };
    html! {
        <>
            if bridge::is_app() {
                <Button kind={ButtonKind::Primary} size={ButtonSize::Large} icon="refresh-cw" busy={*busy} testid="retry-now" onclick={onretry}>{ i18n.t("send-now") }</Button>
            }
            <div class="pair">
                <Button size={ButtonSize::Large} testid="export" onclick={onexport}>{ i18n.t("export") }</Button>
                <Button size={ButtonSize::Large} testid="why" pressed={*why} onclick={onwhy}>{ i18n.t("why") }</Button>
            </div>
            if *why {
                <p class="why" role="status">{ i18n.t(key) }</p>
            }
        </>
    }
}
