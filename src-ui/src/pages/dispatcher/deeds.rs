//! What is done to deliveries from the desk, said in a toast, with a way back.

use waybill_domain::{Command, Delivery, DeliveryId, MemberId, calendar::Notice, calls::ActOnDelivery};
use yew::prelude::*;

use super::desk::Desk;
use crate::{
    bridge::{self, CallError, ids, spawn_local},
    components::Toast,
    state::board::{Action, giving, in_vans, ungiving},
};

impl Desk {
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
                Ok(_) => {}
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
        self.done(said, undo);
    }

    /// Says what was done, with a way back where `undo` knows one.
    pub(super) fn done(&self, said: String, undo: Option<Vec<(DeliveryId, Command)>>) {
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
    ) -> Result<Vec<Notice>, CallError> {
        let call =
            ActOnDelivery { id: Some(id), cmd_id: ids::command(), base_rev, occurred_at: None, command };
        let acted = bridge::call(&call).await?;
        self.dispatch(Action::Put(Box::new(acted.delivery)));
        Ok(acted.warnings)
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
}
