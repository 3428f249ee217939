//! What stands in the address: path and query.

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::DeserializeOwned;
use waybill_domain::problem::FieldError;

use super::body::locate;
use crate::{App, api::ApiError};

/// The path's parameters. One that is not what it should be names nothing: 404.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(ApiError::unknown("resource")),
        }
    }
}

/// The query.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        axum::extract::Query::try_from_uri(&parts.uri).map(|axum::extract::Query(value)| Self(value)).map_err(
            |rejection| {
                let text = rejection.body_text();
                let text = text.rsplit_once("query string: ").map_or(text.as_str(), |(_, rest)| rest);
                let (path, message) = text.split_once(": ").unwrap_or(("", text));
                let (field, rule) = locate(path, message);
                ApiError::invalid(vec![FieldError::new(field, rule)])
            },
        )
    }
}
