//! The dispatcher's screens: the board with its table, map and details, the drivers, the devices, the exceptions, the
//! settings.

mod address;
mod assign;
mod banner;
mod cancel;
mod decisions;
mod deeds;
mod desk;
mod detail;
mod devices;
mod drivers;
mod exception;
mod exceptions;
mod field;
#[cfg(test)]
mod field_tests;
mod form;
mod help;
mod keys;
mod live;
mod modal;
mod palette;
mod panes;
mod plan;
mod pop;
mod rail;
mod retry;
mod screen;
mod settings;
mod table;
mod top;
mod wave;
mod way;
mod words;

use waybill_domain::DeliveryId;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{components::use_toasts, routes::SettingsPart, state::board::Action};
use desk::{Desk, Overlay};
use live::use_board_feed;
use screen::Screen;
use words::use_words;

/// Which of the dispatcher's screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// Table, map and details.
    #[default]
    Board,
    /// All drivers.
    Drivers,
    /// Planning routes.
    Plan,
    /// All devices.
    Devices,
    /// What needs a person.
    Exceptions,
    /// What the organization has set.
    Settings(SettingsPart),
}

/// Properties of [`Dispatcher`].
#[derive(PartialEq, Properties)]
pub(crate) struct DispatcherProps {
    /// Which screen.
    #[prop_or_default]
    pub(crate) view: View,
    /// The delivery that is open in the detail pane.
    #[prop_or_default]
    pub(crate) selected: Option<DeliveryId>,
    /// Whether the form of a new delivery is open.
    #[prop_or_default]
    pub(crate) creating: bool,
}

/// The dispatcher's screens. One board lives under all of them, so going from one to another loads nothing again.
#[component]
pub(crate) fn Dispatcher(props: &DispatcherProps) -> Html {
    let (board, on_retry) = use_board_feed(table::remembered_density());
    let overlay = use_state_eq(Overlay::default);
    let desk = Desk {
        board: board.clone(),
        words: use_words(),
        toasts: use_toasts(),
        overlay: overlay.clone(),
        navigator: use_navigator(),
    };
    // The address says what is open, so that links, back and forward work.
    use_effect_with(props.selected, move |selected| board.dispatch(Action::Open(*selected)));
    html! {
        <ContextProvider<Desk> context={desk}>
            <Screen view={props.view} selected={props.selected} creating={props.creating} {on_retry} />
        </ContextProvider<Desk>>
    }
}
