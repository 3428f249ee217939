//! Send now, keep a copy, and why it is waiting.

use waybill_domain::calls::driver::{Export, Network, RetryNow};
use yew::prelude::*;

use crate::{
    bridge,
    components::{Button, ButtonKind, ButtonSize, Toast, use_toasts},
    hooks::use_session,
    i18n::use_i18n,
};

/// Send now, export, and why.
#[component]
pub(super) fn Actions() -> Html {
    let (i18n, session) = (use_i18n(), use_session());
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
                <ExportButton testid="export" />
                <Button size={ButtonSize::Large} testid="why" pressed={*why} onclick={onwhy}>{ i18n.t("why") }</Button>
            </div>
            if *why {
                <p class="why" role="status">{ i18n.t(key) }</p>
            }
        </>
    }
}

/// Properties of [`ExportButton`].
#[derive(PartialEq, Properties)]
pub(super) struct ExportButtonProps {
    pub(super) testid: AttrValue,
}

/// Keeps a copy of everything that is here, and says where it is.
#[component]
pub(super) fn ExportButton(props: &ExportButtonProps) -> Html {
    let (i18n, toasts) = (use_i18n(), use_toasts());
    let busy = use_state(|| false);
    let onclick = {
        let (i18n, busy) = (i18n.clone(), busy.setter());
        move |_| {
            let (i18n, toasts, busy) = (i18n.clone(), toasts.clone(), busy.clone());
            busy.set(true);
            bridge::spawn_local(async move {
                let toast = match bridge::ask(&Export {}).await {
                    Ok(path) => Toast::done(i18n.t1("export-done", "path", path)),
                    Err(error) => Toast::failed(error.message),
                };
                busy.set(false);
                if let Some(toasts) = toasts {
                    toasts.show(toast);
                }
            });
        }
    };
    html! {
        <Button size={ButtonSize::Large} icon="download" busy={*busy} testid={props.testid.clone()} {onclick}>{ i18n.t("export") }</Button>
    }
}
