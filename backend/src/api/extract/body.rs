//! JSON bodies.

use std::time::Duration;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use waybill_domain::problem::FieldError;

use crate::{App, api::ApiError};

/// How long a JSON body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// A JSON body, in or out.
#[derive(Clone, Copy, Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        parse(&read(request, app.config.json_max_bytes).await?).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// The body, if it is announced as JSON and not larger than `max` bytes.
pub(crate) async fn read(request: Request, max: usize) -> Result<Bytes, ApiError> {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    if !kind.starts_with("application/json") {
        let title = "the body must be application/json";
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", title));
    }
    let too_large = || ApiError::too_large(max as u64);
    let announced = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max) {
        return Err(too_large());
    }
    let whole = tokio::time::timeout(PATIENCE, to_bytes(request.into_body(), max)).await.map_err(|_| {
        ApiError::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "the body took too long to arrive")
    })?;
    whole.map_err(|error| {
        // axum keeps the type of this error to itself.
        if error.to_string().contains("length limit") {
            too_large()
        } else {
            ApiError::new(StatusCode::BAD_REQUEST, "cut_short", "the body ended before it was complete")
        }
    })
}

/// Reads JSON bytes: broken JSON is 400 `broken_json`, JSON that is something else is 422 `invalid` with the field.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| refuse("", &error))?;
    json.end().map_err(|error| broken(&error))?;
    Ok(value)
}

/// Reads a part of a body that stands at `field`.
pub fn parse_text<T: DeserializeOwned>(field: &str, text: &str) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json).map_err(|error| refuse(field, &error))
}

fn broken(error: &serde_json::Error) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, "broken_json", "the body is not JSON").detail(error.to_string())
}

fn refuse(prefix: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    use serde_json::error::Category;
    match error.inner().classify() {
        Category::Syntax | Category::Eof | Category::Io => broken(error.inner()),
        Category::Data => {
            let path = error.path().to_string();
            let (field, rule) = locate(&join(prefix, &path), &error.inner().to_string());
            ApiError::invalid(vec![FieldError::new(field, rule)])
        }
    }
}

fn join(prefix: &str, path: &str) -> String {
    match (prefix, path.trim_matches('.')) {
        (prefix, "") => prefix.to_owned(),
        ("", path) => path.to_owned(),
        (prefix, path) => format!("{prefix}.{path}"),
    }
}

/// Field and rule from serde's words: `missing field` names the field itself, a coordinate says which half is wrong,
/// and where in the text it stands is left out.
pub(super) fn locate(path: &str, message: &str) -> (String, String) {
    let message = message.split(" at line ").next().unwrap_or(message);
    if let Some(name) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        return (join(path, name), "is missing".to_owned());
    }
    if let Some(name) = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next()) {
        // The path ends with the unknown name already where the format knows it.
        let parent = path.strip_suffix(name).unwrap_or(path).trim_end_matches('.');
        return (join(parent, name), "is not known here".to_owned());
    }
    for half in ["lat", "lon"] {
        if let Some(rule) = message.strip_prefix(half).and_then(|rest| rest.strip_prefix(' ')) {
            return (join(path, half), rule.to_owned());
        }
    }
    (path.to_owned(), message.to_owned())
}
