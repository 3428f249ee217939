//! Commands that cannot be sent as they are. Nothing of them is lost, and only the driver puts them away.

use waybill_domain::{
    CommandId,
    calls::driver::{Ask, DropWedged, RetryWedged, WedgedItem},
};
use yew::prelude::*;

use super::{ExportButton, item::command_title};
use crate::{
    bridge::{self, format::now},
    components::{Button, ButtonKind, ButtonSize, HoldButton, Icon, Toast, use_toasts},
    hooks::use_format,
    i18n::{I18n, use_i18n},
};

/// Properties of [`Stuck`].
#[derive(PartialEq, Properties)]
pub(super) struct StuckProps {
    pub(super) items: Vec<WedgedItem>,
    /// With the button that keeps a copy: not where it stands above already.
    pub(super) export: bool,
    /// Looks at the room again.
    pub(super) onchange: Callback<()>,
}

/// All of them in one card, with what can be done about each.
#[component]
pub(super) fn Stuck(props: &StuckProps) -> Html {
    let i18n = use_i18n();
    html! {
        <section class="card stuck" data-testid="stuck" aria-labelledby="stuck-title">
            <header>
                <span class="tile" data-tone="danger"><Icon name="triangle-alert" /></span>
                <div class="stop-lines">
                    <h2 id="stuck-title">{ i18n.t1("stuck-title", "n", props.items.len()) }</h2>
                    <p>{ i18n.t("stuck-text") }</p>
                </div>
            </header>
            <ul>{ for props.items.iter().map(|item| html! {
                <StuckRow key={item.command.to_string()} item={item.clone()} onchange={props.onchange.clone()} />
            }) }</ul>
            if props.export {
                <footer><ExportButton testid="stuck-export" /></footer>
            }
        </section>
    }
}

/// Properties of [`StuckRow`].
#[derive(PartialEq, Properties)]
struct StuckRowProps {
    item: WedgedItem,
    onchange: Callback<()>,
}

#[component]
fn StuckRow(props: &StuckRowProps) -> Html {
    let (i18n, format) = (use_i18n(), use_format());
    let busy = use_state(|| false);
    let item = &props.item;
    let command: CommandId = item.command;
    let retry = use_deed(RetryWedged { command }, "stuck-retried", busy.setter(), props.onchange.clone());
    let put_away = use_deed(DropWedged { command }, "stuck-dropped", busy.setter(), props.onchange.clone());
    html! {
        <li data-testid="stuck-item" data-retry={item.can_retry.to_string()}>
            <div class="stop-lines">
                <p class="stop-address">{ command_title(&item.name, &i18n) }</p>
                <p class="stop-facts"><span dir="auto">{ &item.address }</span><span>{ format.moment(item.at, now()) }</span></p>
                <p class="waits-error"><Icon name="triangle-alert" /><span>{ reason(&i18n, &item.reason) }</span></p>
                if !item.can_retry {
                    <p class="notice-text">{ i18n.t("stuck-no-retry") }</p>
                }
            </div>
            <div class={if item.can_retry { "pair" } else { "stack" }}>
                if item.can_retry {
                    <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} icon="refresh-cw" busy={*busy}
                        testid="stuck-retry" onclick={retry.reform(|_: MouseEvent| ())}>{ i18n.t("retry") }</Button>
                }
                <HoldButton plain={true} label={i18n.t("stuck-drop")} testid="stuck-drop" disabled={*busy} onconfirm={put_away} />
            </div>
        </li>
    }
}

/// Asks the device for something, and says what came of it.
#[hook]
fn use_deed<A: Ask<Reply = ()> + Clone + 'static>(
    ask: A,
    said: &'static str,
    busy: UseStateSetter<bool>,
    onchange: Callback<()>,
) -> Callback<()> {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    Callback::from(move |()| {
        let (ask, i18n, toasts) = (ask.clone(), i18n.clone(), toasts.clone());
        let (busy, onchange) = (busy.clone(), onchange.clone());
        busy.set(true);
        bridge::spawn_local(async move {
            let toast = match bridge::ask(&ask).await {
                Ok(()) => Toast::done(i18n.t(said)),
                Err(error) => Toast::failed(error.message),
            };
            busy.set(false);
            if let Some(toasts) = toasts {
                toasts.show(toast);
            }
            onchange.emit(());
        });
    })
}

/// Why, in the driver's language where the phone found it out; the server's own words behind ours where it refused.
fn reason(i18n: &I18n, reason: &str) -> String {
    const KNOWN: [(&str, &str); 4] = [
        ("its bytes were damaged on this device", "stuck-damaged"),
        ("it is larger than a server takes", "stuck-large"),
        ("its bytes are not text", "stuck-damaged"),
        ("its bytes are not a command", "stuck-damaged"),
    ];
    if let Some((_, key)) = KNOWN.into_iter().find(|(known, _)| *known == reason) {
        return i18n.t(key);
    }
    match reason.strip_prefix("the server refuses it: ") {
        Some(why) => i18n.t1("stuck-refused", "why", why),
        None => reason.to_owned(),
    }
}
