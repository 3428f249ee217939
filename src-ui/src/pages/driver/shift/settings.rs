//! Theme, language, server, version.

use yew::prelude::*;

use crate::{
    components::{Choice, ChoiceLook, choose},
    hooks::{use_session, use_settings},
    i18n::{Lang, use_i18n},
    state::settings::{SettingsChange, Theme},
};

/// The settings. They take effect at once.
#[component]
pub(super) fn SettingsCard() -> Html {
    let (i18n, session, settings) = (use_i18n(), use_session(), use_settings());
    let themes = Theme::ALL.map(|value| {
        let icon = match value {
            Theme::System => "sun-moon",
            Theme::Light => "sun",
            Theme::Dark => "moon",
            Theme::Contrast => "contrast",
        };
        Choice { value, label: i18n.t(&format!("theme-{}", value.as_str())).into(), icon: Some(icon) }
    });
    let languages = Lang::ALL.map(|value| Choice { value, label: value.name().into(), icon: None });
    let ontheme = {
        let settings = settings.clone();
        Callback::from(move |theme| settings.dispatch(SettingsChange::Theme(theme)))
    };
    let onlang = {
        let settings = settings.clone();
        Callback::from(move |lang| settings.dispatch(SettingsChange::Lang(Some(lang))))
    };
    let server = session.status().map(|status| status.server_url.clone()).unwrap_or_default();
    html! {
        <section class="card next-body stack">
            <h2 class="strong">{ i18n.t("theme") }</h2>
            { choose(ChoiceLook::Row, i18n.t("theme"), "theme", themes.to_vec(), Some(settings.theme), ontheme) }
            <h2 class="strong">{ i18n.t("language") }</h2>
            { choose(ChoiceLook::Row, i18n.t("language"), "language", languages.to_vec(), Some(i18n.lang()), onlang) }
            <dl class="pairs">
                <dt>{ i18n.t("sign-in-server") }</dt><dd>{ server }</dd>
                <dt>{ i18n.t("version") }</dt><dd>{ env!("CARGO_PKG_VERSION") }</dd>
            </dl>
        </section>
    }
}
