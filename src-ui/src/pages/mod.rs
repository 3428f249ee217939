//! The screens, and who sees which.

pub(crate) mod dispatcher;
mod driver;
mod not_found;
mod sign_in;
mod start;

use waybill_domain::Role;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    hooks::use_session,
    routes::{Route, SettingsPart},
    state::session::Session,
};

/// The screen of the present address, for whoever is signed in. An address stays while somebody signs in, so that a
/// link leads where it should.
#[component]
pub(crate) fn Screens() -> Html {
    let session = use_session();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let role = match &*session {
        Session::Loading => return html! { <start::Starting /> },
        Session::Unreachable(error) => return html! { <start::Unreachable error={error.clone()} /> },
        Session::Known(status) => status.session.as_ref().map(|info| info.member.role),
    };
    match role {
        None => html! { <sign_in::SignInPage /> },
        Some(Role::Driver) => html! { <driver::DriverApp {route} /> },
        Some(Role::Admin | Role::Dispatcher) => dispatch(route),
        Some(Role::Merchant | Role::Customer) => html! { <start::NoScreens /> },
    }
}

fn dispatch(route: Route) -> Html {
    match route {
        Route::Home | Route::SignIn | Route::Today => html! { <Redirect<Route> to={Route::Board} /> },
        Route::Board => html! { <dispatcher::Dispatcher /> },
        Route::NewDelivery => html! { <dispatcher::Dispatcher creating={true} /> },
        Route::BoardDelivery { id } => html! { <dispatcher::Dispatcher selected={id} /> },
        Route::Drivers => html! { <dispatcher::Dispatcher view={dispatcher::View::Drivers} /> },
        Route::Plan => html! { <dispatcher::Dispatcher view={dispatcher::View::Plan} /> },
        Route::Devices => html! { <dispatcher::Dispatcher view={dispatcher::View::Devices} /> },
        Route::Exceptions => html! { <dispatcher::Dispatcher view={dispatcher::View::Exceptions} /> },
        Route::Settings => {
            let view = dispatcher::View::Settings(SettingsPart::default());
            html! { <dispatcher::Dispatcher {view} /> }
        }
        Route::SettingsOf { part } => {
            html! { <dispatcher::Dispatcher view={dispatcher::View::Settings(part)} /> }
        }
        Route::Stop { .. }
        | Route::Complete { .. }
        | Route::Failed { .. }
        | Route::HandOver { .. }
        | Route::Map
        | Route::Waiting
        | Route::Shift
        | Route::NotFound => html! { <not_found::NotFound /> },
    }
}
