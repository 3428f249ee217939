//! The rail at the side: from screen to screen. At the bottom on a phone.

use waybill_domain::calls::driver::SignOutHere;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{View, desk::use_desk, pop::Pop};
use crate::{
    bridge::{self, spawn_local},
    components::{Avatar, Icon, Toast},
    hooks::{use_session, use_settings},
    routes::Route,
    state::{
        session::SessionChange,
        settings::{SettingsChange, Theme},
    },
};

#[derive(PartialEq, Properties)]
pub(super) struct RailProps {
    pub(super) view: View,
    /// Only the map.
    pub(super) map_only: bool,
    pub(super) on_map_only: Callback<bool>,
}

#[component]
pub(super) fn Rail(props: &RailProps) -> Html {
    let desk = use_desk();
    let exceptions = desk.board.counts().exceptions;
    let entry = |icon: &'static str, key: &str, on: bool, route: Route, map_only: bool, badge: u64| {
        let (desk, on_map_only) = (desk.clone(), props.on_map_only.clone());
        let label = desk.t(key);
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            on_map_only.emit(map_only);
            desk.go(route);
        });
        let said = if badge > 0 { format!("{label}, {badge}") } else { label.clone() };
        html! {
            <a href={route.to_path()} class="rail-link" aria-current={on.then_some("page")}
                aria-label={said} title={label} {onclick}>
                <Icon name={icon} />
                if badge > 0 {
                    <em>{ badge.min(99) }</em>
                }
            </a>
        }
    };
    let at = |view: View, map_only: bool| props.view == view && props.map_only == map_only;
    html! {
        <nav class="rail" aria-label={desk.t("board-screens")}>
            <span class="rail-mark" aria-hidden="true"><WayMark /></span>
            { entry("list", "board-list", at(View::Board, false), Route::Board, false, 0) }
            { entry("map", "board-map", at(View::Board, true), Route::Board, true, 0) }
            { entry("triangle-alert", "board-exceptions", props.view == View::Exceptions, Route::Exceptions, false, exceptions) }
            { entry("truck", "board-drivers", props.view == View::Drivers, Route::Drivers, false, 0) }
            { entry("route", "plan-title", props.view == View::Plan, Route::Plan, false, 0) }
            { entry("smartphone", "devices-title", props.view == View::Devices, Route::Devices, false, 0) }
            <span class="rail-space"></span>
            { entry("settings", "settings-title", matches!(props.view, View::Settings(_)), Route::Settings, false, 0) }
            <Account />
        </nav>
    }
}

/// The product's sign: a way with a pin at its end.
#[component]
fn WayMark() -> Html {
    html! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.6"
            stroke-linecap="round" stroke-linejoin="round">
            <path d="M3.500 6.500 7.600 17.500 12 8.500l4.400 9L20.500 6.500" />
        </svg>
    }
}

/// Who is signed in; theme and leaving.
#[component]
fn Account() -> Html {
    let desk = use_desk();
    let session = use_session();
    let settings = use_settings();
    let open = use_state_eq(|| false);
    let Some(member) = session.info().map(|info| info.member.clone()) else {
        return Html::default();
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let theme = |theme: Theme, icon: &'static str, key: &str| {
        let on = settings.theme == theme;
        let settings = settings.clone();
        let label = desk.t(key);
        let onclick = move |_: MouseEvent| settings.dispatch(SettingsChange::Theme(theme));
        html! {
            <button type="button" aria-pressed={on.to_string()} title={label.clone()} aria-label={label}
                {onclick}>
                <Icon name={icon} />
            </button>
        }
    };
    let sign_out = {
        let (desk, session) = (desk.clone(), session.dispatcher());
        Callback::from(move |_: MouseEvent| {
            let (desk, session) = (desk.clone(), session.clone());
            spawn_local(async move {
                match bridge::ask(&SignOutHere { leave_queued: true }).await {
                    Ok(()) => session.dispatch(SessionChange::SignedOut),
                    Err(error) => desk.toast(Toast::failed(error.message)),
                }
            });
        })
    };
    html! {
        <div class="account">
            <button type="button" class="rail-link" aria-expanded={open.to_string()} onclick={toggle}
                title={member.name.clone()} data-testid="account">
                <Avatar name={member.name.clone()} />
                <span class="sr-only">{ format!("{}, {}", member.name, desk.t("board-account")) }</span>
            </button>
            if *open {
                <Pop class={classes!("account-pop")} role="group" label={desk.t("board-account")}
                    on_close={close}>
                    <b>{ &member.name }</b>
                    <span class="faint">{ &member.email }</span>
                    <div class="segments" role="group" aria-label={desk.t("board-theme")}>
                        { theme(Theme::System, "sun-moon", "board-theme-system") }
                        { theme(Theme::Light, "sun", "board-theme-light") }
                        { theme(Theme::Dark, "moon", "board-theme-dark") }
                        { theme(Theme::Contrast, "contrast", "board-theme-contrast") }
                    </div>
                    <button type="button" class="btn" onclick={sign_out} data-testid="sign-out">
                        <Icon name="log-out" />
                        { desk.t("sign-out") }
                    </button>
                </Pop>
            }
        </div>
    }
}
