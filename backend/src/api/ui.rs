//! The embedded UI: everything that is not the API.

mod files;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    ApiError,
    proofs::{is_fresh, takes},
};
use crate::{App, pages};
use files::{File, Found};

/// Nothing from elsewhere, no inline script, wasm allowed, in nobody's frame. The map's worker is made from a blob.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
                      img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; \
                      connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; \
                      frame-ancestors 'none'";

/// Answers with the UI's file, or its index for a page of the UI.
pub async fn fallback(State(app): State<App>, request: Request) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        return ApiError::unknown("address").into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let title = format!("{} is not possible here", request.method());
        return ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", title).into_response();
    }
    match files::find(&app.config.ui_dir, path).await {
        Ok(Found::File(file)) => serve(&file, request.headers()),
        // A page of the UI has no dot in its last part; a file that is not there is not there.
        Ok(Found::Nothing) if is_file(path) => ApiError::unknown("file").into_response(),
        Ok(Found::Nothing) => match files::find(&app.config.ui_dir, "/index.html").await {
            Ok(Found::File(index)) => serve(&index, request.headers()),
            Ok(Found::Nothing) => not_built(),
            Err(error) => unreadable(&error),
        },
        Err(error) => unreadable(&error),
    }
}

fn is_api(path: &str) -> bool {
    ["/api", "/health", "/t", "/pages"]
        .iter()
        .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

fn serve(file: &File, asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let caching = if file.is_hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&file.etag) {
        headers.insert(header::ETAG, etag);
    }
    if is_fresh(asked, &file.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return guard(response);
    }
    let brotli = file.brotli.clone().filter(|_| takes("br", asked)).map(|bytes| ("br", bytes));
    let gzip = || takes("gzip", asked).then(|| file.gzipped()).flatten().map(|bytes| ("gzip", bytes));
    let body = match brotli.or_else(gzip) {
        Some((encoding, packed)) => {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            packed
        }
        None => file.bytes.clone(),
    };
    *response.body_mut() = Body::from(body);
    guard(response)
}

fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    let devices = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";
    headers.insert("permissions-policy", HeaderValue::from_static(devices));
    response
}

fn not_built() -> Response {
    let page = pages::not_built().into_string();
    guard((StatusCode::OK, axum::response::Html(page)).into_response())
}

fn unreadable(error: &std::io::Error) -> Response {
    tracing::error!(%error, "the UI's folder cannot be read");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "no_ui", "the UI's folder cannot be read")
        .into_response()
}
