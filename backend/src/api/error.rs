//! The one error of the API: a status, and a problem with a stable code.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use waybill_domain::{Problem, problem::FieldError, proof::Sha256Hash, rules::Rejected};

use crate::store::StoreError;

/// An error, as it goes to the client.
#[derive(Debug)]
pub struct ApiError {
    // Boxed, so that a result stays small where all goes well.
    problem: Box<Problem>,
    retry_after_s: Option<u64>,
}

impl ApiError {
    /// An error with its status, its stable code and one sentence for people.
    pub fn new(status: StatusCode, code: &str, title: impl Into<String>) -> Self {
        let problem = Problem {
            code: code.to_owned(),
            title: title.into(),
            status: status.as_u16(),
            detail: String::new(),
            errors: Vec::new(),
            request_id: None,
        };
        Self { problem: Box::new(problem), retry_after_s: None }
    }

    /// With what happened, what is safe and what to do.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.problem.detail = detail.into();
        self
    }

    /// With what stands against it, field by field.
    pub fn fields(mut self, errors: Vec<FieldError>) -> Self {
        self.problem.errors = errors;
        self
    }

    /// With the seconds after which it may be tried again.
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// 422: fields break rules.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let title = errors.first().map_or_else(|| "the request is not valid".to_owned(), ToString::to_string);
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", title);
        error.problem.errors = errors;
        error
    }

    /// 422: one field breaks one rule.
    pub fn field(field: impl Into<String>, rule: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(field, rule)])
    }

    /// 404: there is no such thing, or not for this member; which of both is not said.
    pub fn unknown(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown", format!("this {what} does not exist"))
    }

    /// 403: the role may not do that.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "your role may not do this")
    }

    /// 401: nobody is signed in.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "sign in first")
    }

    /// 413: more bytes than are taken.
    pub fn too_large(max: u64) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("at most {max} bytes are taken here"))
    }

    /// 500: the database says that proof bytes are here, the folder says no.
    pub fn missing_bytes(sha256: Sha256Hash) -> Self {
        tracing::error!(%sha256, "a verified blob has no file");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "damaged", "the stored bytes are gone")
    }

    /// What it will be on the wire.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl From<Rejected> for ApiError {
    fn from(rejected: Rejected) -> Self {
        let status = match &rejected {
            Rejected::Unknown => StatusCode::NOT_FOUND,
            Rejected::NotYours { offer: Some(_) } => StatusCode::CONFLICT,
            Rejected::Forbidden | Rejected::NotYours { offer: None } => StatusCode::FORBIDDEN,
            Rejected::Invalid { .. } | Rejected::MissingProof { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Rejected::Exists
            | Rejected::IllegalTransition { .. }
            | Rejected::AlreadyPast { .. }
            | Rejected::Cancelled
            | Rejected::AlreadyCompleted
            | Rejected::InCustody
            | Rejected::StaleRevision { .. } => StatusCode::CONFLICT,
        };
        let mut error = Self::new(status, rejected.code(), rejected.to_string());
        match rejected {
            Rejected::Invalid { errors } => error.problem.errors = errors,
            Rejected::StaleRevision { current, .. } => {
                let rule = format!("must be the present revision, {current}");
                error.problem.errors = vec![FieldError::new("base_rev", rule)];
                error = error.detail("Nothing was changed. Read the delivery again and repeat the change.");
            }
            _ => {}
        }
        error
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        if error.is_transient() {
            tracing::warn!(%error, "the database is busy");
            let title = "the server is busy; try again";
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", title).retry_after(1);
        }
        tracing::error!(%error, "the database failed");
        if error.is_full() {
            let title = "the server's disk is full";
            return Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage_full", title)
                .detail("Nothing was changed. Keep what you have and try again later.")
                .retry_after(60);
        }
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the server made a mistake")
            .detail("Nothing was changed. The server's log says more under this request's id.")
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = render(&self.problem);
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        // The layer that knows the request's id puts it in and writes the body again.
        response.extensions_mut().insert(*self.problem);
        response
    }
}

/// `problem` as a response.
pub(super) fn render(problem: &Problem) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
