//! What came through one lane, newest first, with what became of it.

use waybill_domain::{
    LaneId,
    calls::{GetLaneLog, LaneLogEntry},
    protocol::SignedVoid,
    rules::Disposition,
};
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::{
    bridge::{self, CallError, spawn_local},
    components::Skeleton,
};

/// Shown at first.
const FEW: usize = 6;

#[derive(PartialEq, Properties)]
pub(super) struct LogProps {
    pub(super) lane: LaneId,
    /// The last sequence that came in: a new one is a reason to read again.
    pub(super) last: u64,
}

#[derive(Clone, Default, PartialEq)]
struct Entries {
    items: Option<Vec<LaneLogEntry>>,
    next: Option<u64>,
    error: Option<CallError>,
}

#[component]
pub(super) fn Log(props: &LogProps) -> Html {
    let desk = use_desk();
    let entries = use_state_eq(Entries::default);
    let shown = use_state_eq(|| FEW);
    let words = &desk.words;
    let read = {
        let (entries, lane) = (entries.setter(), props.lane);
        Callback::from(move |(mut have, before): (Vec<LaneLogEntry>, Option<u64>)| {
            let entries = entries.clone();
            spawn_local(async move {
                entries.set(match bridge::call(&GetLaneLog { lane, before }).await {
                    Ok(page) => {
                        have.extend(page.entries);
                        Entries { items: Some(have), next: page.next, error: None }
                    }
                    Err(error) => Entries {
                        items: (!have.is_empty()).then_some(have),
                        next: before,
                        error: Some(error),
                    },
                });
            });
        })
    };
    {
        let read = read.clone();
        use_effect_with((props.lane, props.last), move |_| read.emit((Vec::new(), None)));
    }
    let all = entries.items.clone().unwrap_or_default();
    let more = {
        let (shown, entries, read) = (shown.clone(), entries.clone(), read.clone());
        let count = all.len();
        Callback::from(move |_: MouseEvent| {
            shown.set(*shown + 20);
            if *shown + 20 > count && entries.next.is_some() {
                read.emit((entries.items.clone().unwrap_or_default(), entries.next));
            }
        })
    };
    let body = match (&entries.items, &entries.error) {
        (None, None) => html! { <div aria-busy="true"><Skeleton lines={3} /></div> },
        (None, Some(error)) => html! {
            <p class="detail-error" role="alert"><span>{ error.message.clone() }</span>
                <button type="button" class="btn" data-size="small"
                    onclick={read.reform(|_: MouseEvent| (Vec::new(), None))}>{ words.t("retry") }</button>
            </p>
        },
        (Some(items), _) if items.is_empty() => html! { <p class="faint">{ words.t("log-none") }</p> },
        (Some(items), _) => html! {
            <>
                <ol class="log">{ for items.iter().take(*shown).map(|entry| line(&desk, entry)) }</ol>
                if items.len() > *shown || entries.next.is_some() {
                    <button type="button" class="btn" data-size="small" onclick={more}>{ words.t("log-more") }</button>
                }
            </>
        },
    };
    html! {
        <section class="device-log" aria-label={words.t("log-title")}>
            <h2>{ words.t("log-title") }</h2>
            { body }
        </section>
    }
}

fn line(desk: &Desk, entry: &LaneLogEntry) -> Html {
    let words = &desk.words;
    let key = format!("command-{}", entry.name);
    let title = match entry.name.as_str() {
        _ if entry.void.is_some() => words.t("log-void"),
        "" => words.t("log-unreadable"),
        name if !words.i18n.has(&key) => name.replace('_', " "),
        _ => words.t(&key),
    };
    let (tone, became) = match entry.disposition {
        _ if entry.void.is_some() => ("danger", "log-never"),
        Disposition::Applied => ("plain", "log-applied"),
        Disposition::Duplicate => ("plain", "log-duplicate"),
        Disposition::AppliedLate => ("warning", "disposition-applied_late"),
        Disposition::NeedsReview => ("warning", "disposition-needs_review"),
        Disposition::Rejected => ("danger", "disposition-rejected"),
        Disposition::Quarantined => ("warning", "disposition-quarantined"),
        Disposition::Unreadable => ("danger", "device-unreadable"),
    };
    let why = entry.void.as_deref().and_then(reason);
    let about = entry.delivery.and_then(|id| desk.board.delivery(id)).map(|delivery| {
        let (desk, id) = (desk.clone(), delivery.id);
        html! {
            <button type="button" class="log-about" onclick={move |_: MouseEvent| desk.open(id)}>
                <span class="mono">{ &delivery.code }</span><span dir="auto">{ &delivery.dropoff.address }</span>
            </button>
        }
    });
    html! {
        <li key={entry.seq.to_string()} data-tone={tone}>
            <span class="faint mono">{ format!("#{}", entry.seq) }</span>
            <b>{ title }</b>
            <span class="log-place">{ about }</span>
            <span class="log-became">{ why.unwrap_or_else(|| words.t(became)) }</span>
            <time class="faint" datetime={entry.received_at.to_string()}>{ words.format.moment(entry.received_at, desk.board.now) }</time>
        </li>
    }
}

/// Why a phone could not send what it says it could not send, in its own words.
fn reason(void: &str) -> Option<String> {
    let void = serde_json::from_str::<SignedVoid>(void).ok()?.open().ok()?;
    (!void.reason.is_empty()).then_some(void.reason)
}
