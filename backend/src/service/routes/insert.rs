//! The cheapest place for one delivery in the routes as they are.

use axum::http::StatusCode;
use waybill_domain::{
    Delivery, DeliveryId, MemberId, OrganizationId, State,
    member::Actor,
    plan::{Goal, Insertion},
    problem::FieldError,
};
use waybill_routing::solve::{self, NoPlace};

use super::{
    commit::{Told, Word, tell},
    draft::draft,
    gather::{Gathered, gather},
    report,
    wish::Wish,
};
use crate::{
    App,
    api::{ApiError, ApiResult},
    store::deliveries,
};

/// Where nobody is named, so many drivers are looked at: those whose routes come nearest.
const NEAREST: usize = 25;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which delivery.
    pub delivery: DeliveryId,
    /// Into whose routes; empty: all who may work.
    pub drivers: Vec<MemberId>,
    /// What is made small.
    pub goal: Goal,
    /// Do it, do not only propose it.
    pub commit: bool,
}

/// Finds the place, and takes it where that is wanted.
///
/// # Errors
/// 404 where there is no such delivery; 409 `no_place` with what stands against each driver; 409 `plan_stale` where
/// something changed while it was looked for.
pub async fn insert(
    app: &App,
    organization: OrganizationId,
    actor: Actor,
    wanted: Wanted,
) -> ApiResult<Insertion> {
    let id = wanted.delivery;
    let mut snapshot = app.store.snapshot().await?;
    let delivery = deliveries::get(&mut snapshot, organization, id).await?;
    drop(snapshot);
    let delivery = delivery.ok_or_else(|| ApiError::unknown("delivery"))?;
    if delivery.state != State::Unassigned {
        let title = format!(
            "only a delivery that nobody has can be put into a route; this one is {}",
            words(&delivery)
        );
        return Err(ApiError::new(StatusCode::CONFLICT, "illegal_transition", title));
    }
    let wish = Wish {
        drivers: wanted.drivers.clone(),
        deliveries: Some(vec![id]),
        goal: wanted.goal,
        ..Wish::default()
    };
    let mut found = gather(app, organization, &wish).await?;
    if wanted.drivers.is_empty() {
        nearest(&mut found, &delivery);
    }
    let draft = draft(app, &found, &wish, Some(id)).await?;
    if let Some(hopeless) = draft.excluded.iter().find(|entry| entry.delivery == id) {
        return Err(no_place(&hopeless.obstacles));
    }
    let problem = draft.problem;
    let asked = id.to_string();
    let answer = tokio::task::spawn_blocking(move || solve::insert(&problem, &asked)).await;
    let place = match answer {
        Ok(Ok(place)) => place,
        Ok(Err(NoPlace::Nowhere(all))) => return Err(no_place(&report::obstacles(&all))),
        Ok(Err(NoPlace::Invalid(wrong))) => return Err(ApiError::field(wrong.field, wrong.rule)),
        Ok(Err(NoPlace::Unknown(_) | NoPlace::Planned(_))) | Err(_) => {
            return Err(ApiError::unknown("delivery"));
        }
    };
    let route = report::planned(&place.route).ok_or_else(|| ApiError::unknown("driver"))?;
    let insertion =
        Insertion { delivery: id, committed: wanted.commit, added: place.added, route, source: draft.source };
    if wanted.commit {
        let word = Word { organization, actor, now: app.clock.now() };
        let (mut basis, routes, driver) =
            (draft.basis, vec![insertion.route.clone()], insertion.route.driver);
        let of_route =
            |other: &DeliveryId| *other == id || found.of(driver).any(|delivery| delivery.id == *other);
        basis.facts.retain(|other, _| of_route(other));
        let left = draft.excluded;
        let all = app.clone();
        let work = app.store.tx(move |tx| {
            Box::pin(async move {
                let told = Told { basis: &basis, routes: &routes, unserved: &left, plan: None };
                tell(&all, tx, word, told).await
            })
        });
        work.await?;
    }
    Ok(insertion)
}

fn words(delivery: &Delivery) -> String {
    delivery.state.as_str().replace('_', " ")
}

/// 409: no route has a place for it.
fn no_place(obstacles: &[waybill_domain::plan::Obstacle]) -> ApiError {
    let fields = obstacles
        .iter()
        .map(|obstacle| FieldError::new(format!("drivers.{}", obstacle.driver), obstacle.why.to_string()));
    ApiError::new(StatusCode::CONFLICT, "no_place", "no route has a place for this delivery")
        .detail("Nothing was changed. Each error names a driver and what stands against it.")
        .fields(fields.collect())
}

/// Keeps the drivers whose routes come nearest to where the goods are collected, and what they have.
fn nearest(found: &mut Gathered, delivery: &Delivery) {
    if found.drivers.len() <= NEAREST {
        return;
    }
    let target = delivery.pickup.point;
    let far = |driver: &super::gather::Driver| {
        let stops = found.of(driver.id).flat_map(|own| [own.pickup.point, own.dropoff.point]);
        let points = stops.chain(driver.start);
        points.map(|point| point.distance_m(target)).fold(f64::INFINITY, f64::min)
    };
    let mut order: Vec<(f64, MemberId)> =
        found.drivers.iter().map(|driver| (far(driver), driver.id)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let kept: Vec<MemberId> = order.into_iter().take(NEAREST).map(|(_, id)| id).collect();
    found.drivers.retain(|driver| kept.contains(&driver.id));
    found.deliveries.retain(|own| own.driver.is_none_or(|driver| kept.contains(&driver)));
}
