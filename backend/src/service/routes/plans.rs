//! Plans under way: the search runs beside everything else, and anybody may ask how far it is, or end it.

use axum::http::StatusCode;
use uuid::Uuid;
use waybill_domain::{
    MemberId, OrganizationId, PlanId,
    plan::{PlanState, PlanSummary, RoutePlan, Totals},
};
use waybill_routing::solve::{Solution, solve};

use super::{
    draft::{Draft, draft},
    gather::gather,
    report,
    running::{Effort, Place, Plans},
    score,
    wish::Wish,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    store::{StoreError, Tx, plans},
};

/// Plans are kept for so many days.
const DAYS: i64 = 7;
/// So many plans are listed.
const LISTED: u32 = 20;

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
    let place = Plans::begin(app, organization, id).ok_or_else(|| {
        let title = "routes are being planned already; wait for that, or end it";
        ApiError::new(StatusCode::CONFLICT, "plan_running", title)
    })?;
    let (plan, draft) = begin(app, (organization, by), id, &wish).await?;
    let running = (app.clone(), plan.clone());
    tokio::spawn(async move {
        let (app, plan) = running;
        if let Err(error) = run(&app, organization, plan, draft, place, seconds).await {
            tracing::error!(%error, "a plan could not be kept");
        }
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
    let draft = draft(app, &found, wish, None).await?;
    let plan = RoutePlan {
        id,
        state: PlanState::Running,
        by,
        made_at: found.now,
        goal: wish.goal,
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
    place: Place,
    seconds: u32,
) -> Result<(), StoreError> {
    let search = place.search.clone();
    let mut effort = Effort::of(&draft, seconds, search.clone());
    let searched = tokio::task::spawn_blocking(move || {
        let solution = solve(&draft.problem, 1, &mut effort);
        (draft, solution)
    });
    let id = plan.id;
    plan.spent = 1.0;
    plan.state = PlanState::Interrupted;
    let mut basis = None;
    match searched.await {
        Ok((draft, Ok(solution))) if !search.is_cancelled() => {
            (plan, basis) = (ready(plan, &draft, &solution), Some(draft.basis.text()?));
        }
        Ok((_, Ok(_))) => {}
        Ok((_, Err(error))) => tracing::error!(%error, plan = %id, "a plan cannot be searched for"),
        Err(error) => tracing::error!(%error, plan = %id, "the search for a plan broke off"),
    }
    let is_called_off = || search.is_cancelled() && !app.stopping.is_cancelled();
    if is_called_off() {
        (plan.state, basis) = (PlanState::Cancelled, None);
    }
    let work = app.store.tx(move |tx| {
        Box::pin(async move { plans::save(tx.conn(), organization, &plan, basis.as_deref()).await })
    });
    work.await?;
    drop(place);
    // Called off while it was being written.
    if is_called_off() {
        match app.store.tx(move |tx| Box::pin(cancel_in(tx, organization, id))).await {
            Ok(_) => {}
            Err(error) => tracing::warn!(?error, plan = %id, "a plan was not thrown away"),
        }
    }
    Ok(())
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

/// How far a plan is.
///
/// # Errors
/// 404 where there is none.
pub async fn read(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    let search = app.plans.of(organization).filter(|(own, _)| *own == id);
    let mut snapshot = app.store.snapshot().await?;
    let kept = plans::get(&mut snapshot, organization, id).await?;
    let mut plan = kept.ok_or_else(|| ApiError::unknown("plan"))?.plan;
    if let Some((_, search)) = search {
        // It may be written already, and the next one can begin only when this one has given up its place.
        let (spent, after) = search.progress();
        let (routes, unserved, reassigned) = Default::default();
        plan = RoutePlan { state: PlanState::Running, spent, after, routes, unserved, reassigned, ..plan };
    } else if plan.state == PlanState::Running {
        plan.state = PlanState::Interrupted;
    }
    Ok(plan)
}

/// The latest plans, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(app: &App, organization: OrganizationId) -> ApiResult<Vec<PlanSummary>> {
    let search = app.plans.of(organization);
    let mut snapshot = app.store.snapshot().await?;
    let mut latest = plans::latest(&mut snapshot, organization, LISTED).await?;
    for plan in &mut latest {
        if let Some((_, search)) = search.as_ref().filter(|(own, _)| *own == plan.id) {
            plan.state = PlanState::Running;
            (plan.spent, plan.after) = search.progress();
        } else if plan.state == PlanState::Running {
            plan.state = PlanState::Interrupted;
        }
    }
    Ok(latest)
}

/// Ends a search with the best plan so far.
///
/// # Errors
/// 404 where there is no such plan, 409 where its search has ended.
pub async fn stop(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    let stopped = app.plans.stop(organization, id);
    let plan = read(app, organization, id).await?;
    if stopped { Ok(plan) } else { Err(wrong_state(plan.state)) }
}

/// Ends a search and throws the plan away; a plan that is ready is thrown away too.
///
/// # Errors
/// 404 where there is no such plan, 409 `wrong_plan_state` where it was committed or is gone.
pub async fn cancel(app: &App, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    if app.plans.cancel(organization, id) {
        return read(app, organization, id).await;
    }
    app.store.tx(move |tx| Box::pin(cancel_in(tx, organization, id))).await
}

async fn cancel_in(tx: &mut Tx, organization: OrganizationId, id: PlanId) -> ApiResult<RoutePlan> {
    let kept = plans::get(tx.conn(), organization, id).await?.ok_or_else(|| ApiError::unknown("plan"))?;
    let mut plan = kept.plan;
    match plan.state {
        PlanState::Ready | PlanState::Cancelled => {}
        // No search is behind it.
        PlanState::Running => return Err(wrong_state(PlanState::Interrupted)),
        state => return Err(wrong_state(state)),
    }
    plan.state = PlanState::Cancelled;
    plans::save(tx.conn(), organization, &plan, None).await?;
    Ok(plan)
}

/// 409: that cannot be done with a plan in this state.
pub(super) fn wrong_state(state: PlanState) -> ApiError {
    let title = format!("this cannot be done while the plan is {}", state.as_str());
    ApiError::new(StatusCode::CONFLICT, "wrong_plan_state", title)
}
