//! What surrounds every request: an id, a line in the log, problems instead of bare errors, no panics outside.

use std::any::Any;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate as _, predicate::NotForContentType, predicate::SizeAbove},
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::Level;
use waybill_domain::Problem;

use super::error::{ApiError, render};
use crate::App;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// `routes` with all layers.
pub(super) fn wrap(routes: Router<App>) -> Router<App> {
    let span = |request: &Request| {
        let id = request.extensions().get::<RequestId>().and_then(|id| id.header_value().to_str().ok());
        tracing::info_span!("request", id, method = %request.method(), path = without_secrets(request.uri().path()))
    };
    // A packed stream of events would wait until a block is full.
    let worth_it = SizeAbove::new(1024)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("application/offset+octet-stream"));
    routes.method_not_allowed_fallback(method_not_allowed).layer(
        ServiceBuilder::new()
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(TraceLayer::new_for_http().make_span_with(span).on_response(
                DefaultOnResponse::new().level(Level::INFO).latency_unit(tower_http::LatencyUnit::Micros),
            ))
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(SetResponseHeaderLayer::if_not_present(
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ))
            .layer(SetResponseHeaderLayer::if_not_present(
                header::REFERRER_POLICY,
                HeaderValue::from_static("no-referrer"),
            ))
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(worth_it))
            .layer(from_fn(name_the_request))
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

/// The path as the log may have it: who knows a public link may use it, so the log does not.
fn without_secrets(path: &str) -> &str {
    ["/t/", "/api/v1/track/"].into_iter().find(|prefix| path.starts_with(prefix)).unwrap_or(path)
}

/// Writes the request's id into a problem.
async fn name_the_request(request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().cloned();
    let mut response = next.run(request).await;
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else {
        return response;
    };
    problem.request_id = id.and_then(|id| id.header_value().to_str().map(str::to_owned).ok());
    let (parts, _) = response.into_parts();
    let (named, body) = render(&problem).into_parts();
    let mut response = Response::from_parts(parts, body);
    for (name, value) in &named.headers {
        response.headers_mut().insert(name, value.clone());
    }
    response
}

async fn method_not_allowed(request: Request) -> ApiError {
    let title = format!("{} is not possible here", request.method());
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", title)
}

fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
    tracing::error!(panic = words, "a handler panicked");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
        .detail("The server's log says more under this request's id.")
        .into_response()
}
