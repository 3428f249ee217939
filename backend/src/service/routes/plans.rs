//! Plans under way: the search runs beside everything else, and anybody may ask how far it is, or end it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use tokio::sync::Notify;
use uuid::Uuid;
use waybill_domain::{
    MemberId, OrganizationId, PlanId,
    plan::{PlanState, RoutePlan, Totals},
};
use waybill_routing::solve::{Control, Progress, Solution, solve};

use super::{
    draft::{Draft, draft},
    gather::gather,
    report, score,
    wish::Wish,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    store::{StoreError, plans},
};

/// Plans are kept for so many days.
const DAYS: i64 = 7;
/// A small problem is done after so many rounds for each delivery, whatever time is left.
const ROUNDS: u64 = 20_000;

/// The searches that run.
#[derive(Debug, Default)]
pub struct Plans {
    running: Mutex<HashMap<PlanId, (OrganizationId, Arc<Search>)>>,
    ended: Notify,
}

/// One search.
#[derive(Debug, Default)]
struct Search {
    /// End with the best so far.
    stop: AtomicBool,
    /// End, and throw it away.
    cancel: AtomicBool,
    progress: Mutex<(f64, Totals)>,
}

impl Plans {
    fn begin(&self, organization: OrganizationId, id: PlanId) -> Option<Arc<Search>> {
        let mut all = self.running();
        if all.values().any(|(other, _)| *other == organization) {
            return None;
        }
        let search = Arc::new(Search::default());
        all.insert(id, (organization, search.clone()));
        Some(search)
    }

    fn end(&self, id: PlanId) {
        self.running().remove(&id);
        self.ended.notify_waiters();
    }

    fn of(&self, organization: OrganizationId, id: PlanId) -> Option<Arc<Search>> {
        let all = self.running();
        all.get(&id).filter(|(own, _)| *own == organization).map(|(_, search)| search.clone())
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

    fn running(&self) -> MutexGuard<'_, HashMap<PlanId, (OrganizationId, Arc<Search>)>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Begins a plan; the search goes on behind the answer.
///
/// # Errors
/// 422 where what is asked for cannot be, 409 `plan_running` where a search of this organization runs already.
pub async fn optimize(
    app: &App,
    (organization, by): (OrganizationId, MemberId),
    wish: Wish,
    seconds: u32,
) -> ApiResult<RoutePlan> {
    let id = PlanId(Uuid::now_v7());
    let search = app.plans.begin(organization, id).ok_or_else(|| {
        let title = "routes are being planned already; wait for that, or end it";
        ApiError::new(StatusCode::CONFLICT, "plan_running", title)
    })?;
    let begun = begin(app, (organization, by), id, &wish).await;
    let (plan, draft) = match begun {
        Ok(begun) => begun,
        Err(error) => {
            app.plans.end(id);
            return Err(error);
        }
    };
    let running = (app.clone(), plan.clone());
    tokio::spawn(async move {
        let (app, plan) = running;
        if let Err(error) = run(&app, organization, plan, draft, search, seconds).await {
            tracing::error!(%error, "a plan could not be kept");
        }
        app.plans.end(id);
    });
    Ok(plan)
}

async fn begin(
    app: &App,
    (organization, by): (OrganizationId, MemberId),
    id: PlanId,
    wish: &Wish,
) -> ApiResult<(RoutePlan, Draft)> {
    let found = gather(app, organization, wish).await?;
    let draft = draft(app, &found, wish, None).await;
    let plan = RoutePlan {
        id,
        state: PlanState::Running,
        by,
        made_at: found.now,
        spent: 0.0,
        after: Totals::default(),
        before: score::before(&draft),
        routes: Vec::new(),
        unserved: Vec::new(),
        reassigned: Vec::new(),
        source: draft.source,
    };
    draft.problem.validate().map_err(|wrong| ApiError::field(wrong.field, wrong.rule))?;
    let kept = plan.clone();
    let before = found.now.plus_minutes(-DAYS * 24 * 60);
    let work = app.store.tx(move |tx| {
        Box::pin(async move {
            plans::forget(tx.conn(), before).await?;
            plans::save(tx.conn(), organization, &kept, None).await
        })
    });
    work.await.map_err(|error: StoreError| ApiError::from(error))?;
    Ok((plan, draft))
}

async fn run(
    app: &App,
    organization: OrganizationId,
    mut plan: RoutePlan,
    draft: Draft,
    search: Arc<Search>,
    seconds: u32,
) -> Result<(), StoreError> {
    let effort = Effort {
        began: Instant::now(),
        limit: Duration::from_secs(u64::from(seconds)),
        rounds: ROUNDS * (draft.problem.orders.len() as u64 + 1),
        search: search.clone(),
    };
    let searched = tokio::task::spawn_blocking(move || {
        let mut effort = effort;
        let solution = solve(&draft.problem, 1, &mut effort);
        (draft, solution)
    });
    plan.spent = 1.0;
    plan.state = PlanState::Interrupted;
    let mut basis = None;
    if let Ok((draft, Ok(solution))) = searched.await
        && !search.cancel.load(Ordering::Relaxed)
    {
        (plan, basis) = (ready(plan, &draft, &solution), Some(draft.basis.text()?));
    }
    let cancelled = search.cancel.load(Ordering::Relaxed) && !app.stopping.is_cancelled();
    if cancelled {
        plan.state = PlanState::Cancelled;
    }
    app.store
        .tx(move |tx| {
            Box::pin(async move { plans::save(tx.conn(), organization, &plan, basis.as_deref()).await })
        })
        .await
}

fn ready(plan: RoutePlan, draft: &Draft, solution: &Solution) -> RoutePlan {
    let found = report::found(draft, solution);
    RoutePlan {
        state: PlanState::Ready,
        after: found.after,
        routes: found.routes,
        unserved: found.unserved,
        reassigned: found.reassigned,
        ..plan
    }
}

/// How much of the allowed effort is spent; a small problem needs less than the time that is allowed.
struct Effort {
    began: Instant,
    limit: Duration,
    rounds: u64,
    search: Arc<Search>,
}

impl Control for Effort {
    fn spent(&mut self, iterations: u64) -> f64 {
        if self.search.stop.load(Ordering::Relaxed) || self.search.cancel.load(Ordering::Relaxed) {
            return 1.0;
        }
        let time = self.began.elapsed().as_secs_f64() / self.limit.as_secs_f64().max(f64::MIN_POSITIVE);
        let spent = time.max(iterations as f64 / self.rounds as f64).min(1.0);
        self.search.progress.lock().unwrap_or_else(PoisonError::into_inner).0 = spent;
        spent
    }

    fn improved(&mut self, better: &Progress) {
        let mut progress = self.search.progress.lock().unwrap_or_else(PoisonError::into_inner);
        progress.1.unserved = better.unserved;
        progress.1.drivers = better.drivers;
        progress.1.driving_s = better.cost;
    }
}

/// How far a plan is.
///
/// # Errors
/// 404 where there is none.
pub async fn read(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    let search = app.plans.of(organization, id);
    let mut snapshot = app.store.snapshot().await?;
    let kept = plans::get(&mut snapshot, organization, id).await?;
    let mut plan = kept.ok_or_else(|| ApiError::unknown("plan"))?.plan;
    if plan.state == PlanState::Running {
        match search {
            Some(search) => {
                let progress = search.progress.lock().unwrap_or_else(PoisonError::into_inner);
                (plan.spent, plan.after) = *progress;
            }
            None => plan.state = PlanState::Interrupted,
        }
    }
    Ok(plan)
}

/// Ends a search with the best plan so far.
///
/// # Errors
/// 404 where there is no such plan, 409 where its search has ended.
pub async fn stop(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    end(app, organization, id, |search| search.stop.store(true, Ordering::Relaxed)).await
}

/// Ends a search and throws the plan away; a plan that is ready is thrown away too.
///
/// # Errors
/// 404 where there is no such plan, 409 `not_ready` where it was committed or is gone.
pub async fn cancel(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    let plan = read(app, organization, id).await?;
    match plan.state {
        PlanState::Running => {
            end(app, organization, id, |search| search.cancel.store(true, Ordering::Relaxed)).await
        }
        PlanState::Ready | PlanState::Cancelled => {
            let plan = RoutePlan { state: PlanState::Cancelled, ..plan };
            let kept = plan.clone();
            app.store
                .tx(move |tx| {
                    Box::pin(async move { plans::save(tx.conn(), organization, &kept, None).await })
                })
                .await?;
            Ok(plan)
        }
        state => Err(wrong_state(state)),
    }
}

async fn end(
    app: &App,
    organization: OrganizationId,
    id: PlanId,
    how: impl FnOnce(&Search),
) -> ApiResult<RoutePlan> {
    let search = app.plans.of(organization, id);
    let plan = read(app, organization, id).await?;
    let search = search.ok_or_else(|| wrong_state(plan.state))?;
    how(&search);
    Ok(plan)
}

/// 409: that cannot be done with a plan in this state.
pub(super) fn wrong_state(state: PlanState) -> ApiError {
    let title = format!("this cannot be done while the plan is {}", state.as_str());
    ApiError::new(StatusCode::CONFLICT, "wrong_plan_state", title)
}
