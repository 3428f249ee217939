//! The addresses of the screens.

use std::{fmt, str::FromStr};

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
    /// Dispatcher: what the organization has set.
    #[at("/settings")]
    Settings,
    /// Dispatcher: one part of that.
    #[at("/settings/:part")]
    SettingsOf {
        /// Which.
        part: SettingsPart,
    },
    /// Nothing is here.
    #[not_found]
    #[at("/404")]
    NotFound,
}

/// A part of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingsPart {
    /// How dispatch chooses.
    #[default]
    Dispatch,
    /// When the organization serves.
    Hours,
    /// When drivers work, and what dispatch knows about each.
    Drivers,
    /// What the fleet drives.
    Vehicles,
    /// Where goods and drivers set off.
    Depots,
    /// Where it serves, and by which rules.
    Zones,
}

impl SettingsPart {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Dispatch, Self::Hours, Self::Drivers, Self::Vehicles, Self::Depots, Self::Zones];

    /// Its name in the address, and at the end of its messages' keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Hours => "hours",
            Self::Drivers => "drivers",
            Self::Vehicles => "vehicles",
            Self::Depots => "depots",
            Self::Zones => "zones",
        }
    }
}

impl fmt::Display for SettingsPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// There is no such part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchPart;

impl FromStr for SettingsPart {
    type Err = NoSuchPart;

    fn from_str(name: &str) -> Result<Self, NoSuchPart> {
        Self::ALL.into_iter().find(|part| part.as_str() == name).ok_or(NoSuchPart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_settings_has_an_address() {
        for part in SettingsPart::ALL {
            let route = Route::SettingsOf { part };
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
        assert_eq!(Route::recognize("/settings"), Some(Route::Settings));
        assert_eq!(Route::recognize("/settings/weather"), Some(Route::NotFound));
    }
}
