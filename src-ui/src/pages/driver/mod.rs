//! The driver's screens: made for one hand, gloves, sun and night.

mod complete;
mod failed;
mod frame;
mod hands;
mod map;
mod nav;
mod net;
mod offer;
mod photo_pick;
mod position;
mod shift;
mod step;
mod stop;
mod thumb;
mod today;
mod waiting;
mod words;

use waybill_domain::DeliveryId;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    hooks::{DayContext, PeopleContext, use_new_day, use_new_people},
    routes::Route,
};
use position::{PositionContext, use_new_position};

/// Properties of [`DriverApp`].
#[derive(PartialEq, Properties)]
pub(crate) struct DriverAppProps {
    /// Which screen.
    pub(crate) route: Route,
}

/// The driver's screens, with the day that all of them share.
#[component]
pub(crate) fn DriverApp(props: &DriverAppProps) -> Html {
    let day = use_new_day();
    let position = use_new_position();
    let people = use_new_people();
    html! {
        <ContextProvider<DayContext> context={day}>
            <ContextProvider<PositionContext> context={position}>
                <ContextProvider<PeopleContext> context={people}>
                    { screen(props.route) }
                    <offer::OfferHere route={props.route} />
                </ContextProvider<PeopleContext>>
            </ContextProvider<PositionContext>>
        </ContextProvider<DayContext>>
    }
}

fn screen(route: Route) -> Html {
    let keyed = |id: DeliveryId| id.to_string();
    match route {
        Route::Today => html! { <today::TodayPage /> },
        Route::Stop { id } => html! { <stop::StopPage key={keyed(id)} {id} /> },
        Route::Complete { id } => html! { <complete::CompletePage key={keyed(id)} {id} /> },
        Route::Failed { id } => html! { <failed::FailedPage key={keyed(id)} {id} /> },
        Route::HandOver { id } => html! { <hands::HandOverPage key={keyed(id)} {id} /> },
        Route::Map => html! { <map::MapPage /> },
        Route::Waiting => html! { <waiting::WaitingPage /> },
        Route::Shift => html! { <shift::ShiftPage /> },
        Route::Home
        | Route::SignIn
        | Route::Board
        | Route::NewDelivery
        | Route::Drivers
        | Route::Plan
        | Route::Devices
        | Route::Exceptions
        | Route::Settings
        | Route::SettingsOf { .. }
        | Route::BoardDelivery { .. } => html! { <Redirect<Route> to={Route::Today} /> },
        Route::NotFound => html! { <super::not_found::NotFound /> },
    }
}
