//! `PATCH /api/v1/deliveries/{id}`.

use axum::extract::State;
use serde::Deserialize;
use uuid::Uuid;
use waybill_domain::{Command, CommandId, DeliveryId, calls::Created, command::Patch};

use crate::{
    App,
    api::{ApiResult, Json, Path, Query},
    auth::Signed,
    service::{self, Order},
};

/// On what the change is based.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Basis {
    /// The revision that the change was made on; where another came meanwhile the answer is `stale_revision`.
    base_rev: u64,
}

/// Changes a delivery; what is absent stays.
#[utoipa::path(
    patch, path = "/api/v1/deliveries/{id}", tag = "deliveries", request_body = Patch,
    params(("id" = String, Path, description = "The delivery's id"), Basis),
    responses(
        (status = 200, description = "The delivery, with what hours, cut-offs and zones say against its new places and windows", body = Created),
        (status = 409, description = "`stale_revision`", body = waybill_domain::Problem),
        (status = 422, description = "`invalid`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Query(basis): Query<Basis>,
    Json(patch): Json<Patch>,
) -> ApiResult<Json<Created>> {
    signed.crew()?;
    let warnings =
        service::operations::judge_edit(&app, signed.organization, signed.actor(), id, &patch).await?;
    let order = Order {
        organization: signed.organization,
        actor: signed.actor(),
        lane: None,
        cmd_id: CommandId(Uuid::now_v7()),
        delivery: id,
        command: Command::Edit(Box::new(patch)),
        base_rev: Some(basis.base_rev),
        at: app.clock.now(),
    };
    let (_, delivery) = service::submit(&app, order).await?.accepted()?;
    Ok(Json(Created { delivery, warnings }))
}
