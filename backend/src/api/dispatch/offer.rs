//! `/api/v1/deliveries/{id}/dispatch` and what was decided.

use axum::extract::State;
use waybill_domain::{
    Delivery, DeliveryId, Problem,
    calls::{Decisions, DispatchDelivery, Dispatched},
};

use crate::{
    App,
    api::{ApiError, ApiResult, Json, Path},
    auth::Signed,
    service::dispatch,
    store::{
        deliveries,
        dispatch::{decisions, offers},
    },
};

/// Offers a delivery to one driver after the other, until one accepts or nobody is left. Again: goes on with the next
/// driver where nobody was left, and changes nothing while somebody is being asked.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/dispatch", tag = "dispatch", request_body = DispatchDelivery,
    params(("id" = String, Path, description = "The delivery's id")),
    responses(
        (status = 200, body = Dispatched),
        (status = 409, description = "A driver has it, or its goods; or it is over. The code says which.", body = Problem),
    )
)]
pub(super) async fn start(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Json(ask): Json<DispatchDelivery>,
) -> ApiResult<Json<Dispatched>> {
    signed.dispatch()?;
    let started = dispatch::start(&app, signed.organization, id, signed.member, ask.reassign).await??;
    let dispatch::Started { delivery, offers, decision } = started;
    Ok(Json(Dispatched { delivery, offers, decision }))
}

/// Takes the offer back and asks nobody else. What a driver has accepted stays.
#[utoipa::path(
    delete, path = "/api/v1/deliveries/{id}/dispatch", tag = "dispatch",
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Delivery), (status = 404, description = "`unknown`", body = Problem))
)]
pub(super) async fn stop(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
) -> ApiResult<Json<Delivery>> {
    signed.dispatch()?;
    Ok(Json(dispatch::stop(&app, signed.organization, id, signed.member).await??))
}

/// Every decision about a delivery: who was considered, with factors, scores and what stood against each.
#[utoipa::path(
    get, path = "/api/v1/deliveries/{id}/decisions", tag = "dispatch",
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Decisions), (status = 404, description = "`unknown`", body = Problem))
)]
pub(super) async fn decisions(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
) -> ApiResult<Json<Decisions>> {
    signed.dispatch()?;
    let mut snapshot = app.store.snapshot().await?;
    let conn = &mut *snapshot;
    if deliveries::get(conn, signed.organization, id).await?.is_none() {
        return Err(ApiError::unknown("delivery"));
    }
    let offers = offers::get(conn, signed.organization, id).await?;
    let decisions = decisions::of_delivery(conn, signed.organization, id).await?;
    Ok(Json(Decisions { offers, decisions }))
}
