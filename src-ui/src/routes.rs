//! The addresses of the screens.

use waybill_domain::DeliveryId;
use yew_router::Routable;

/// One screen.
#[derive(Clone, Copy, Debug, PartialEq, Routable)]
pub enum Route {
    /// Leads to the home of the member's role.
    #[at("/")]
    Home,
    /// Who are you?
    #[at("/sign-in")]
    SignIn,
    /// Driver: the day.
    #[at("/today")]
    Today,
    /// Driver: one stop.
    #[at("/stop/:id")]
    Stop {
        /// Which delivery.
        id: DeliveryId,
    },
    /// Driver: the checklist of a handing over.
    #[at("/stop/:id/complete")]
    Complete {
        /// Which delivery.
        id: DeliveryId,
    },
    /// Driver: why it could not be delivered.
    #[at("/stop/:id/failed")]
    Failed {
        /// Which delivery.
        id: DeliveryId,
    },
    /// Driver: which colleague the goods go on with.
    #[at("/stop/:id/hand-over")]
    HandOver {
        /// Which delivery.
        id: DeliveryId,
    },
    /// Driver: all stops on the map.
    #[at("/map")]
    Map,
    /// Driver: what is not yet safe on the server.
    #[at("/waiting")]
    Waiting,
    /// Driver: shift and settings.
    #[at("/shift")]
    Shift,
    /// Dispatcher: the board.
    #[at("/board")]
    Board,
    /// Dispatcher: the board with the form of a new delivery.
    #[at("/board/new")]
    NewDelivery,
    /// Dispatcher: the board with one delivery open.
    #[at("/board/:id")]
    BoardDelivery {
        /// Which delivery.
        id: DeliveryId,
    },
    /// Dispatcher: all drivers.
    #[at("/drivers")]
    Drivers,
    /// Dispatcher: planning routes.
    #[at("/plan")]
    Plan,
    /// Dispatcher: all devices, and what of each has come in.
    #[at("/devices")]
    Devices,
    /// Dispatcher: what needs a person.
    #[at("/exceptions")]
    Exceptions,
    /// Nothing is here.
    #[not_found]
    #[at("/404")]
    NotFound,
}
