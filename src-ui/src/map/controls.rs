//! Buttons above a map.

use yew::prelude::*;

use super::view::View;
use crate::{components::Icon, i18n::use_i18n};

#[derive(PartialEq, Properties)]
pub(super) struct ZoomProps {
    pub(super) view: Option<View>,
    /// Brings everything into sight.
    pub(super) on_fit: Callback<()>,
}

/// Closer, further, everything.
#[component]
pub(super) fn Zoom(props: &ZoomProps) -> Html {
    let i18n = use_i18n();
    let press = |act: fn(&View)| {
        let view = props.view.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(view) = &view {
                act(view);
            }
        })
    };
    let fit = props.on_fit.reform(|_: MouseEvent| ());
    html! {
        <div class="map-zoom" role="group" aria-label={i18n.t("map-zoom")}>
            <button type="button" title={i18n.t("map-closer")} aria-label={i18n.t("map-closer")}
                onclick={press(View::zoom_in)}>
                <Icon name="plus" />
            </button>
            <button type="button" title={i18n.t("map-further")} aria-label={i18n.t("map-further")}
                onclick={press(View::zoom_out)}>
                <Icon name="minus" />
            </button>
            <button type="button" title={i18n.t("map-all")} aria-label={i18n.t("map-all")} onclick={fit}>
                <Icon name="maximize" />
            </button>
        </div>
    }
}
