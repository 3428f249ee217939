//! A plan becomes what drivers are told: all of it in one transaction, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use uuid::Uuid;
use waybill_domain::{
    Command, CommandId, Delivery, DeliveryId, MemberId, OrganizationId, PlanId, State, Timestamp,
    dispatch::{Decision, Verdict},
    member::Actor,
    plan::{PlanState, PlannedRoute, RoutePlan, Unplanned},
    problem::FieldError,
    route::{self, Task},
};

use super::{
    basis::{Basis, Change},
    plans::wrong_state,
    suited::unsuited,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    service::{Order, receive},
    store::{
        StoreError, Tx, deliveries,
        dispatch::{decisions, settings},
        plans,
    },
};

/// Whose word it is, and when.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) organization: OrganizationId,
    pub(super) actor: Actor,
    pub(super) now: Timestamp,
}

/// Commits a plan; once committed, the same answer again.
///
/// # Errors
/// 404 where there is no such plan; 409 `wrong_plan_state` where it is not ready; 409 `plan_stale` with the deliveries
/// that changed since it was made. Nothing was done then.
pub async fn commit(
    app: &App,
    organization: OrganizationId,
    actor: Actor,
    id: PlanId,
) -> ApiResult<RoutePlan> {
    let word = Word { organization, actor, now: app.clock.now() };
    let app = app.clone();
    app.store.clone().tx(move |tx| Box::pin(async move { commit_in(&app, tx, word, id).await })).await
}

async fn commit_in(app: &App, tx: &mut Tx, word: Word, id: PlanId) -> ApiResult<RoutePlan> {
    let kept =
        plans::get(tx.conn(), word.organization, id).await?.ok_or_else(|| ApiError::unknown("plan"))?;
    let mut plan = kept.plan;
    match plan.state {
        PlanState::Committed => return Ok(plan),
        PlanState::Ready => {}
        state => return Err(wrong_state(state)),
    }
    let mut basis: Basis =
        serde_json::from_str(kept.basis.as_deref().unwrap_or("{}")).map_err(StoreError::from)?;
    let told = Told { basis: &basis, routes: &plan.routes, unserved: &plan.unserved, plan: Some(id) };
    basis.changes = tell(app, tx, word, told).await?;
    plan.state = PlanState::Committed;
    let text = basis.text().map_err(StoreError::from)?;
    plans::save(tx.conn(), word.organization, &plan, Some(&text)).await?;
    Ok(plan)
}

/// What drivers are told.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// What it was made from.
    pub(super) basis: &'a Basis,
    pub(super) routes: &'a [PlannedRoute],
    /// What has no place; it stays with who has it.
    pub(super) unserved: &'a [Unplanned],
    /// Of which plan it is; `None`: one delivery was put into the routes as they were.
    pub(super) plan: Option<PlanId>,
}

impl Told<'_> {
    /// Who is to have a delivery.
    fn planned(&self, id: DeliveryId) -> Option<MemberId> {
        let mut routes = self.routes.iter();
        routes.find(|route| route.stops.iter().any(|stop| stop.delivery == id)).map(|route| route.driver)
    }
}

/// Checks that the routes still fit what is there, and makes them so; what was changed.
pub(super) async fn tell(app: &App, tx: &mut Tx, word: Word, told: Told<'_>) -> ApiResult<Vec<Change>> {
    let (mut stale, mut present) = (Vec::new(), BTreeMap::new());
    for (&id, facts) in &told.basis.facts {
        let now = deliveries::get(tx.conn(), word.organization, id).await?;
        match facts.stale(now.as_ref(), told.planned(id)) {
            Some(error) => stale.push(error),
            None => present.extend(now.map(|now| (id, now))),
        }
    }
    let drivers: BTreeSet<MemberId> = told.routes.iter().map(|route| route.driver).collect();
    for &driver in &drivers {
        for delivery in deliveries::open_of_driver(tx.conn(), word.organization, driver).await? {
            if !told.basis.facts.contains_key(&delivery.id) && delivery.state != State::Offered {
                stale.push(FieldError::new(delivery.code, "came to a driver of the plan meanwhile"));
            }
        }
    }
    stale.extend(unsuited(app, tx, word, told.routes, &present).await?);
    if !stale.is_empty() {
        return Err(outdated(stale));
    }
    let policy = settings::get(tx.conn(), word.organization).await?.policy;
    let mut changes = Vec::new();
    for route in told.routes {
        let left = told.unserved.iter().filter(|left| left.driver == Some(route.driver));
        let changed = tell_one(tx, word, route, left.map(|left| left.delivery).collect()).await?;
        for change in changed.iter().filter(|change| change.driver != Some(route.driver)) {
            let driver = route.driver;
            let verdict = match told.plan {
                Some(plan) => Verdict::Planned { driver, plan },
                None => Verdict::Inserted { driver },
            };
            let decision =
                Decision { delivery: change.delivery, at: word.now, policy, candidates: Vec::new(), verdict };
            decisions::insert(tx.conn(), word.organization, &decision).await?;
        }
        changes.extend(changed);
    }
    Ok(changes)
}

/// 409: something changed since the plan was made.
fn outdated(stale: Vec<FieldError>) -> ApiError {
    let codes: Vec<&str> = stale.iter().map(|error| error.field.as_str()).take(5).collect();
    let title = format!("something changed since the plan was made: {}", codes.join(", "));
    ApiError::new(StatusCode::CONFLICT, "plan_stale", title)
        .detail("Nothing was done. Plan again from what is there now.")
        .fields(stale)
}

/// Gives one driver what the route says, in its order; what stays without a place comes last.
async fn tell_one(
    tx: &mut Tx,
    word: Word,
    route: &PlannedRoute,
    left: Vec<DeliveryId>,
) -> ApiResult<Vec<Change>> {
    let mut wanted: Vec<(DeliveryId, Task, i64)> =
        route.stops.iter().map(|stop| (stop.delivery, stop.task, stop.arrives.as_millis())).collect();
    let last = route.returns.as_millis();
    wanted.extend(left.iter().flat_map(|&id| [Task::Pickup, Task::Dropoff].map(|task| (id, task, last))));
    let now = deliveries::open_of_driver(tx.conn(), word.organization, route.driver).await?;
    let now: Vec<Delivery> = now.into_iter().filter(|delivery| delivery.state != State::Offered).collect();
    let order: Vec<(DeliveryId, Task)> = route::stops(&now).iter().map(route::RouteStop::id).collect();
    let open: Vec<(DeliveryId, Task)> =
        wanted.iter().map(|&(id, task, _)| (id, task)).filter(|stop| !is_done(&now, *stop)).collect();
    if order == open {
        return Ok(Vec::new());
    }
    let mut changes = Vec::new();
    let ranks = ranks(&wanted);
    let ids: BTreeSet<DeliveryId> = wanted.iter().map(|(id, ..)| *id).collect();
    for id in ids {
        let Some(before) = deliveries::get(tx.conn(), word.organization, id).await? else { continue };
        if before.state.is_final() {
            continue;
        }
        let former = place_of(tx, word, &before).await?;
        if before.driver != Some(route.driver) {
            act(tx, word, id, Command::Assign { driver: route.driver }).await?;
        }
        let rank = |task| ranks.iter().find(|(stop, _)| *stop == (id, task)).map(|(_, rank)| *rank);
        let Some(rank_dropoff) = rank(Task::Dropoff) else { continue };
        let moved = Command::Move { rank: rank_dropoff, pickup_rank: rank(Task::Pickup) };
        let after = act(tx, word, id, moved).await?;
        changes.push(Change {
            delivery: id,
            driver: before.driver,
            rank: former.0,
            pickup_rank: former.1,
            rev: after.rev,
        });
    }
    Ok(changes)
}

/// Whether a stop is none of the open ones of deliveries that the driver has.
fn is_done(now: &[Delivery], (id, task): (DeliveryId, Task)) -> bool {
    let Some(delivery) = now.iter().find(|delivery| delivery.id == id) else { return false };
    task == Task::Pickup && delivery.state.is_in_custody()
}

/// A rank for each stop: its time, and later than the stop before in any case.
fn ranks(wanted: &[(DeliveryId, Task, i64)]) -> Vec<((DeliveryId, Task), f64)> {
    let mut last = f64::NEG_INFINITY;
    let rank = |&(id, task, at): &(DeliveryId, Task, i64)| {
        last = (at as f64).max(last + 1.0);
        ((id, task), last)
    };
    wanted.iter().map(rank).collect()
}

/// Where a delivery's drop-off and pickup stand in the route that it is in.
async fn place_of(tx: &mut Tx, word: Word, delivery: &Delivery) -> ApiResult<(f64, f64)> {
    let mine = match delivery.driver {
        Some(driver) => deliveries::open_of_driver(tx.conn(), word.organization, driver).await?,
        None => vec![delivery.clone()],
    };
    let stops = route::stops(&mine);
    let rank = |task| stops.iter().find(|stop| stop.id() == (delivery.id, task)).map(|stop| stop.rank);
    let dropoff = rank(Task::Dropoff).unwrap_or(delivery.rank);
    Ok((dropoff, rank(Task::Pickup).unwrap_or(dropoff)))
}

/// One command of the plan; what comes of it.
pub(super) async fn act(tx: &mut Tx, word: Word, id: DeliveryId, command: Command) -> ApiResult<Delivery> {
    let order = Order {
        organization: word.organization,
        actor: word.actor,
        lane: None,
        cmd_id: CommandId(Uuid::now_v7()),
        delivery: id,
        command,
        base_rev: None,
        at: word.now,
    };
    let (_, delivery) = receive(tx, &order, word.now).await?.accepted()?;
    Ok(delivery)
}
