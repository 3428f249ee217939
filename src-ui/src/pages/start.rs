//! What is shown before anybody's screen can be: starting, no network at the start, no screens for the role.

use waybill_domain::calls::driver::SignOutHere;
use yew::prelude::*;

use crate::{
    bridge::{self, CallError},
    components::{Button, ButtonSize, Empty, ErrorCard, Skeleton},
    hooks::use_session,
    i18n::use_i18n,
    state::session::SessionChange,
};

/// The device is being asked; this takes a blink.
#[component]
pub(crate) fn Starting() -> Html {
    let i18n = use_i18n();
    html! {
        <main class="starting" aria-busy="true" aria-label={i18n.t("loading")}>
            <Skeleton lines={3} />
        </main>
    }
}

/// Properties of [`Unreachable`].
#[derive(PartialEq, Properties)]
pub(crate) struct UnreachableProps {
    pub(crate) error: CallError,
}

/// The device could not say who is signed in: a browser without a network.
#[component]
pub(crate) fn Unreachable(props: &UnreachableProps) -> Html {
    let session = use_session();
    let onretry = Callback::from(move |()| session.dispatch(SessionChange::Loading));
    html! { <main><ErrorCard error={props.error.clone()} {onretry} /></main> }
}

/// The role has no screens of its own.
#[component]
pub(crate) fn NoScreens() -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let onclick = move |_| {
        let session = session.clone();
        bridge::spawn_local(async move {
            if bridge::ask(&SignOutHere { leave_queued: true }).await.is_ok() {
                session.dispatch(SessionChange::SignedOut);
            }
        });
    };
    html! {
        <main>
            <Empty icon="mail" title={i18n.t("no-role-title")} text={i18n.t("no-role-text")}>
                <Button size={ButtonSize::Large} icon="log-out" testid="sign-out" {onclick}>
                    { i18n.t("sign-out") }
                </Button>
            </Empty>
        </main>
    }
}
