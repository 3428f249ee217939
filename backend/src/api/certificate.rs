//! `GET /api/v1/deliveries/{id}/certificate`.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{
    DeliveryId, Problem,
    certificate::{Bundle, TYPE},
    visibility,
};

use super::{ApiError, ApiResult, Path, proofs::attach};
use crate::{
    App,
    auth::Signed,
    certificate::collect,
    store::{StoreError, deliveries},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(certificate))
}

/// Everything that a stranger needs to check what happened: the signed commands, the keys, the receipts, the slice of the
/// log and the sealed files. `waybill-server verify` checks it offline; the bytes are described in docs/protocol.md.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}/certificate", tag = "proofs",
    params(("id" = String, Path, description = "The delivery's id")),
    responses((status = 200, body = Bundle, content_type = "application/vnd.waybill.certificate+json"),
        (status = 404, description = "`unknown`", body = Problem)))]
async fn certificate(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
) -> ApiResult<Response> {
    let mut snapshot = app.store.snapshot().await?;
    let delivery = deliveries::get(&mut snapshot, signed.organization, id).await?;
    drop(snapshot);
    let delivery = delivery.filter(|delivery| visibility::may_read(delivery, signed.actor()));
    let delivery = delivery.ok_or_else(|| ApiError::unknown("delivery"))?;
    let collected = collect(&app, delivery).await?;
    app.reads.note(signed.organization, signed.member, id, "certificate", app.clock.now());
    let json = serde_json::to_vec(&collected.bundle).map_err(StoreError::from)?;
    let mut response = json.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(TYPE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    attach(&mut response, &format!("{}-certificate.json", collected.delivery.code));
    Ok(response)
}
