//! Who are you?

use waybill_domain::calls::driver::SignInHere;
use yew::prelude::*;

use crate::{
    bridge::{self, CallError, device, dom, events::Event, storage},
    components::{Button, ButtonKind, ButtonSize, Field, Icon},
    hooks::{use_live, use_session},
    i18n::use_i18n,
    state::{
        session::SessionChange,
        sign_in::{SignInForm, error_key, server_of_link, server_url},
    },
};

/// Where the last server is remembered.
const SERVER: &str = "server";

/// The sign-in screen. Only the app asks for a server: a browser came from one.
#[component]
pub(crate) fn SignInPage() -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let known = session.status().map(|status| status.server_url.clone()).unwrap_or_default();
    let form = use_state(|| SignInForm { server: first_server(known), ..SignInForm::default() });
    let busy = use_state(|| false);
    let broken = use_state(|| None::<(&'static str, &'static str)>);
    let error = use_state(|| None::<CallError>);
    let email = use_node_ref();
    use_effect_with((), {
        let email = email.clone();
        move |()| dom::focus(&email)
    });
    use_live({
        let form = form.clone();
        Callback::from(move |event| {
            if let Event::Link(link) = event
                && let Some(server) = server_of_link(&link)
            {
                form.set(SignInForm { server, ..(*form).clone() });
            }
        })
    });
    let edit = |set: fn(&mut SignInForm, String)| {
        let (form, broken) = (form.clone(), broken.setter());
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            set(&mut new, text);
            form.set(new);
            broken.set(None);
        })
    };
    let onsubmit = {
        let (form, busy, broken, error) = (form.clone(), busy.clone(), broken.setter(), error.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let rule = form.broken_rule(bridge::is_app());
            broken.set(rule);
            if rule.is_some() || *busy {
                return;
            }
            busy.set(true);
            error.set(None);
            let ask = SignInHere {
                server_url: server_url(&form.server).unwrap_or_else(device::origin),
                email: form.email.trim().to_owned(),
                password: form.password.clone(),
            };
            let (busy, error, session) = (busy.setter(), error.clone(), session.clone());
            bridge::spawn_local(async move {
                match bridge::ask(&ask).await {
                    Ok(info) => {
                        storage::save(SERVER, &ask.server_url);
                        session.dispatch(SessionChange::SignedIn(Box::new(info)));
                    }
                    Err(failed) => {
                        error.set(Some(failed));
                        busy.set(false);
                    }
                }
            });
        })
    };
    let rule =
        |field: &str| broken.filter(|(name, _)| *name == field).map(|(_, key)| AttrValue::from(i18n.t(key)));
    let failed =
        error.as_ref().map(|error| error_key(error).map_or_else(|| error.message.clone(), |key| i18n.t(key)));
    html! {
        <main class="sign-in">
            <form class="sign-in-card" novalidate=true {onsubmit}>
                <div class="brand" aria-hidden="true"><span class="brand-mark"><Icon name="package-check" /></span>{ i18n.t("app") }</div>
                <h1>{ i18n.t("sign-in-title") }</h1>
                <p class="muted">{ i18n.t("sign-in-text") }</p>
                if bridge::is_app() {
                    <Field label={i18n.t("sign-in-server")} name="server" kind="url" inputmode="url" value={form.server.clone()}
                        placeholder="waybill.example.org" hint={i18n.t("sign-in-server-hint")} error={rule("server")}
                        testid="sign-in-server" oninput={edit(|form, text| form.server = text)} />
                }
                <Field label={i18n.t("sign-in-email")} name="email" kind="email" autocomplete="username" inputmode="email"
                    value={form.email.clone()} error={rule("email")} testid="sign-in-email" node={email}
                    oninput={edit(|form, text| form.email = text)} />
                <Field label={i18n.t("sign-in-password")} name="password" kind="password" autocomplete="current-password"
                    value={form.password.clone()} error={rule("password")} testid="sign-in-password"
                    oninput={edit(|form, text| form.password = text)} />
                if let Some(failed) = failed {
                    <p class="form-error" role="alert" data-testid="sign-in-error"><Icon name="triangle-alert" /><span>{ failed }</span></p>
                }
                <Button submit={true} kind={ButtonKind::Primary} size={ButtonSize::Touch} busy={*busy} testid="sign-in-submit">
                    { i18n.t("sign-in-submit") }
                </Button>
                <p class="faint sign-in-foot"><Icon name="shield-check" />{ i18n.t(if bridge::is_app() { "sign-in-offline" } else { "sign-in-browser" }) }</p>
            </form>
        </main>
    }
}

/// What the server field begins with: a link's server, the device's own, or the last one.
fn first_server(known: String) -> String {
    server_of_link(&device::query())
        .or_else(|| Some(known).filter(|known| !known.is_empty()))
        .or_else(|| storage::load(SERVER))
        .unwrap_or_default()
}
