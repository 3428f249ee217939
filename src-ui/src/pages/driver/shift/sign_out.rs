//! Signing out. What waits is never lost: while something does, the driver is asked, in place.

use waybill_domain::calls::driver::SignOutHere;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    bridge,
    components::{Button, ButtonKind, ButtonSize, Icon, Toast, use_toasts},
    hooks::use_session,
    i18n::use_i18n,
    routes::Route,
    state::session::SessionChange,
};

/// The button, and the question where there is one.
#[component]
pub(super) fn SignOut() -> Html {
    let (i18n, session, toasts) = (use_i18n(), use_session(), use_toasts());
    let navigator = use_navigator();
    let asking = use_state(|| false);
    let busy = use_state(|| false);
    let waiting = session.status().map_or(0, |status| status.waiting);
    let leave = {
        let (asking, busy) = (asking.setter(), busy.setter());
        Callback::from(move |leave_queued: bool| {
            let (asking, busy, session) = (asking.clone(), busy.clone(), session.clone());
            let (toasts, navigator) = (toasts.clone(), navigator.clone());
            busy.set(true);
            bridge::spawn_local(async move {
                match bridge::ask(&SignOutHere { leave_queued }).await {
                    Ok(()) => {
                        if let Some(navigator) = navigator {
                            navigator.push(&Route::Home);
                        }
                        session.dispatch(SessionChange::SignedOut);
                        return;
                    }
                    Err(error) if error.code == "outbox_not_empty" => asking.set(true),
                    Err(error) => {
                        if let Some(toasts) = toasts {
                            toasts.show(Toast::failed(error.message));
                        }
                    }
                }
                busy.set(false);
            });
        })
    };
    let onstay = {
        let asking = asking.setter();
        move |_| asking.set(false)
    };
    let (onfirst, onleave) = (leave.clone(), leave);
    if *asking {
        return html! {
            <section class="card next-body stack" data-testid="sign-out-question" role="group">
                <p class="facts-line"><Icon name="triangle-alert" /><b>{ i18n.t1("sign-out-waiting", "n", waiting) }</b></p>
                <p class="muted">{ i18n.t("sign-out-kept") }</p>
                <Button kind={ButtonKind::Primary} size={ButtonSize::Touch} testid="sign-out-stay" onclick={onstay}>{ i18n.t("sign-out-stay") }</Button>
                <Button kind={ButtonKind::Danger} size={ButtonSize::Touch} busy={*busy} testid="sign-out-leave" onclick={move |_| onleave.emit(true)}>{ i18n.t("sign-out-leave") }</Button>
            </section>
        };
    }
    html! {
        <Button size={ButtonSize::Touch} icon="log-out" busy={*busy} testid="sign-out" onclick={move |_| onfirst.emit(false)}>{ i18n.t("sign-out") }</Button>
    }
}
