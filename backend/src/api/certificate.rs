//! `GET /api/v1/deliveries/{id}/certificate`.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{
    DeliveryId, Problem,
    certificate::{Bundle, TYPE},
    visibility,
};

use super::{ApiError, ApiResult, Path, Query, proofs::attach};
use crate::{
    App,
    auth::Signed,
    certificate::{collect, print},
    store::{StoreError, deliveries},
};

const PDF: &str = "application/pdf";

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(certificate))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    Json,
    Pdf,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct CertificateQuery {
    /// `json`, the proof itself, or `pdf`, for people, with the JSON attached; absent: `pdf` where the `Accept` header
    /// names `application/pdf`, else `json`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    format: Option<Format>,
}

/// Everything that a stranger needs to check what happened: the signed commands, the keys, the receipts, the slice of the
/// log and the sealed files. `waybill-server verify` checks it offline; the bytes are described in docs/protocol.md.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}/certificate", tag = "proofs",
    params(("id" = String, Path, description = "The delivery's id"), CertificateQuery),
    responses((status = 200, body = Bundle, content_type = "application/vnd.waybill.certificate+json"),
        (status = 404, description = "`unknown`", body = Problem)))]
async fn certificate(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<DeliveryId>,
    Query(query): Query<CertificateQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let mut snapshot = app.store.snapshot().await?;
    let delivery = deliveries::get(&mut snapshot, signed.organization, id).await?;
    drop(snapshot);
    let delivery = delivery.filter(|delivery| visibility::may_read(delivery, signed.actor()));
    let delivery = delivery.ok_or_else(|| ApiError::unknown("delivery"))?;
    let collected = collect(&app, delivery).await?;
    app.reads.note(signed.organization, signed.member, id, "certificate", app.clock.now());
    let code = collected.delivery.code.clone();
    let (bytes, kind, end) = match query.format.unwrap_or_else(|| asked(&headers)) {
        Format::Json => (serde_json::to_vec(&collected.bundle).map_err(StoreError::from)?, TYPE, "json"),
        Format::Pdf => (print(&app, collected).await?, PDF, "pdf"),
    };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    attach(&mut response, &format!("{code}-certificate.{end}"));
    Ok(response)
}

/// What the client would rather have.
fn asked(headers: &HeaderMap) -> Format {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.split(',').any(|kind| kind.trim().starts_with(PDF)) { Format::Pdf } else { Format::Json }
}
