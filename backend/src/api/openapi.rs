//! The API's description, and a page to browse it.

use axum::{
    Router,
    extract::State,
    http::header,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use std::sync::Arc;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};

use super::tracking::guarded;
use crate::{App, auth::COOKIE, pages::docs};

/// The routes that serve `spec`.
pub fn routes(mut spec: utoipa::openapi::OpenApi) -> Router<App> {
    secure(&mut spec);
    let json = Bytes::from(serde_json::to_vec(&spec).expect("a description is plain data"));
    let page: Arc<str> = docs::page(&spec).into_string().into();
    Router::new()
        .route("/api/v1/openapi.json", get(description).with_state(json))
        .route("/api/docs", get(browse).with_state(page))
}

/// How a caller says who it is. Routes that need nobody say so themselves.
fn secure(spec: &mut utoipa::openapi::OpenApi) {
    let components = spec.components.get_or_insert_default();
    let bearer =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("Apps: the access token."));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    let about =
        "Browsers: the session cookie. Requests that change something also need the header `x-waybill: 1`.";
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(COOKIE, about));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    let either = ["bearer", "cookie"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
    spec.security = Some(either.to_vec());
}

async fn description(State(json): State<Bytes>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, json).into_response()
}

async fn browse(State(page): State<Arc<str>>) -> Response {
    (guarded(), Html(page.to_string())).into_response()
}
