//! `POST /api/v1/deliveries`.

use axum::{
    extract::{Request, State},
    http::StatusCode,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use waybill_domain::{
    Command, CommandId, DeliveryId,
    calls::{CreateDelivery, Created},
    command::NewDelivery,
};

use crate::{
    App,
    api::{
        ApiError, ApiResult, Json,
        extract::{parse, parse_text, read},
    },
    auth::Signed,
    service::{self, Order},
};

#[derive(Deserialize)]
struct OnlyId {
    id: DeliveryId,
}

/// Makes a delivery. The same id with the same content again is answered 200 and changes nothing.
#[utoipa::path(
    post, path = "/api/v1/deliveries", tag = "deliveries", request_body = CreateDelivery,
    responses(
        (status = 201, description = "The delivery, with what hours, cut-offs and zones say against it", body = Created),
        (status = 200, description = "It had been made by the same call before", body = Created),
        (status = 409, description = "`exists`", body = waybill_domain::Problem),
        (status = 422, description = "`invalid`", body = waybill_domain::Problem),
    )
)]
pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    request: Request,
) -> ApiResult<(StatusCode, Json<Created>)> {
    signed.crew()?;
    let body = read(request, app.config.json_max_bytes).await?;
    // The id and the rest are read apart: serde forgets the path of an error inside what is flattened.
    let OnlyId { id } = parse(&body)?;
    let rest: Box<RawValue> = parse(&body)?;
    let new: NewDelivery = parse_text("", rest.get())?;
    make(&app, &signed, id, new).await
}

/// Makes a delivery, unless the organization does not take it.
pub(super) async fn make(
    app: &App,
    signed: &Signed,
    id: DeliveryId,
    new: NewDelivery,
) -> ApiResult<(StatusCode, Json<Created>)> {
    let warnings = service::operations::judge(app, signed.organization, id, &new).await?;
    let order = Order {
        organization: signed.organization,
        actor: signed.actor(),
        lane: None,
        // Making a delivery twice is what the id itself forbids, so it is the key.
        cmd_id: CommandId(id.0),
        delivery: id,
        command: Command::Create(Box::new(new)),
        base_rev: None,
        at: app.clock.now(),
    };
    let done = service::submit(app, order).await?;
    let status = if done.again { StatusCode::OK } else { StatusCode::CREATED };
    let (_, delivery) = done.accepted().map_err(ApiError::from)?;
    Ok((status, Json(Created { delivery, warnings })))
}
