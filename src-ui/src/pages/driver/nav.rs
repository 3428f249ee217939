//! The bar at the bottom: four places, one thumb.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::{components::Icon, hooks::use_session, i18n::use_i18n, routes::Route};

/// Properties of [`Nav`].
#[derive(PartialEq, Properties)]
pub(super) struct NavProps {
    /// Where the driver is.
    pub(super) here: Route,
}

/// The bar.
#[component]
pub(super) fn Nav(props: &NavProps) -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let navigator = use_navigator();
    let (waiting, stuck) = session.status().map_or((0, 0), |status| (status.waiting, status.wedged));
    let places = [
        (Route::Today, "list", "nav-today"),
        (Route::Map, "map", "nav-map"),
        (Route::Waiting, "arrow-up", "nav-waiting"),
        (Route::Shift, "user-round", "nav-shift"),
    ];
    let place = |(route, icon, key): (Route, &'static str, &'static str)| {
        let navigator = navigator.clone();
        let onclick = move |event: MouseEvent| {
            event.prevent_default();
            if let Some(navigator) = &navigator {
                navigator.push(&route);
            }
        };
        let badge = (route == Route::Waiting && waiting + stuck > 0).then(|| {
            html! {
                <>
                    <em class="badge" data-testid="nav-badge" data-tone={(stuck > 0).then_some("danger")} aria-hidden="true">{ waiting + stuck }</em>
                    <span class="sr-only">{ i18n.t1("nav-badge", "n", waiting + stuck) }</span>
                </>
            }
        });
        html! {
            <a href={route.to_path()} data-testid={key} aria-current={(props.here == route).then_some("page")} {onclick}>
                <span class="nav-icon"><Icon name={icon} />{ badge }</span>
                { i18n.t(key) }
            </a>
        }
    };
    html! { <nav class="nav" aria-label={i18n.t("nav")}>{ for places.into_iter().map(place) }</nav> }
}
