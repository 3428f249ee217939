//! Routes: plan them, look at the plan, commit it, take it back.

use axum::{extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{
    DeliveryId, MemberId, PlanId, Problem,
    calls::{DriverWay, InsertDelivery, OptimizeRoutes},
    plan::{Insertion, PlanSummary, RoutePlan},
};

use super::{ApiError, ApiResult, Json, Path, limit, travel::WAYS_MAX};
use crate::{
    App,
    auth::Signed,
    service::routes::{self, Wanted, Wish},
};

/// How long is searched where nobody says it, in seconds.
const SECONDS: u32 = 10;
/// The longest search, in seconds.
const SECONDS_MAX: u32 = 300;

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(optimize))
        .routes(routes!(list))
        .routes(routes!(read, cancel))
        .routes(routes!(stop))
        .routes(routes!(commit))
        .routes(routes!(undo))
        .routes(routes!(way))
        .routes(routes!(insert))
}

/// Plans routes, as a preview: who takes what, in which order, and when.
///
/// The answer comes at once, and the search goes on; the plan says how far it is. What is under way stays as it is, goods
/// stay in their vans, pinned deliveries keep their driver and their order, and accepted ones their driver. Drivers are
/// told nothing until the plan is committed.
#[utoipa::path(post, path = "/api/v1/routes/optimize", tag = "routes", request_body = OptimizeRoutes,
    responses((status = 202, body = RoutePlan), (status = 409, description = "`plan_running`", body = Problem),
        (status = 422, description = "`invalid`", body = Problem)))]
async fn optimize(
    State(app): State<App>,
    signed: Signed,
    Json(ask): Json<OptimizeRoutes>,
) -> ApiResult<(StatusCode, Json<RoutePlan>)> {
    signed.dispatch()?;
    let seconds = ask.seconds.unwrap_or(SECONDS);
    if !(1..=SECONDS_MAX).contains(&seconds) {
        return Err(ApiError::field("seconds", format!("must be 1 to {SECONDS_MAX}")));
    }
    let who = (signed.organization, signed.member);
    let plan = routes::optimize(&app, who, Wish::from(ask), seconds).await?;
    Ok((StatusCode::ACCEPTED, Json(plan)))
}

/// The latest plans in short, the newest first. Plans are kept for a week.
#[utoipa::path(get, path = "/api/v1/routes/plans", tag = "routes",
    responses((status = 200, body = Vec<PlanSummary>)))]
async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<PlanSummary>>> {
    signed.dispatch()?;
    Ok(Json(routes::list(&app, signed.organization).await?))
}

/// How far a plan is, and what it says once it is ready. Plans are kept for a week.
#[utoipa::path(get, path = "/api/v1/routes/plans/{id}", tag = "routes",
    params(("id" = String, Path, description = "The plan's id")),
    responses((status = 200, body = RoutePlan), (status = 404, description = "`unknown`", body = Problem)))]
async fn read(State(app): State<App>, signed: Signed, Path(id): Path<PlanId>) -> ApiResult<Json<RoutePlan>> {
    signed.dispatch()?;
    Ok(Json(routes::read(&app, signed.organization, id).await?))
}

/// Along which roads a driver's planned route leads, from its first stop on; no legs where the plan has none for the driver.
#[utoipa::path(get, path = "/api/v1/routes/plans/{id}/ways/{driver}", tag = "routes",
    params(("id" = String, Path, description = "The plan's id"), ("driver" = String, Path, description = "The driver's id")),
    responses((status = 200, body = DriverWay), (status = 404, description = "`unknown`", body = Problem),
        (status = 429, description = "`too_many`", body = Problem)))]
async fn way(
    State(app): State<App>,
    signed: Signed,
    Path((id, driver)): Path<(PlanId, MemberId)>,
) -> ApiResult<Json<DriverWay>> {
    signed.dispatch()?;
    limit::per_member(&app, "way", signed.member, WAYS_MAX)?;
    let plan = routes::read(&app, signed.organization, id).await?;
    Ok(Json(routes::way_planned(&app, signed.organization, &plan, driver).await?))
}

/// Ends the search, and throws the plan away.
#[utoipa::path(delete, path = "/api/v1/routes/plans/{id}", tag = "routes",
    params(("id" = String, Path, description = "The plan's id")),
    responses((status = 200, body = RoutePlan), (status = 404, description = "`unknown`", body = Problem),
        (status = 409, description = "`wrong_plan_state`", body = Problem)))]
async fn cancel(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<PlanId>,
) -> ApiResult<Json<RoutePlan>> {
    signed.dispatch()?;
    Ok(Json(routes::cancel(&app, signed.organization, id).await?))
}

/// Ends the search with the best plan so far.
#[utoipa::path(post, path = "/api/v1/routes/plans/{id}/stop", tag = "routes",
    params(("id" = String, Path, description = "The plan's id")),
    responses((status = 200, body = RoutePlan), (status = 404, description = "`unknown`", body = Problem),
        (status = 409, description = "`wrong_plan_state`", body = Problem)))]
async fn stop(State(app): State<App>, signed: Signed, Path(id): Path<PlanId>) -> ApiResult<Json<RoutePlan>> {
    signed.dispatch()?;
    Ok(Json(routes::stop(&app, signed.organization, id).await?))
}

/// Commits a plan: all that it says, or, where something changed since it was made, nothing.
#[utoipa::path(post, path = "/api/v1/routes/plans/{id}/commit", tag = "routes",
    params(("id" = String, Path, description = "The plan's id")),
    responses((status = 200, body = RoutePlan), (status = 404, description = "`unknown`", body = Problem),
        (status = 409, description = "`plan_stale`, with the deliveries that changed; `wrong_plan_state`", body = Problem)))]
async fn commit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<PlanId>,
) -> ApiResult<Json<RoutePlan>> {
    signed.dispatch()?;
    Ok(Json(routes::commit(&app, signed.organization, signed.actor(), id).await?))
}

/// Takes a committed plan back: former drivers, former places in their routes, if nothing happened since.
#[utoipa::path(post, path = "/api/v1/routes/plans/{id}/undo", tag = "routes",
    params(("id" = String, Path, description = "The plan's id")),
    responses((status = 200, body = RoutePlan), (status = 404, description = "`unknown`", body = Problem),
        (status = 409, description = "`changed_since`, `wrong_plan_state`", body = Problem)))]
async fn undo(State(app): State<App>, signed: Signed, Path(id): Path<PlanId>) -> ApiResult<Json<RoutePlan>> {
    signed.dispatch()?;
    Ok(Json(routes::undo(&app, signed.organization, signed.actor(), id).await?))
}

/// Finds the cheapest place for a delivery that nobody has, in the routes as they are, and takes it with `commit`.
#[utoipa::path(post, path = "/api/v1/deliveries/{id}/insert", tag = "routes", request_body = InsertDelivery,
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Insertion), (status = 404, description = "`unknown`", body = Problem),
        (status = 409, description = "`no_place`, with what stands against each driver; `plan_stale`", body = Problem)))]
async fn insert(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Json(ask): Json<InsertDelivery>,
) -> ApiResult<Json<Insertion>> {
    signed.dispatch()?;
    let wanted = Wanted { delivery: id, drivers: ask.drivers, goal: ask.goal, commit: ask.commit };
    Ok(Json(routes::insert(&app, signed.organization, signed.actor(), wanted).await?))
}
