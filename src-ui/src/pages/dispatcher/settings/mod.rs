//! What the organization has set: parts on the left, one of them on the right.

mod crossings;
mod depots;
mod dispatch;
mod drivers;
mod editor;
mod fleet;
mod foot;
mod hours;
mod kinds;
mod list;
mod long;
mod part;
mod removal;
mod room;
mod rows;
mod setting;
mod things;
mod vehicles;
mod zones;

use yew::prelude::*;
use yew_router::prelude::*;

pub(super) use self::kinds::kind_word;
use self::{
    depots::DepotsSettings, dispatch::DispatchSettings, drivers::DriversSettings, hours::HoursSettings,
    vehicles::VehiclesSettings, zones::ZonesSettings,
};
use super::desk::use_desk;
use crate::{
    bridge::layout,
    components::Icon,
    routes::{Route, SettingsPart},
};

#[derive(PartialEq, Properties)]
pub(super) struct SettingsProps {
    pub(super) part: SettingsPart,
}

#[component]
pub(super) fn Settings(props: &SettingsProps) -> Html {
    let desk = use_desk();
    let nav = use_node_ref();
    {
        // On a phone the parts are wider than the screen.
        let nav = nav.clone();
        use_effect_with(props.part, move |_| layout::reveal(&nav, "[aria-current]"));
    }
    let entry = |part: SettingsPart| {
        let route = Route::SettingsOf { part };
        let desk = desk.clone();
        let name = desk.t(&format!("settings-{part}"));
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            desk.go(route);
        });
        html! {
            <a href={route.to_path()} aria-current={(part == props.part).then_some("page")} {onclick}
                data-testid={format!("settings-{part}")}>
                <Icon name={icon(part)} />
                { name }
            </a>
        }
    };
    html! {
        <section class="page settings-page" aria-label={desk.t("settings-title")} data-testid="settings"> <nav
            class="settings-nav" ref={nav} aria-label={desk.t("settings-parts")}>
                { for SettingsPart::ALL.map(entry) }
            </nav>
            <div class="settings-part"> <header>
                    <h2>{ desk.t(&format!("settings-{}", props.part)) }</h2>
                    <p class="muted">{ desk.t(&format!("settings-{}-text", props.part)) }</p>
                </header>
                { match props.part {
                    SettingsPart::Dispatch => html! { <DispatchSettings /> },
                    SettingsPart::Hours => html! { <HoursSettings /> },
                    SettingsPart::Drivers => html! { <DriversSettings /> },
                    SettingsPart::Vehicles => html! { <VehiclesSettings /> },
                    SettingsPart::Depots => html! { <DepotsSettings /> },
                    SettingsPart::Zones => html! { <ZonesSettings /> },
                } }
            </div>
        </section>
    }
}

fn icon(part: SettingsPart) -> &'static str {
    match part {
        SettingsPart::Dispatch => "zap",
        SettingsPart::Hours => "clock",
        SettingsPart::Drivers => "users",
        SettingsPart::Vehicles => "truck",
        SettingsPart::Depots => "store",
        SettingsPart::Zones => "hexagon",
    }
}
