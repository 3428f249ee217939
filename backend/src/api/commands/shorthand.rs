//! Assign, unassign, cancel.

use axum::extract::State;
use serde::Deserialize;
use uuid::Uuid;
use waybill_domain::{Command, CommandId, Delivery, DeliveryId, MemberId};

use crate::{
    App,
    api::{ApiResult, Json, Path},
    auth::Signed,
    service::{self, Order},
};

/// To whom.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Assign {
    /// A driver of the organization.
    driver: MemberId,
}

/// Nothing more to say.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unassign {}

/// Why.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancel {
    /// In words; the driver reads it.
    reason: String,
}

/// Gives a delivery to a driver.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/assign", tag = "deliveries", request_body = Assign,
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Delivery), (status = 409, body = waybill_domain::Problem))
)]
pub(super) async fn assign(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Json(Assign { driver }): Json<Assign>,
) -> ApiResult<Json<Delivery>> {
    run(&app, &signed, id, Command::Assign { driver }).await
}

/// Takes a delivery away from its driver.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/unassign", tag = "deliveries", request_body = Unassign,
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Delivery), (status = 409, body = waybill_domain::Problem))
)]
pub(super) async fn unassign(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Json(Unassign {}): Json<Unassign>,
) -> ApiResult<Json<Delivery>> {
    run(&app, &signed, id, Command::Unassign).await
}

/// Calls a delivery off.
#[utoipa::path(
    post, path = "/api/v1/deliveries/{id}/cancel", tag = "deliveries", request_body = Cancel,
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Delivery), (status = 409, body = waybill_domain::Problem))
)]
pub(super) async fn cancel(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Json(Cancel { reason }): Json<Cancel>,
) -> ApiResult<Json<Delivery>> {
    run(&app, &signed, id, Command::Cancel { reason }).await
}

async fn run(app: &App, signed: &Signed, id: DeliveryId, command: Command) -> ApiResult<Json<Delivery>> {
    signed.crew()?;
    let order = Order {
        organization: signed.organization,
        actor: signed.actor(),
        lane: None,
        cmd_id: CommandId(Uuid::now_v7()),
        delivery: id,
        command,
        base_rev: None,
        at: app.clock.now(),
    };
    let (_, delivery) = service::submit(app, order).await?.accepted()?;
    Ok(Json(delivery))
}
