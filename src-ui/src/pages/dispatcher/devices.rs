//! Devices: when each was heard of, and what of it has not come in whole.

use waybill_domain::{
    Timestamp,
    calls::{GetSyncStatus, LaneStatus, SyncStatus},
};
use yew::prelude::*;

use super::{
    desk::{Desk, use_desk},
    words::Dots,
};
use crate::{
    bridge::{self, CallError, spawn_local, timer::Interval},
    components::{Avatar, ErrorCard, Icon, Skeleton},
    state::devices::{Standing, worth_a_line},
};

/// How often the server is asked while the screen is there.
const LOOK_EVERY_MS: u32 = 20_000;

type Answer = Option<Result<SyncStatus, CallError>>;

/// The devices as the server knows them, asked for again and again.
#[hook]
fn use_devices() -> (UseStateHandle<Answer>, Callback<()>) {
    let answer = use_state_eq(|| None::<Result<SyncStatus, CallError>>);
    let look = {
        let answer = answer.setter();
        Callback::from(move |()| {
            let answer = answer.clone();
            spawn_local(async move { answer.set(Some(bridge::call(&GetSyncStatus {}).await)) });
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
    (answer, look)
}

#[component]
pub(super) fn Devices() -> Html {
    let desk = use_desk();
    let (answer, look) = use_devices();
    let words = &desk.words;
    let body = match &*answer {
        None => {
            html! { <div class="card devices" aria-busy="true"><Skeleton class="block" lines={3} /></div> }
        }
        Some(Err(error)) => html! {
            <ErrorCard error={error.clone()} safe={words.t("devices-load-safe")} onretry={look} />
        },
        Some(Ok(status)) if status.lanes.is_empty() => {
            html! { <p class="muted">{ words.t("devices-none") }</p> }
        }
        Some(Ok(status)) => {
            let lanes = worth_a_line(status.lanes.clone());
            html! { <ul class="card devices">{ for lanes.iter().map(|lane| row(&desk, lane, status.at)) }</ul> }
        }
    };
    let backup = match &*answer {
        Some(Ok(status)) => match status.backed_up_at {
            Some(at) => words.with("devices-backup", "time", words.format.moment(at, desk.board.now)),
            None => words.t("devices-no-backup"),
        },
        None | Some(Err(_)) => String::new(),
    };
    html! {
        <section class="devices-part" aria-label={words.t("devices-title")} data-testid="devices">
            <header><h2>{ words.t("devices-title") }</h2><span class="faint">{ backup }</span></header>
            { body }
        </section>
    }
}

fn row(desk: &Desk, lane: &LaneStatus, now: Timestamp) -> Html {
    let words = &desk.words;
    let (tone, icon, key) = match Standing::of(lane) {
        Standing::Stuck => ("danger", "triangle-alert", "device-stuck"),
        Standing::NeedsLook => ("warning", "triangle-alert", "device-needs-look"),
        Standing::Draining => ("neutral", "user-x", "device-draining"),
        Standing::Waiting => ("info", "cloud-upload", "device-waiting"),
        Standing::Whole => ("success", "shield-check", "device-whole"),
    };
    let mut facts = Vec::new();
    if lane.pending_uploads > 0 {
        let values =
            [("n", lane.pending_uploads.into()), ("size", words.format.bytes(lane.pending_bytes).into())];
        facts.push(words.i18n.tn("device-files", values));
    }
    let counts = [
        (lane.open_exceptions, "device-exceptions"),
        (lane.quarantined, "device-quarantined"),
        (lane.unreadable, "device-unreadable"),
        (lane.voided, "device-voided"),
        (lane.rejected, "device-rejected"),
    ];
    facts.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, key)| words.i18n.t1(key, "n", n)));
    let flags = [
        (lane.disabled, "device-disabled"),
        (lane.revoked, "device-revoked"),
        (!lane.signed_in, "device-signed-out"),
        (lane.successor.is_some(), "device-replaced"),
    ];
    facts.extend(flags.into_iter().filter(|(on, _)| *on).map(|(_, key)| words.t(key)));
    html! {
        <li key={lane.lane.to_string()} data-testid="device">
            <Avatar name={lane.member_name.clone()} />
            <div>
                <b dir="auto">{ &lane.member_name }</b>
                <span class="faint"><Dots parts={vec![lane.device_name.clone(), platform(&lane.platform)]} /></span>
            </div>
            <div class="device-facts"><Dots parts={facts} /></div>
            <div class="device-seen">
                <span>{ words.ago(lane.last_seen_at, now) }</span>
                <span class="faint">{ words.i18n.t1("device-commands", "n", lane.last_seq) }</span>
            </div>
            <span class="chip" data-tone={tone}><Icon name={icon} />{ words.t(key) }</span>
        </li>
    }
}

/// Names of systems are the same in every language.
fn platform(name: &str) -> String {
    match name {
        "android" => "Android",
        "ios" => "iOS",
        "linux" => "Linux",
        "macos" => "macOS",
        "windows" => "Windows",
        other => other,
    }
    .to_owned()
}
