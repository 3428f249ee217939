//! What every part of the dispatcher's screens needs: the board, words, toasts, the way between screens.

use waybill_domain::{DeliveryId, MemberId, State};
use yew::prelude::*;
use yew_router::prelude::*;

use super::words::Words;
use crate::{
    components::{Toast, Toasts},
    routes::Route,
    state::board::{Action, Board, in_vans},
};

/// What lies over the board.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// Choosing a driver for these.
    Assign(Vec<DeliveryId>),
    /// Asking why these are called off.
    Cancel(Vec<DeliveryId>),
    /// How it was decided who is asked to take this one.
    Decisions(DeliveryId),
    /// Changing this one.
    Edit(DeliveryId),
    /// What the keys do.
    Help,
    /// Everything that can be done, by name.
    Palette,
    /// Sending this one out again.
    Retry(DeliveryId),
    /// Who would take these, or everything that waits for a driver.
    Wave(Option<Vec<DeliveryId>>),
}

/// Handed down by context.
#[derive(Clone, PartialEq)]
pub(super) struct Desk {
    pub(super) board: UseReducerHandle<Board>,
    pub(super) words: Words,
    pub(super) toasts: Option<Toasts>,
    pub(super) overlay: UseStateHandle<Overlay>,
    pub(super) navigator: Option<Navigator>,
}

#[hook]
pub(super) fn use_desk() -> Desk {
    use_context::<Desk>().expect("every part of the board stands inside it")
}

impl Desk {
    pub(super) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    pub(super) fn dispatch(&self, action: Action) {
        self.board.dispatch(action);
    }

    pub(super) fn go(&self, route: Route) {
        if let Some(navigator) = &self.navigator {
            navigator.push(&route);
        }
    }

    /// Shows details of a delivery. Going from one to the next leaves one step in the history, not twenty.
    pub(super) fn open(&self, id: DeliveryId) {
        let route = Route::BoardDelivery { id };
        match &self.navigator {
            Some(navigator) if self.board.open.is_some() => navigator.replace(&route),
            Some(navigator) => navigator.push(&route),
            None => {}
        }
    }

    pub(super) fn close(&self) {
        self.go(Route::Board);
    }

    pub(super) fn lay(&self, overlay: Overlay) {
        self.overlay.set(overlay);
    }

    pub(super) fn toast(&self, toast: Toast) {
        if let Some(toasts) = &self.toasts {
            toasts.show(toast);
        }
    }

    /// A driver's name; a dash for nobody.
    pub(super) fn name_of(&self, id: Option<MemberId>) -> String {
        let member = id.and_then(|id| self.board.member(id));
        member.map_or_else(|| "—".to_owned(), |member| member.name.clone())
    }

    /// Where a delivery goes; dots where the board does not have it.
    pub(super) fn address_of(&self, id: DeliveryId) -> String {
        self.board.delivery(id).map_or_else(|| "…".to_owned(), |delivery| delivery.dropoff.address.clone())
    }

    /// Those of `ids` that wait for a driver.
    pub(super) fn waiting(&self, ids: impl IntoIterator<Item = DeliveryId>) -> Vec<DeliveryId> {
        let waits = |id: &DeliveryId| self.board.delivery(*id).is_some_and(|d| d.state == State::Unassigned);
        ids.into_iter().filter(waits).collect()
    }

    /// Shows who would take what was picked, or everything that waits for a driver where nothing was.
    pub(super) fn lay_wave(&self) {
        let picked = self.waiting(self.board.picked().iter().copied());
        self.lay(Overlay::Wave((!picked.is_empty()).then_some(picked)));
    }

    /// Those of `ids` that can still be given to a driver.
    pub(super) fn givable(&self, ids: Vec<DeliveryId>) -> Vec<DeliveryId> {
        let open = |id: &DeliveryId| self.board.delivery(*id).is_some_and(|d| !d.state.is_final());
        ids.into_iter().filter(open).collect()
    }

    /// The key of the word for giving `ids` to a driver.
    pub(super) fn give_key(&self, ids: &[DeliveryId]) -> &'static str {
        let all = ids.iter().filter_map(|id| self.board.delivery(*id));
        if !ids.is_empty() && in_vans(all) == ids.len() { "act-transfer" } else { "act-assign" }
    }
}
