//! The network, as the offline half sees it: requests with answers, and a stream of pokes.

mod http;
mod judge;
mod socket;
mod tls;

use bytes::Bytes;
use futures::{future::BoxFuture, stream::BoxStream};
use waybill_domain::{Problem, protocol::Poke};

pub use http::HttpWire;
pub use judge::{expect_ok, json, problem};

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireRequest {
    /// `GET`, `POST`, `PATCH`, `HEAD`, `DELETE`.
    pub method: &'static str,
    /// Path and query.
    pub path: String,
    /// Headers beside `Authorization`.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Bytes,
    /// The access token.
    pub bearer: Option<String>,
}

impl WireRequest {
    /// A request without a body.
    pub fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: Bytes::new(), bearer: None }
    }

    /// A request with a JSON body.
    pub fn json(
        method: &'static str,
        path: impl Into<String>,
        body: &impl serde::Serialize,
    ) -> Result<Self, WireError> {
        let body = serde_json::to_vec(body).map_err(|e| WireError::Unreadable(e.to_string()))?;
        Ok(Self::new(method, path).header("content-type", "application/json").body(body))
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WireReply {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

impl WireReply {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the status is 2xx.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// The server's own words why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct Refused {
    /// What it said.
    pub problem: Problem,
    /// How long it asked to wait, in seconds.
    pub retry_after_s: Option<u64>,
}

/// A request that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// No connection, no answer in time.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// Somebody else answered: a sign-in page of a Wi-Fi, a proxy.
    #[error("something between this device and the server answered instead of it (a Wi-Fi sign-in page?)")]
    NotTheServer,
    /// The answer is of the right kind and still cannot be read.
    #[error("the server's answer cannot be read: {0}")]
    Unreadable(String),
    /// The server says no.
    #[error("{0}")]
    Problem(Box<Refused>),
    /// The session is over; signing in again opens the same lane.
    #[error("the server asks you to sign in again; what waits here is kept")]
    SignInNeeded,
}

impl WireError {
    /// The status of the server's refusal.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Problem(refused) => Some(refused.problem.status),
            _ => None,
        }
    }

    /// How long the server asked to wait, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::Problem(refused) => refused.retry_after_s.map(|s| s.saturating_mul(1_000)),
            _ => None,
        }
    }

    /// Whether the network, not the request, stood in the way.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::NotTheServer)
    }

    pub(crate) fn retry_helps(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::NotTheServer | Self::Unreadable(_) => true,
            Self::Problem(refused) => matches!(refused.problem.status, 408 | 429 | 500..=599),
            Self::SignInNeeded => false,
        }
    }

    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Unreachable(_) => "offline",
            Self::NotTheServer => "not_the_server",
            Self::Unreadable(_) => "unreadable_answer",
            Self::Problem(refused) => &refused.problem.code,
            Self::SignInNeeded => "sign_in_needed",
        }
    }
}

/// Frames of the live channel, until it breaks.
pub type Pokes = BoxStream<'static, Poke>;

/// A connection to one server. HTTP in the app; anything in a test.
pub trait Wire: Send + Sync + 'static {
    /// Makes a request. An answer of any status is a success here.
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireReply, WireError>>;

    /// Opens the live channel.
    fn listen(&self, bearer: String) -> BoxFuture<'_, Result<Pokes, WireError>>;
}
