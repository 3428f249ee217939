//! The proposal on the screen and what can be done with it.

use waybill_domain::{
    Command, DeliveryId,
    calls::{PlanWave, WavePlan},
};
use yew::prelude::*;

use super::super::desk::{Desk, Overlay, use_desk};
use crate::{
    bridge::{self, spawn_local},
    components::Toast,
    state::{
        board::Action,
        wave::{Wave, WaveChange},
    },
};

/// What can be done with a proposal.
#[derive(Clone, PartialEq)]
pub(super) struct Proposal {
    desk: Desk,
    ids: Option<Vec<DeliveryId>>,
    wave: UseReducerDispatcher<Wave>,
}

/// A proposal for `ids`, asked for at once.
#[hook]
pub(super) fn use_proposal(ids: Option<Vec<DeliveryId>>) -> (UseReducerHandle<Wave>, Proposal) {
    let desk = use_desk();
    let wave = use_reducer_eq(Wave::default);
    let proposal = Proposal { desk, ids, wave: wave.dispatcher() };
    use_effect_with((), {
        let proposal = proposal.clone();
        move |()| proposal.ask()
    });
    (wave, proposal)
}

impl Proposal {
    /// Asks for another one: everything may have moved.
    pub(super) fn ask(&self) {
        self.wave.dispatch(WaveChange::Asked);
        let (wave, call) =
            (self.wave.clone(), PlanWave { deliveries: self.ids.clone(), ..PlanWave::default() });
        spawn_local(async move {
            wave.dispatch(match bridge::call(&call).await {
                Ok(plan) => WaveChange::Proposed(Box::new(plan)),
                Err(error) => WaveChange::Failed(error),
            });
        });
    }

    /// Leaves one out, or takes it in again.
    pub(super) fn toggle(&self) -> Callback<DeliveryId> {
        let wave = self.wave.clone();
        Callback::from(move |id| wave.dispatch(WaveChange::Toggled(id)))
    }

    /// Does it.
    pub(super) fn give(&self, call: PlanWave) {
        self.wave.dispatch(WaveChange::Giving);
        let proposal = self.clone();
        spawn_local(async move {
            match bridge::call(&call).await {
                Ok(done) => proposal.done(&done),
                Err(error) => proposal.wave.dispatch(WaveChange::Failed(error)),
            }
        });
    }

    fn done(&self, done: &WavePlan) {
        let (desk, n) = (&self.desk, done.assigned.len());
        let missed = done.unassigned.len() + done.not_waiting.len();
        desk.lay(Overlay::None);
        desk.dispatch(Action::PickMany(Vec::new()));
        let undo = done.assigned.iter().map(|one| (one.delivery, Command::Unassign)).collect();
        match (n, missed) {
            (0, _) => desk.toast(Toast::failed(desk.t("wave-changed"))),
            (_, 0) => desk.done(desk.words.count("wave-done", n), Some(undo)),
            _ => {
                let said = desk.words.i18n.tn("wave-some", [("n", n.into()), ("all", (n + missed).into())]);
                desk.done(said, Some(undo));
            }
        }
    }
}
