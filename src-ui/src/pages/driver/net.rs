//! The network chip: always in sight, never in the way.

use waybill_domain::calls::driver::Network;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{components::Icon, hooks::use_session, i18n::use_i18n, routes::Route};

/// Whether there is a network, and what waits. Leads to the waiting room.
#[component]
pub(super) fn NetChip() -> Html {
    let i18n = use_i18n();
    let session = use_session();
    let status = session.status();
    let (network, waiting) = status.map_or((Network::Unknown, 0), |status| (status.network, status.waiting));
    let stuck = status.map_or(0, |status| status.wedged);
    let (tone, icon, key) = match network {
        Network::Unknown => ("neutral", "loader-circle", "net-unknown"),
        Network::Online if waiting > 0 => ("info", "cloud-upload", "net-waiting"),
        Network::Online if stuck > 0 => ("danger", "triangle-alert", "net-stuck"),
        Network::Online => ("success", "wifi", "net-online"),
        Network::Offline if waiting > 0 => ("warning", "cloud-off", "net-offline-waiting"),
        Network::Offline => ("warning", "cloud-off", "net-offline"),
        Network::Sending if waiting > 0 => ("info", "cloud-upload", "net-sending-waiting"),
        Network::Sending => ("info", "cloud-upload", "net-sending"),
        Network::SignInNeeded => ("danger", "lock", "net-sign-in"),
    };
    html! {
        <span class="net-place" aria-live="polite">
            <Link<Route> classes="net" to={Route::Waiting}>
                <span class="net-chip" data-testid="net-chip" data-tone={tone} data-network={icon}>
                    <Icon name={icon} /><span>{ i18n.t1(key, "n", if key == "net-stuck" { stuck } else { waiting }) }</span>
                </span>
            </Link<Route>>
        </span>
    }
}
