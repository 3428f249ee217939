//! The wire over HTTP.

use std::time::Duration;

use futures::future::BoxFuture;
use reqwest::{Client, Method, Url, redirect::Policy};

use super::{Pokes, Wire, WireError, WireReply, WireRequest, socket, tls};

/// Long enough for a photo's chunk on a bad line, short enough that a dead line is noticed.
const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(8);
/// No answer of the server is larger.
const ANSWER_MAX: usize = 64 * 1024 * 1024;

/// A connection to the server at one URL.
#[derive(Debug)]
pub struct HttpWire {
    base: Url,
    client: Client,
    tls: rustls::ClientConfig,
}

impl HttpWire {
    /// `server_url` is `http://` or `https://` with a host; a path is kept as a prefix.
    pub fn new(server_url: &str) -> Result<Self, WireError> {
        let base = Url::parse(server_url).map_err(|e| WireError::Unreachable(e.to_string()))?;
        let tls = tls::config()?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls.clone())
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            // The server never redirects; whoever does is somebody else.
            .redirect(Policy::none())
            .user_agent(concat!("waybill/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|e| WireError::Unreachable(reason(&e)))?;
        Ok(Self { base, client, tls })
    }

    fn url(&self, path: &str) -> Result<Url, WireError> {
        let prefix = self.base.as_str().trim_end_matches('/');
        Url::parse(&format!("{prefix}{path}")).map_err(|e| WireError::Unreachable(e.to_string()))
    }
}

impl Wire for HttpWire {
    fn send(&self, request: WireRequest) -> BoxFuture<'_, Result<WireReply, WireError>> {
        Box::pin(async move {
            let unreachable = |e: reqwest::Error| WireError::Unreachable(reason(&e));
            let method = Method::from_bytes(request.method.as_bytes())
                .map_err(|e| WireError::Unreachable(e.to_string()))?;
            let mut builder = self.client.request(method, self.url(&request.path)?).body(request.body);
            for (name, value) in request.headers {
                builder = builder.header(name, value);
            }
            if let Some(bearer) = request.bearer {
                builder = builder.bearer_auth(bearer);
            }
            let mut answer = builder.send().await.map_err(unreachable)?;
            let text =
                |value: &reqwest::header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
            let headers = answer.headers().iter().map(|(k, v)| (k.as_str().to_owned(), text(v))).collect();
            let status = answer.status().as_u16();
            let mut body = Vec::new();
            while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
                if body.len() + chunk.len() > ANSWER_MAX {
                    return Err(WireError::Unreadable("it is too large".to_owned()));
                }
                body.extend_from_slice(&chunk);
            }
            Ok(WireReply { status, headers, body: body.into() })
        })
    }

    fn listen(&self, bearer: String) -> BoxFuture<'_, Result<Pokes, WireError>> {
        Box::pin(async move {
            let url = self.url("/api/v1/realtime")?;
            socket::open(&url, &bearer, self.tls.clone()).await
        })
    }
}

/// The innermost reason, in which the useful words are.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
