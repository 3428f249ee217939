//! What every part of the dispatcher's screens needs: the board, words, toasts, the way between screens.

use waybill_domain::{Command, Delivery, DeliveryId, MemberId, calls::ActOnDelivery};
use yew::prelude::*;
use yew_router::prelude::*;

use super::words::Words;
use crate::{
    bridge::{self, CallError, ids, spawn_local},
    components::{Toast, Toasts},
    routes::Route,
    state::board::{Action, Board, giving, in_vans, ungiving},
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

    /// Does `command` to each of `ids`, then says so, with a way back where `undo` knows one.
    pub(super) fn act(
        &self,
        ids: Vec<DeliveryId>,
        command: Command,
        said: String,
        undo: Option<Vec<(DeliveryId, Command)>>,
    ) {
        let work = ids.into_iter().map(|id| (id, command.clone())).collect();
        let desk = self.clone();
        spawn_local(async move { desk.run(work, said, undo).await });
    }

    async fn run(
        &self,
        work: Vec<(DeliveryId, Command)>,
        said: String,
        undo: Option<Vec<(DeliveryId, Command)>>,
    ) {
        let mut failed = Vec::new();
        for (id, command) in &work {
            match self.send(*id, command.clone(), None).await {
                Ok(()) => {}
                Err(error) => failed.push((*id, error)),
            }
        }
        if let Some((_, first)) = failed.first() {
            let text = if work.len() == 1 {
                first.message.clone()
            } else {
                let done = (work.len() - failed.len()).into();
                let values =
                    [("done", done), ("all", work.len().into()), ("why", first.message.clone().into())];
                self.words.i18n.tn("board-some-failed", values)
            };
            return self.toast(Toast::failed(text));
        }
        let toast = Toast::done(said);
        self.toast(match undo {
            None => toast,
            Some(back) => {
                let desk = self.clone();
                let undone = self.t("board-undone");
                toast.with(
                    self.t("undo"),
                    Callback::from(move |()| {
                        let (desk, back, undone) = (desk.clone(), back.clone(), undone.clone());
                        spawn_local(async move { Box::pin(desk.run(back, undone, None)).await });
                    }),
                )
            }
        });
    }

    /// Sends one command and takes in what became of the delivery.
    pub(super) async fn send(
        &self,
        id: DeliveryId,
        command: Command,
        base_rev: Option<u64>,
    ) -> Result<(), CallError> {
        let call =
            ActOnDelivery { id: Some(id), cmd_id: ids::command(), base_rev, occurred_at: None, command };
        let acted = bridge::call(&call).await?;
        self.dispatch(Action::Put(Box::new(acted.delivery)));
        Ok(())
    }

    /// Gives deliveries to a driver: assigns them, or asks for a transfer of those that are in a van. Or takes those
    /// away that are not. Back goes what was.
    pub(super) fn give(&self, ids: Vec<DeliveryId>, driver: Option<MemberId>) {
        let work: Vec<(&Delivery, Command)> = ids
            .iter()
            .filter_map(|id| {
                let delivery = self.board.delivery(*id)?;
                let free = delivery.driver.is_some() && !delivery.state.is_in_custody();
                let command = match driver {
                    Some(driver) => giving(delivery, driver),
                    None => (free && !delivery.state.is_final()).then_some(Command::Unassign),
                };
                command.map(|command| (delivery, command))
            })
            .collect();
        if work.is_empty() {
            return;
        }
        let undo = work.iter().map(|(delivery, _)| (delivery.id, ungiving(delivery))).collect();
        let transfers = in_vans(work.iter().map(|(delivery, _)| *delivery));
        let n = work.len();
        let said = match driver {
            Some(driver) => {
                let key = match transfers {
                    0 => "board-assigned",
                    all if all == n => "board-transfer-asked",
                    _ => "board-given",
                };
                let values =
                    [("n", n.into()), ("m", transfers.into()), ("name", self.name_of(Some(driver)).into())];
                self.words.i18n.tn(key, values)
            }
            None => self.words.count("board-unassigned", n),
        };
        let work = work.into_iter().map(|(delivery, command)| (delivery.id, command)).collect();
        let desk = self.clone();
        spawn_local(async move { desk.run(work, said, Some(undo)).await });
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
