//! What happened, newest first: by the clock of whoever did it, and when the server learnt of it.

use waybill_domain::{Timestamp, calls::TimelineEntry};
use yew::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        words::Dots,
    },
    entry::describe,
};
use crate::components::Icon;

/// Where device and server differ by more than this, it was sent late, and that is said.
const LATE_MS: i64 = 2 * 60_000;

#[derive(PartialEq, Properties)]
pub(super) struct TimelineProps {
    pub(super) entries: Vec<TimelineEntry>,
    pub(super) now: Timestamp,
}

#[component]
pub(super) fn Timeline(props: &TimelineProps) -> Html {
    let desk = use_desk();
    html! {
        <section class="history" aria-label={desk.t("detail-history")}>
            <h3 class="sr-only">{ desk.t("detail-history") }</h3>
            <ol class="tl" data-testid="timeline">
                { for props.entries.iter().map(|entry| line(&desk, entry, props.now)) }
            </ol>
        </section>
    }
}

fn line(desk: &Desk, entry: &TimelineEntry, now: Timestamp) -> Html {
    let words = &desk.words;
    let event = &entry.event;
    let said = describe(desk, &event.body);
    let mut parts: Vec<String> = Vec::new();
    if !entry.actor_name.is_empty() {
        parts.push(entry.actor_name.clone());
    }
    if !said.text.is_empty() {
        parts.push(said.text.clone());
    }
    let delay = event.recorded_at.since(event.at);
    let offline = event.lane.is_some() && delay > LATE_MS;
    let zone = words.format.differs_from_device(event.at);
    let full = format!("{}, {}", words.format.day(event.at), exact(desk, event.at));
    html! {
        <li class="tl-entry" key={event.seq.to_string()} data-tone={said.tone}
            data-minor={said.minor.then_some("true")}>
            <i aria-hidden="true"></i>
            <div>
                <b>{ said.title }</b>
                if !parts.is_empty() {
                    <p><Dots {parts} /></p>
                }
                if offline {
                    <p class="tl-late" data-testid="sent-offline">
                        <Icon name="cloud-off" />{ words.i18n.tn("event-offline", [
                            ("device", words.format.time(event.at).into()),
                            ("recorded", words.format.moment(event.recorded_at, now).into()),
                            ("delay", words.duration(delay).into()),
                        ]) }
                    </p>
                }
            </div>
            <time datetime={event.at.to_string()}
                title={if zone { format!("{full} ({})", words.format.zone) } else { full }}>
                { words.format.moment(event.at, now) }
            </time>
        </li>
    }
}

/// To the second.
fn exact(desk: &Desk, at: Timestamp) -> String {
    let seconds = at.as_millis().rem_euclid(60_000) / 1_000;
    format!("{}:{seconds:02}", desk.words.format.time(at))
}
