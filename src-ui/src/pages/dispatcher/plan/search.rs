//! The plan on the screen and what can be done with it.

use waybill_domain::{
    Delivery, PlanId,
    calls::{
        CancelRoutePlan, CommitRoutePlan, DeskCall, GetRoutePlan, ListRoutePlans, OptimizeRoutes,
        StopRoutePlan, UndoRoutePlan,
    },
    plan::RoutePlan,
};
use yew::prelude::*;

use super::super::desk::{Desk, use_desk};
use crate::{
    bridge::{self, spawn_local, timer::Timeout},
    components::Toast,
    state::plan::{Shown, ShownChange, left_open},
};

/// How often a search is asked how far it is.
const LOOK_EVERY_MS: u32 = 400;

/// What can be done with a plan.
#[derive(Clone, PartialEq)]
pub(super) struct Search {
    desk: Desk,
    shown: UseReducerDispatcher<Shown>,
}

/// The plan, looked at again and again while the server searches.
#[hook]
pub(super) fn use_search() -> (UseReducerHandle<Shown>, Search) {
    let desk = use_desk();
    let shown = use_reducer_eq(Shown::default);
    let search = Search { desk, shown: shown.dispatcher() };
    let running = shown.plan.as_ref().filter(|_| shown.is_running()).map(|plan| plan.id);
    use_effect_with((), {
        let search = search.clone();
        move |()| search.find()
    });
    // Each answer sets the next look.
    use_effect_with((running, shown.answers, shown.error.is_some()), {
        let search = search.clone();
        move |&(running, _, failed)| {
            let wait = if failed { 5 * LOOK_EVERY_MS } else { LOOK_EVERY_MS };
            let timer = running.map(|id| Timeout::new(wait, move || search.look(id)));
            move || drop(timer)
        }
    });
    (shown, search)
}

impl Search {
    /// Begins to search.
    pub(super) fn begin(&self, call: OptimizeRoutes) {
        self.shown.dispatch(ShownChange::Cleared);
        self.make(call, None);
    }

    /// Ends the search with the best plan so far.
    pub(super) fn stop(&self, id: PlanId) {
        self.make(StopRoutePlan { id }, None);
    }

    /// Throws the plan away.
    pub(super) fn discard(&self, id: PlanId) {
        self.shown.dispatch(ShownChange::Cleared);
        let shown = self.shown.clone();
        spawn_local(async move {
            // A preview that stays on the server changes nothing, but a search that goes on lets no other begin.
            if let Err(error) = bridge::call(&CancelRoutePlan { id }).await {
                shown.dispatch(ShownChange::Answer(Err(error)));
            }
        });
    }

    /// Makes it what drivers are told.
    pub(super) fn commit(&self, id: PlanId) {
        self.make(CommitRoutePlan { id }, Some("plan-committed"));
    }

    /// Takes it back.
    pub(super) fn undo(&self, id: PlanId) {
        self.make(UndoRoutePlan { id }, Some("plan-undone"));
    }

    /// An address for `delivery`, if the board knows it.
    pub(super) fn delivery(&self, id: waybill_domain::DeliveryId) -> Option<Delivery> {
        self.desk.board.delivery(id).cloned()
    }

    /// Looks for the plan that was there when the page was left.
    fn find(&self) {
        let shown = self.shown.clone();
        spawn_local(async move {
            let Ok(plans) = bridge::call(&ListRoutePlans {}).await else { return };
            let Some(id) = left_open(&plans, bridge::format::now()) else { return };
            if let Ok(plan) = bridge::call(&GetRoutePlan { id }).await {
                shown.dispatch(ShownChange::Found(Box::new(plan)));
            }
        });
    }

    fn look(&self, id: PlanId) {
        let shown = self.shown.clone();
        spawn_local(async move {
            let answer = bridge::call(&GetRoutePlan { id }).await;
            shown.dispatch(ShownChange::Answer(answer.map(Box::new)));
        });
    }

    fn make<C: DeskCall<Reply = RoutePlan> + 'static>(&self, call: C, said: Option<&'static str>) {
        self.shown.dispatch(ShownChange::Asked);
        let search = self.clone();
        spawn_local(async move {
            let answer = bridge::call(&call).await;
            if let (Ok(_), Some(key)) = (&answer, said) {
                search.desk.toast(Toast::done(search.desk.t(key)));
            }
            search.shown.dispatch(ShownChange::Answer(answer.map(Box::new)));
        });
    }
}
