//! Typed questions: to the server, and to the offline half on this device.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use waybill_domain::calls::{
    Call, DeskCall, GetMap, Method,
    driver::{Ask, LocalMap},
};

use super::{CallError, blob, http, native, web_driver};

/// Asks the server. In the app the native shell sends the request, with its own token.
pub async fn call<C: DeskCall>(call: &C) -> Result<C::Reply, CallError> {
    if native::is_app() {
        return native::invoke("call", json!({ "name": C::NAME, "args": call })).await;
    }
    fetch(call).await
}

/// Asks the server from a browser.
pub(super) async fn fetch<C: Call>(call: &C) -> Result<C::Reply, CallError> {
    let request = call.request();
    http::json(name_of(request.method), &request.path, request.body.as_ref()).await
}

/// Asks the offline half on this device. A browser has none: there the server answers, and a network is needed.
pub async fn ask<A: Ask + 'static>(ask: &A) -> Result<A::Reply, CallError>
where
    A::Reply: 'static,
{
    if native::is_app() {
        return native::invoke(A::NAME, json!({ "args": ask })).await;
    }
    web_driver::answer(ask).await
}

/// A call of the server's API that has no type in the domain, such as a sign-in with a cookie. Browser only.
pub async fn raw<R: DeserializeOwned>(
    method: &str,
    path: &str,
    body: &impl Serialize,
) -> Result<R, CallError> {
    let body = serde_json::to_value(body).map_err(|e| CallError::broken(e.to_string()))?;
    http::json(method, path, Some(&body)).await
}

/// An address for an `<img>` that shows a file of the server's API, such as a proof. In a browser the path itself
/// does; in the app the native shell fetches the bytes with its token.
pub async fn file_url(path: &str) -> Result<blob::Url, CallError> {
    if !native::is_app() {
        return Ok(blob::Url::plain(path));
    }
    let base64: String = native::invoke("fetch_file", json!({ "args": { "path": path } })).await?;
    blob::Url::of_base64(&base64)
}

/// The street map. In the app the copy on this device, so that maps show without a network, or else the server's.
pub async fn street_map() -> Result<Value, CallError> {
    if native::is_app()
        && let Some(map) = ask(&LocalMap {}).await?
    {
        return Ok(map);
    }
    call(&GetMap {}).await
}

fn name_of(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    }
}
