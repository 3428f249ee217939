//! Proof files: the sealed bytes, and copies to show.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};
use waybill_domain::{Delivery, DeliveryId, Problem, proof::Sha256Hash, visibility};

use super::{ApiError, ApiResult, Path, Query};
use crate::{
    App,
    auth::Signed,
    blobs::{Variant, copy_width},
    store::{blobs, deliveries},
};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sealed)).routes(routes!(copy))
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct SealedQuery {
    /// 1: as a file to keep instead of a picture to show.
    #[serde(default)]
    download: Option<u8>,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CopyQuery {
    /// Width in pixels, rounded up to 160, 320, 640, 1280 or 2048; absent: as wide as the original.
    #[serde(default)]
    pub(super) w: Option<u32>,
}

/// The sealed proof, byte for byte as the phone committed to it. It may hold EXIF: time and place.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}/proofs/{sha256}", tag = "proofs",
    params(("id" = String, Path), ("sha256" = String, Path), SealedQuery),
    responses((status = 200, description = "The bytes.", content_type = "image/jpeg"),
        (status = 404, description = "Not there, not received yet, or not for you.", body = Problem)))]
async fn sealed(
    State(app): State<App>,
    signed: Signed,
    Path((id, sha256)): Path<(DeliveryId, Sha256Hash)>,
    Query(query): Query<SealedQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let (delivery, blob) = readable(&app, &signed, id, sha256).await?;
    app.reads.note(signed.organization, signed.member, id, "proof", app.clock.now());
    let etag = etag(sha256, "sealed");
    if is_fresh(&headers, &etag) {
        return Ok(unchanged(&etag));
    }
    let bytes = app.blobs.get(signed.organization, sha256, Variant::Sealed).await?;
    let bytes = bytes.ok_or_else(|| ApiError::missing_bytes(sha256))?;
    let mut response = picture(bytes, &blob.mime, &etag);
    if query.download.unwrap_or(0) > 0 {
        let extension = if blob.mime == "image/png" { "png" } else { "jpg" };
        attach(&mut response, &format!("{}-{}.{extension}", delivery.code, &sha256.to_string()[..12]));
    }
    Ok(response)
}

/// An upright copy without EXIF, to show and to share.
#[utoipa::path(get, path = "/api/v1/deliveries/{id}/proofs/{sha256}/copy", tag = "proofs",
    params(("id" = String, Path), ("sha256" = String, Path), CopyQuery),
    responses((status = 200, description = "A JPEG.", content_type = "image/jpeg"),
        (status = 404, description = "Not there, not received yet, or not for you.", body = Problem)))]
async fn copy(
    State(app): State<App>,
    signed: Signed,
    Path((id, sha256)): Path<(DeliveryId, Sha256Hash)>,
    Query(query): Query<CopyQuery>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    readable(&app, &signed, id, sha256).await?;
    app.reads.note(signed.organization, signed.member, id, "proof_copy", app.clock.now());
    show_copy(&app, signed.organization, sha256, query.w, &headers).await
}

/// A copy, once it is clear that it may be seen.
pub(super) async fn show_copy(
    app: &App,
    organization: waybill_domain::OrganizationId,
    sha256: Sha256Hash,
    width: Option<u32>,
    headers: &HeaderMap,
) -> ApiResult<Response> {
    let width = copy_width(width);
    let etag = etag(sha256, &width.to_string());
    if is_fresh(headers, &etag) {
        return Ok(unchanged(&etag));
    }
    let bytes =
        app.blobs.copy(organization, sha256, width).await?.ok_or_else(|| ApiError::missing_bytes(sha256))?;
    Ok(picture(bytes, "image/jpeg", &etag))
}

/// The delivery and the blob's row, if the member may read the one and the one commits to the other.
async fn readable(
    app: &App,
    signed: &Signed,
    id: DeliveryId,
    sha256: Sha256Hash,
) -> ApiResult<(Delivery, blobs::Blob)> {
    let mut snapshot = app.store.snapshot().await?;
    let delivery = deliveries::get(&mut snapshot, signed.organization, id).await?;
    let delivery = delivery
        .filter(|delivery| visibility::may_read(delivery, signed.actor()))
        .filter(|delivery| delivery.blobs().any(|blob| blob.sha256 == sha256))
        .ok_or_else(|| ApiError::unknown("proof"))?;
    let blob = blobs::get(&mut snapshot, signed.organization, sha256).await?;
    let blob = blob.ok_or_else(|| {
        ApiError::new(StatusCode::NOT_FOUND, "not_received", "these bytes are still on the phone")
            .detail("The delivery commits to them; they will be here when the phone has sent them.")
    })?;
    Ok((delivery, blob))
}

fn etag(sha256: Sha256Hash, variant: &str) -> String {
    format!("\"{sha256}-{variant}\"")
}

pub(super) fn is_fresh(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|list| list.split(',').any(|known| known.trim().trim_start_matches("W/") == etag))
}

/// Whether whoever asks can unpack this `encoding`.
pub(super) fn takes(encoding: &str, headers: &HeaderMap) -> bool {
    let encodings = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let name = |entry: &str| entry.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    encodings.is_some_and(|list| list.split(',').any(|entry| name(entry) == encoding))
}

pub(super) fn unchanged(etag: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    cache(&mut response, etag);
    response
}

fn picture(bytes: Bytes, mime: &str, etag: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let mime = HeaderValue::from_str(mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(header::CONTENT_TYPE, mime);
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    // A picture is shown as one and as nothing else, whatever is in it.
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    cache(&mut response, etag);
    response
}

/// The bytes never change, but who may see them does: keep them, ask every time.
fn cache(response: &mut Response, etag: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
}

/// As a file with this name; what a header cannot carry is left out of it.
pub(super) fn attach(response: &mut Response, name: &str) {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
}
