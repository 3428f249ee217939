//! Nothing is here.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::{components::Empty, i18n::use_i18n, routes::Route};

/// Says so, and leads home.
#[component]
pub(crate) fn NotFound() -> Html {
    let i18n = use_i18n();
    html! {
        <main>
            <Empty icon="map-pin-off" title={i18n.t("not-found-title")} text={i18n.t("not-found-text")}>
                <Link<Route> classes="btn" to={Route::Home}>{ i18n.t("not-found-home") }</Link<Route>>
            </Empty>
        </main>
    }
}
