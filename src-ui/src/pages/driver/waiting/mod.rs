//! Not sent yet: everything on this device that is not safe on the server, in the order in which it goes.

mod actions;
mod item;
mod notice;
mod renewed;
mod stuck;

use waybill_domain::calls::driver::{Waiting, WaitingRoom};
use yew::prelude::*;

use self::{
    actions::{Actions, ExportButton},
    item::Row,
    notice::NoticeCard,
    renewed::RenewedCard,
    stuck::Stuck,
};
use super::frame::Tab;
use crate::{
    bridge::{self, events::Event, format::Format, timer::Interval},
    components::{Chip, ErrorCard, Icon, Skeleton, Tone},
    hooks::{use_format, use_live},
    i18n::{I18n, use_i18n},
    routes::Route,
    state::waiting::Summary,
};

/// How often the room is looked at while it is open: progress of a photo moves in between events.
const LOOK_EVERY_MS: u32 = 1_500;

type Answer = Option<Result<WaitingRoom, bridge::CallError>>;

/// The room, looked at again and again.
#[hook]
fn use_room() -> (UseStateHandle<Answer>, Callback<()>) {
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
    let again = look.clone();
    use_live(Callback::from(move |event| {
        if matches!(event, Event::Status(_) | Event::Changed) {
            look.emit(());
        }
    }));
    (room, again)
}

/// The waiting room.
#[component]
pub(super) fn WaitingPage() -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let (room, look) = use_room();
    let name = i18n.t("waiting-title");
    let content = match &*room {
        None => {
            html! { <section class="card next-body stack"><Skeleton lines={4} class="skeleton-row" /></section> }
        }
        Some(Err(error)) => html! { <ErrorCard error={error.clone()} onretry={look} /> },
        Some(Ok(room)) => content(room, &look, &i18n, &format),
    };
    html! {
        <Tab here={Route::Waiting} sub={i18n.t(if bridge::is_app() { "waiting-sub" } else { "waiting-sub-browser" })} title={html! { { name.clone() } }} {name}>
            { content }
        </Tab>
    }
}

fn content(room: &WaitingRoom, look: &Callback<()>, i18n: &I18n, format: &Format) -> Html {
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
                if room.items.is_empty() && !room.wedged.is_empty() {
                    <p class="safe"><Icon name="shield-check" /><span>{ i18n.t("waiting-empty-stuck") }</span></p>
                } else if room.items.is_empty() {
                    <p class="safe"><Icon name="shield-check" /><span>{ i18n.t(if bridge::is_app() { "waiting-empty-text" } else { "waiting-empty-browser" }) }</span></p>
                } else {
                    <Actions />
                }
            </section>
            if !room.wedged.is_empty() {
                <Stuck items={room.wedged.clone()} export={room.items.is_empty()} onchange={look.clone()} />
            }
            if !room.items.is_empty() {
                <ol class="card">{ for (0..room.items.len()).map(row) }</ol>
            }
            { for room.notices.iter().map(|notice| html! { <NoticeCard key={notice.command.to_string()} notice={notice.clone()} onchange={look.clone()} /> }) }
            if let Some(renewed) = &room.renewed {
                <RenewedCard renewed={renewed.clone()} />
            }
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
        [] if !room.wedged.is_empty() => return i18n.t("waiting-nothing-else"),
        [] => return i18n.t("waiting-nothing"),
        [one] => one.clone(),
        [head @ .., last] => {
            i18n.tn("and", [("head", head.join(", ").into()), ("last", last.as_str().into())])
        }
    };
    i18n.tn("waiting-summary", [("list", list.into()), ("size", format.bytes(sum.bytes).into())])
}
