//! Resumable uploads of proof bytes: tus 1.0 with creation, creation-with-upload, checksum, expiration, termination.
//!
//! The protocol machine is the `tus-protocol` crate over files. Around it stand our rules: who may send, what must be
//! promised, and what becomes of the bytes when the last one has come.

mod answer;
mod body;
mod promise;
mod standing;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::map_response,
    response::{IntoResponse, Response},
};
use tokio_util::sync::CancellationToken;
use tus_protocol::{Headers, RequestBody, TUS_RESUMABLE, UploadId};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};
use waybill_domain::{Problem, proof::Sha256Hash};

use super::{ApiError, ApiResult, Path};
use crate::{App, auth::Signed, blobs::BASE_PATH, store::lanes};
use answer::{cut_short, from_tus, into_response};
use body::Broke;
use promise::Promise;
use standing::{apart, done_or_under_way, finish, known};

/// The routes.
pub fn routes() -> OpenApiRouter<App> {
    let speaks = map_response(speaks_tus);
    OpenApiRouter::new()
        .routes(routes!(options, create).layer(speaks.clone()))
        .routes(routes!(options_of_one, offset, append, abandon).layer(speaks))
}

/// Every answer says which protocol it is.
async fn speaks_tus(mut response: Response) -> Response {
    response.headers_mut().insert("tus-resumable", HeaderValue::from_static(TUS_RESUMABLE));
    response
}

/// What this server can do.
#[utoipa::path(options, path = "/api/v1/uploads", tag = "uploads", security(()),
    responses((status = 200, description = "`Tus-Version`, `Tus-Extension`, `Tus-Max-Size`, `Tus-Checksum-Algorithm`.")))]
async fn options(app: axum::extract::State<App>) -> ApiResult<Response> {
    // The answer is the same for all organizations; the nil one has no files.
    let tus = app.uploads.of(uuid::Uuid::nil().into()).map_err(from_tus)?;
    Ok(into_response(tus.options()))
}

/// What this server can do.
#[utoipa::path(options, path = "/api/v1/uploads/{id}", tag = "uploads", security(()), params(("id" = String, Path)),
    responses((status = 200, description = "As for the collection.")))]
async fn options_of_one(app: axum::extract::State<App>) -> ApiResult<Response> {
    options(app).await
}

/// Begins an upload.
///
/// `Upload-Metadata` must promise the hash: `sha256 <base64 of 64 hex digits>,mime <base64 of image/jpeg or image/png>`.
/// Bytes that the server already has need not be sent: the answer then says `Upload-Offset` = `Upload-Length`.
#[utoipa::path(post, path = "/api/v1/uploads", tag = "uploads",
    params(
        ("Tus-Resumable" = String, Header, description = "1.0.0"),
        ("Upload-Length" = u64, Header, description = "In bytes, at most 8 MiB."),
        ("Upload-Metadata" = String, Header, description = "`sha256` and `mime`, each in base64."),
    ),
    responses(
        (status = 201, description = "Send the bytes to `Location`."),
        (status = 413, description = "Too many bytes.", body = Problem),
        (status = 422, description = "The promise is missing or not valid.", body = Problem),
    ))]
async fn create(
    app: axum::extract::State<App>,
    signed: Signed,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Response> {
    of_an_app_or_crew(&signed)?;
    let promise = Promise::read(&headers)?;
    may_send(&app, &signed, promise.sha256).await?;
    if let Some(known) = known(&app, &signed, promise.sha256).await? {
        promise.must_have(known.size)?;
        let location = format!("{BASE_PATH}/{}", promise.sha256);
        let headers = [
            (header::LOCATION, location),
            ("upload-offset".parse().map_err(|_| ApiError::unknown("header"))?, known.size.to_string()),
        ];
        return Ok((StatusCode::CREATED, headers).into_response());
    }
    let has_body = promise.announces_body(&headers);
    let headers = Headers::from_headers(&promise.as_headers(headers, &signed)).map_err(from_tus)?;
    let tus = app.uploads.of(signed.organization).map_err(from_tus)?;
    let (body, broke) = if has_body {
        body::stream(body, CancellationToken::new())
    } else {
        (RequestBody::absent(), Broke::default())
    };
    let created = apart(async move { tus.post(headers, body).await }).await?;
    let created = created.map_err(|error| if broke.get() { cut_short() } else { from_tus(error) })?;
    let response = into_response(created);
    let id = response.headers().get(header::LOCATION).and_then(|path| path.to_str().ok()?.rsplit('/').next());
    if let Some(id) = id.filter(|_| has_body).and_then(|id| id.parse::<UploadId>().ok()) {
        finish(&app, &signed, &id).await?;
    }
    Ok(response)
}

/// How many bytes have arrived.
#[utoipa::path(head, path = "/api/v1/uploads/{id}", tag = "uploads", params(("id" = String, Path)),
    responses((status = 200, description = "`Upload-Offset` and `Upload-Length`; equal once all is received and verified."),
        (status = 404, description = "Not known, or not yours."), (status = 410, description = "Its time is over.")))]
async fn offset(
    app: axum::extract::State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> ApiResult<Response> {
    of_an_app_or_crew(&signed)?;
    let id: UploadId = id.parse().map_err(|_| ApiError::unknown("upload"))?;
    let mut done = done_or_under_way(&app, &signed, &id).await?;
    if done.is_none() {
        app.uploads.take_over(&id).cancel();
        // The server may have stopped between the last byte and its verification.
        done = finish(&app, &signed, &id).await?;
    }
    let Some(size) = done.map(|size| size.to_string()) else {
        let tus = app.uploads.of(signed.organization).map_err(from_tus)?;
        return Ok(into_response(tus.head(&id).await.map_err(from_tus)?));
    };
    let headers =
        [("upload-offset", size.clone()), ("upload-length", size), ("cache-control", "no-store".into())];
    Ok((StatusCode::OK, headers).into_response())
}

/// Sends bytes from an offset on.
#[utoipa::path(patch, path = "/api/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path),
        ("Upload-Offset" = u64, Header, description = "Where these bytes belong: what the server said last."),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256 <base64>` or `sha1 <base64>` of this request's bytes."),
    ),
    request_body(content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Kept; `Upload-Offset` says how many bytes there are now."),
        (status = 409, description = "Wrong offset; ask with HEAD.", body = Problem),
        (status = 422, description = "All bytes are there, but they are not a picture; the upload is dropped.", body = Problem),
        (status = 460, description = "Checksum or hash mismatch; on a hash mismatch the upload is dropped, send it again.", body = Problem),
    ))]
async fn append(
    app: axum::extract::State<App>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Response> {
    of_an_app_or_crew(&signed)?;
    let id: UploadId = id.parse().map_err(|_| ApiError::unknown("upload"))?;
    if let Some(size) = done_or_under_way(&app, &signed, &id).await? {
        if is_nothing_after(&headers, size) {
            return Ok((StatusCode::NO_CONTENT, [("upload-offset", size.to_string())]).into_response());
        }
        let title = "this upload is done already; HEAD says so too";
        return Err(ApiError::new(StatusCode::CONFLICT, "upload_done", title));
    }
    let headers = Headers::from_headers(&headers).map_err(from_tus)?;
    let turn = app.uploads.take_over(&id);
    let tus = app.uploads.of(signed.organization).map_err(from_tus)?;
    let ((body, broke), patched) = (body::stream(body, turn.clone()), id.clone());
    let result = apart(async move { tus.patch(headers, &patched, body).await }).await?;
    turn.cancel();
    let response = result.map_err(|error| if broke.get() { cut_short() } else { from_tus(error) })?;
    finish(&app, &signed, &id).await?;
    Ok(into_response(response))
}

/// Whether a request adds nothing at the end of an upload that is done: what some clients send after a lost answer.
fn is_nothing_after(headers: &HeaderMap, size: u64) -> bool {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let is_empty = number(header::CONTENT_LENGTH.as_str()).unwrap_or(0) == 0
        && !headers.contains_key(header::TRANSFER_ENCODING);
    number("upload-offset") == Some(size) && is_empty
}

/// Gives an upload up.
#[utoipa::path(delete, path = "/api/v1/uploads/{id}", tag = "uploads", params(("id" = String, Path)),
    responses((status = 204, description = "Forgotten."), (status = 404, description = "Not known, or not yours.", body = Problem)))]
async fn abandon(
    app: axum::extract::State<App>,
    signed: Signed,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    of_an_app_or_crew(&signed)?;
    let id: UploadId = id.parse().map_err(|_| ApiError::unknown("upload"))?;
    let headers = Headers::from_headers(&headers).map_err(from_tus)?;
    app.uploads.find(signed.organization, signed.member, &id).await.map_err(from_tus)?;
    app.uploads.take_over(&id).cancel();
    let tus = app.uploads.of(signed.organization).map_err(from_tus)?;
    Ok(into_response(tus.delete(headers, &id).await.map_err(from_tus)?))
}

/// Whoever works on deliveries; and whoever does not any more, for what their lane has committed to.
async fn may_send(app: &App, signed: &Signed, sha256: Sha256Hash) -> ApiResult<()> {
    let refused = match (signed.crew(), signed.lane) {
        (Ok(()), _) => return Ok(()),
        (Err(refused), None) => return Err(refused),
        (Err(refused), Some(lane)) => (refused, lane),
    };
    let mut snapshot = app.store.snapshot().await?;
    if lanes::commits_to(&mut snapshot, refused.1, sha256).await? { Ok(()) } else { Err(refused.0) }
}

/// An upload that was begun goes to its end: whose it is, is checked with it.
fn of_an_app_or_crew(signed: &Signed) -> ApiResult<()> {
    if signed.lane.is_some() { Ok(()) } else { signed.crew() }
}
