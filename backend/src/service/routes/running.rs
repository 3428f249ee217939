//! The searches that run: each has its place here from before its problem is made until what it leaves is written.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::Notify;
use waybill_domain::{OrganizationId, PlanId, plan::Totals};
use waybill_routing::solve::{Control, Progress, Weigh};

use super::draft::Draft;
use crate::App;

/// A small problem is done after so many rounds for each delivery, whatever time is left.
const ROUNDS: u64 = 20_000;

/// The searches that run, at most one for each organization.
#[derive(Debug, Default)]
pub struct Plans {
    running: Mutex<HashMap<OrganizationId, (PlanId, Arc<Search>)>>,
    ended: Notify,
}

/// One search.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// End with the best so far.
    stop: AtomicBool,
    /// End, and throw it away.
    cancel: AtomicBool,
    progress: Mutex<(f64, Totals)>,
}

/// The place of one search. Its organization can plan again when this is dropped, however the work on it came to an end.
pub(super) struct Place {
    app: App,
    organization: OrganizationId,
    pub(super) search: Arc<Search>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.app.plans.running().remove(&self.organization);
        self.app.plans.ended.notify_waiters();
    }
}

impl Plans {
    /// A place for a search; `None` where one of this organization has it.
    pub(super) fn begin(app: &App, organization: OrganizationId, id: PlanId) -> Option<Place> {
        let mut all = app.plans.running();
        if all.contains_key(&organization) {
            return None;
        }
        let search = Arc::new(Search::default());
        all.insert(organization, (id, search.clone()));
        Some(Place { app: app.clone(), organization, search })
    }

    /// The search of an organization that runs.
    pub(super) fn of(&self, organization: OrganizationId) -> Option<(PlanId, Arc<Search>)> {
        self.running().get(&organization).cloned()
    }

    /// Ends the search of a plan with the best so far. False where none runs.
    pub(super) fn stop(&self, organization: OrganizationId, id: PlanId) -> bool {
        self.tell(organization, id, |search| &search.stop)
    }

    /// Ends the search of a plan, of which nothing is to become. False where none runs. Once the place is given up, nobody
    /// can say so any more.
    pub(super) fn cancel(&self, organization: OrganizationId, id: PlanId) -> bool {
        self.tell(organization, id, |search| &search.cancel)
    }

    fn tell(&self, organization: OrganizationId, id: PlanId, what: fn(&Search) -> &AtomicBool) -> bool {
        let all = self.running();
        let search = all.get(&organization).filter(|(own, _)| *own == id).map(|(_, search)| search);
        search.map(|search| what(search).store(true, Ordering::Relaxed)).is_some()
    }

    /// Ends all searches, and resolves when they have written what they leave; nothing becomes of them.
    pub async fn stop_all(&self) {
        loop {
            let ended = self.ended.notified();
            {
                let all = self.running();
                if all.is_empty() {
                    return;
                }
                all.values().for_each(|(_, search)| search.cancel.store(true, Ordering::Relaxed));
            }
            ended.await;
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<OrganizationId, (PlanId, Arc<Search>)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Search {
    /// Whether nothing is to become of it.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// How much of the effort is spent, 0 to 1, and the best so far: drivers, what is unserved, and what the goal weighs.
    pub(super) fn progress(&self) -> (f64, Totals) {
        *self.found()
    }

    fn found(&self) -> MutexGuard<'_, (f64, Totals)> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How much of the allowed effort is spent; a small problem needs less than the time that is allowed.
pub(super) struct Effort {
    began: Instant,
    limit: Duration,
    rounds: u64,
    weigh: Weigh,
    /// Deliveries that are in no problem, and so in no route.
    excluded: usize,
    search: Arc<Search>,
}

impl Effort {
    /// As much as is good for `draft`, in at most so many seconds.
    pub(super) fn of(draft: &Draft, seconds: u32, search: Arc<Search>) -> Self {
        Self {
            began: Instant::now(),
            limit: Duration::from_secs(u64::from(seconds)),
            rounds: ROUNDS * (draft.problem.orders.len() as u64 + 1),
            weigh: draft.problem.objective.weigh,
            excluded: draft.excluded.len(),
            search,
        }
    }
}

impl Control for Effort {
    fn spent(&mut self, iterations: u64) -> f64 {
        if self.search.stop.load(Ordering::Relaxed) || self.search.is_cancelled() {
            return 1.0;
        }
        let time = self.began.elapsed().as_secs_f64() / self.limit.as_secs_f64().max(f64::MIN_POSITIVE);
        let spent = time.max(iterations as f64 / self.rounds as f64).min(1.0);
        self.search.found().0 = spent;
        spent
    }

    fn improved(&mut self, better: &Progress) {
        let mut found = self.search.found();
        found.1.unserved = better.unserved + self.excluded;
        found.1.drivers = better.drivers;
        match self.weigh {
            Weigh::Seconds => found.1.driving_s = better.cost,
            Weigh::Meters => found.1.metres = better.cost,
        }
    }
}
