//! `fetch`, with the cookie and the header that tells our own pages from others.

use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use waybill_domain::Problem;
use web_sys::{Headers, RequestCredentials, RequestInit, Response};

use super::{
    CallError,
    js::{describe, settle},
};

/// A request that is not a plain typed call: uploads and the like.
pub(super) struct Raw<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) headers: &'a [(&'a str, String)],
    pub(super) body: Option<JsValue>,
}

/// Sends `raw`; a status that is not a success is an error, with the server's own words where it has some.
pub(super) async fn send(raw: Raw<'_>) -> Result<Response, CallError> {
    let response = attempt(&raw).await.map_err(|thrown| CallError::network(describe(&thrown)))?;
    if response.ok() { Ok(response) } else { Err(refused(&response).await) }
}

async fn attempt(raw: &Raw<'_>) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("x-waybill", "1")?;
    for (name, value) in raw.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(raw.method);
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = &raw.body {
        init.set_body(body);
    }
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    settle(window.fetch_with_str_and_init(raw.path, &init).into()).await?.dyn_into()
}

/// Sends JSON and reads JSON. An empty answer reads as `null`.
pub(super) async fn json<R: DeserializeOwned>(
    method: &str,
    path: &str,
    body: Option<&serde_json::Value>,
) -> Result<R, CallError> {
    let headers = [("content-type", "application/json".to_owned())];
    let headers = if body.is_some() { &headers[..] } else { &[] };
    let body = body.map(|body| JsValue::from_str(&body.to_string()));
    let response = send(Raw { method, path, headers, body }).await?;
    let text = text_of(&response).await?;
    let text = if text.is_empty() { "null" } else { &text };
    serde_json::from_str(text).map_err(|e| CallError::broken(format!("the answer cannot be read: {e}")))
}

/// The bytes at `path`; `None` where the answer is that there are none.
pub(super) async fn bytes(path: &str) -> Result<Option<Vec<u8>>, CallError> {
    let response = send(Raw { method: "GET", path, headers: &[], body: None }).await?;
    if response.status() == 204 {
        return Ok(None);
    }
    let promise = response.array_buffer().map_err(|e| CallError::network(describe(&e)))?;
    let buffer = settle(promise.into()).await.map_err(|e| CallError::network(describe(&e)))?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}

async fn text_of(response: &Response) -> Result<String, CallError> {
    let promise = response.text().map_err(|e| CallError::network(describe(&e)))?;
    let text = settle(promise.into()).await.map_err(|e| CallError::network(describe(&e)))?;
    Ok(text.as_string().unwrap_or_default())
}

async fn refused(response: &Response) -> CallError {
    let status = response.status();
    let text = text_of(response).await.unwrap_or_default();
    match serde_json::from_str::<Problem>(&text) {
        Ok(problem) => problem.into(),
        Err(_) if matches!(status, 502..=504) => CallError::network(format!("the server answered {status}")),
        Err(_) => CallError::broken(format!("the server answered {status}")),
    }
}
