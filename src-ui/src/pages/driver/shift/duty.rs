//! On duty, on a break, off duty.

use waybill_domain::calls::driver::{SetShift, Shift, Status};
use yew::prelude::*;

use crate::{
    bridge,
    components::{Choice, ChoiceLook, Toast, choose, use_toasts},
    hooks::{session_change, use_session},
    i18n::use_i18n,
};

/// The choice, and what it means for the driver's position.
#[component]
pub(super) fn Duty() -> Html {
    let (i18n, session, toasts) = (use_i18n(), use_session(), use_toasts());
    let shift = session.status().map_or(Shift::Off, |status| status.shift);
    let choices = [
        (Shift::On, "shift-on", "truck"),
        (Shift::Break, "shift-break", "coffee"),
        (Shift::Off, "shift-off", "power"),
    ];
    let choices = choices
        .map(|(value, key, icon)| Choice { value, label: i18n.t(key).into(), icon: Some(icon) })
        .to_vec();
    let onchoose = Callback::from(move |shift: Shift| {
        let (session, toasts) = (session.clone(), toasts.clone());
        bridge::spawn_local(async move {
            match bridge::ask(&SetShift { shift }).await {
                Ok(()) => session.dispatch(session_change(bridge::ask(&Status {}).await)),
                Err(error) => {
                    if let Some(toasts) = toasts {
                        toasts.show(Toast::failed(error.message));
                    }
                }
            }
        });
    });
    let key = match (shift, bridge::is_app()) {
        (Shift::On, true) => "shift-on-text",
        (Shift::On, false) => "shift-on-browser",
        (Shift::Break, _) => "shift-break-text",
        (Shift::Off, _) => "shift-off-text",
    };
    html! {
        <section class="card next-body stack">
            { choose(ChoiceLook::Row, i18n.t("nav-shift"), "shift", choices, Some(shift), onchoose) }
            <p class="muted">{ i18n.t(key) }</p>
        </section>
    }
}
