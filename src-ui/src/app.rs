//! The app: what surrounds every screen, and which screen is shown.

use waybill_domain::calls::driver::{Network, Status};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    bridge::{
        self, device,
        events::{Event, Hub},
        storage,
    },
    components::ToastHost,
    hooks::{self, SessionContext, SettingsContext},
    i18n::{I18n, Lang},
    pages,
    state::{
        session::{Session, SessionChange},
        settings::{Settings, Theme},
    },
};

/// Where the settings are remembered.
const SETTINGS: &str = "settings";

/// The app.
#[component]
pub fn App() -> Html {
    let settings: SettingsContext = use_reducer(|| storage::load::<Settings>(SETTINGS).unwrap_or_default());
    let lang = settings.lang.unwrap_or_else(|| Lang::best(&device::languages()));
    let i18n = use_memo(lang, |lang| I18n::of(*lang));
    use_dress(settings.theme, lang);
    use_effect_with(settings.clone(), |settings| {
        // Where storage is switched off the settings last until the window closes.
        storage::save(SETTINGS, &**settings);
    });
    html! {
        <ContextProvider<SettingsContext> context={settings}>
            <ContextProvider<I18n> context={(*i18n).clone()}>
                <ToastHost>
                    <WithSession />
                </ToastHost>
            </ContextProvider<I18n>>
        </ContextProvider<SettingsContext>>
    }
}

/// Puts theme and language on the document, and follows the device while the theme is its.
#[hook]
fn use_dress(theme: Theme, lang: Lang) {
    let dark = use_media("(prefers-color-scheme: dark)");
    let contrast = use_media("(prefers-contrast: more)");
    use_effect_with((theme.resolve(dark, contrast), lang), |(theme, lang)| {
        device::dress(theme, lang.code());
    });
}

#[hook]
fn use_media(query: &'static str) -> bool {
    let holds = use_state(|| device::Media::holds(query));
    let setter = holds.setter();
    use_effect_with((), move |()| {
        let media = device::Media::watch(query, move |now| setter.set(now));
        move || drop(media)
    });
    *holds
}

/// Asks the device who is signed in, and keeps up with its status.
#[component]
fn WithSession() -> Html {
    let session: SessionContext = use_reducer(Session::default);
    let asking = *session == Session::Loading;
    let dispatcher = session.dispatcher();
    use_effect_with(asking, move |asking| {
        if *asking {
            bridge::spawn_local(async move {
                let answer = bridge::ask(&Status {}).await;
                dispatcher.dispatch(hooks::session_change(answer));
            });
        }
    });
    let member = session.info().map(|info| info.member.id);
    // In a browser a new member gets a new live connection: the old one was opened with another session. The app's own
    // events are listened to once.
    let live = (!bridge::is_app()).then_some(member);
    let hub = use_memo(live, |live| Hub::open(live.flatten().is_some()));
    let subscription = use_memo((*hub).clone(), |hub| {
        let dispatcher = session.dispatcher();
        hub.subscribe(Callback::from(move |event| {
            let change = match event {
                Event::Status(status) => SessionChange::Status(status),
                Event::Live(true) => SessionChange::Network(Network::Online),
                Event::Live(false) => SessionChange::Network(Network::Offline),
                Event::Changed | Event::Poke(_) | Event::Link(_) => return,
            };
            dispatcher.dispatch(change);
        }))
    });
    let _keep = subscription;
    html! {
        <ContextProvider<SessionContext> context={session}>
            <ContextProvider<Hub> context={(*hub).clone()}>
                <BrowserRouter>
                    <pages::Screens />
                </BrowserRouter>
            </ContextProvider<Hub>>
        </ContextProvider<SessionContext>>
    }
}
