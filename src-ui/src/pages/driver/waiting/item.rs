//! One thing that waits.

use waybill_domain::{
    Outcome,
    calls::driver::{WaitingRoom, WaitingWhat},
    proof::BlobKind,
};
use yew::prelude::*;

use crate::{
    bridge::format::now,
    components::{Icon, outcome_name},
    hooks::use_format,
    i18n::{I18n, use_i18n},
    pages::driver::thumb::Thumb,
    state::waiting::{percent, photo_number},
};

/// Properties of [`Row`].
#[derive(PartialEq, Properties)]
pub(super) struct RowProps {
    pub(super) room: WaitingRoom,
    pub(super) index: usize,
}

/// The row: what, where, how large, how far, and what went wrong.
#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let Some(item) = props.room.items.get(props.index) else {
        return Html::default();
    };
    let picture = match &item.what {
        WaitingWhat::Blob { sha256, kind } => html! {
            <Thumb key={sha256.to_string()} sha256={*sha256} class={if *kind == BlobKind::Signature { "paper" } else { "" }} />
        },
        WaitingWhat::Command { outcome, name, .. } => {
            let (tone, icon) = command_icon(*outcome, name);
            html! { <span class="tile" data-tone={tone}><Icon name={icon} /></span> }
        }
    };
    let place = i18n.t1("waiting-place", "n", props.index + 1);
    let percent = percent(item);
    let is_blob = matches!(item.what, WaitingWhat::Blob { .. });
    html! {
        <li class="waits" data-testid="waiting-item">
            { picture }
            <div class="stop-lines">
                <p class="stop-address">{ title(&props.room, props.index, &i18n) }</p>
                <p class="stop-facts"><span dir="auto">{ &item.address }</span><span>{ format.moment(item.at, now()) }</span><span>{ format.bytes(item.size) }</span></p>
                if is_blob {
                    <progress max="100" value={percent.to_string()} aria-label={i18n.t1("waiting-sent", "n", percent)} />
                }
                if !item.last_error.is_empty() {
                    <p class="waits-error" dir="auto"><Icon name="triangle-alert" />{ i18n.tn("waiting-error", [("why", plain(&item.last_error, &i18n).into()), ("n", item.attempts.into())]) }</p>
                }
            </div>
            <span class="faint nowrap">{ place }</span>
        </li>
    }
}

fn command_icon(outcome: Option<Outcome>, name: &str) -> (&'static str, &'static str) {
    match outcome {
        Some(outcome) if outcome.is_delivered() => ("success", "check"),
        Some(_) => ("danger", "x"),
        None if name == "move" => ("neutral", "list"),
        None => ("accent", "arrow-up"),
    }
}

fn title(room: &WaitingRoom, index: usize, i18n: &I18n) -> String {
    match &room.items[index].what {
        WaitingWhat::Command { outcome: Some(outcome), .. } => {
            i18n.t(&format!("outcome-{}", outcome_name(*outcome)))
        }
        WaitingWhat::Command { name, .. } => command_title(name, i18n),
        WaitingWhat::Blob { kind: BlobKind::Signature, .. } => i18n.t("requirement-signature"),
        WaitingWhat::Blob { kind: BlobKind::Photo, .. } => {
            let (n, all) = photo_number(room, index).unwrap_or((1, 1));
            i18n.tn("waiting-photo", [("n", n.into()), ("all", all.into())])
        }
    }
}

/// What a command is called, by its name on the wire.
pub(super) fn command_title(name: &str, i18n: &I18n) -> String {
    let key = format!("command-{name}");
    if i18n.has(&key) { i18n.t(&key) } else { name.to_owned() }
}

/// Why it did not go, without what only the phone's system understands.
fn plain(error: &str, i18n: &I18n) -> String {
    if error.starts_with("the server cannot be reached") {
        i18n.t("waiting-no-server")
    } else {
        error.to_owned()
    }
}
