//! A dispatcher's calls of the server's API, made in the member's name.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::de::DeserializeOwned;
use serde_json::Value;
use waybill_domain::{
    calls::{self, Call, Method, Request, driver::FetchFile},
    desk_calls,
};

use super::Controller;
use crate::{
    ClientError,
    shell::Shell,
    store::StoreError,
    sync,
    wire::{self, WireError, WireReply, WireRequest},
};

/// The status of a success that has nothing to say.
const NO_CONTENT: u16 = 204;

/// How one kind of call is made and read.
struct Made {
    request: Request,
    read: fn(&WireReply) -> Result<Value, WireError>,
}

fn make<C: Call>(args: Value) -> Result<Made, ClientError> {
    let call: C = serde_path_to_error::deserialize(args)
        .map_err(|error| ClientError::input(&format!("args.{}", error.path()), error.inner().to_string()))?;
    Ok(Made { request: call.request(), read: read::<C::Reply> })
}

/// Reads the answer as its own type, so that a stranger's JSON is found out here.
fn read<T: DeserializeOwned + serde::Serialize>(reply: &WireReply) -> Result<Value, WireError> {
    if reply.status == NO_CONTENT {
        // Any stranger says nothing; only the server says so to this request.
        wire::expect_ok(reply, "x-request-id")?;
        return Ok(Value::Null);
    }
    let typed: T = wire::json(reply)?;
    serde_json::to_value(typed).map_err(|e| WireError::Unreadable(e.to_string()))
}

macro_rules! registry {
    ($name:ident, $args:ident; $($call:ident,)*) => {
        match $name {
            $(<calls::$call as Call>::NAME => make::<calls::$call>($args),)*
            other => Err(ClientError::UnknownCall(other.to_owned())),
        }
    };
}

impl<S: Shell> Controller<S> {
    /// Makes the call of that name; answers its reply as JSON.
    pub async fn call(&self, name: &str, args: Value) -> Result<Value, ClientError> {
        let made = desk_calls!(registry!(name, args;))?;
        let running = self.running()?;
        let method = match made.request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        };
        let request = match &made.request.body {
            Some(body) => WireRequest::json(method, &made.request.path, body)?,
            None => WireRequest::new(method, &made.request.path),
        };
        let reply = running.lane.account.send(request).await;
        match reply.and_then(|reply| (made.read)(&reply)) {
            Err(error) if error.is_offline() && name == calls::GetMap::NAME => {
                self.local_map().await?.ok_or(ClientError::Wire(error))
            }
            Err(error) if error.is_offline() && name == calls::ListMembers::NAME => {
                let kept = sync::kept_people(&running.lane).await?.ok_or(ClientError::Wire(error))?;
                serde_json::to_value(kept).map_err(|e| StoreError::unreadable("members", e).into())
            }
            answer => Ok(answer?),
        }
    }

    /// A proof file from the server, as base64.
    pub async fn fetch_file(&self, ask: FetchFile) -> Result<String, ClientError> {
        if !ask.path.starts_with("/api/v1/deliveries/") || ask.path.contains("..") {
            return Err(ClientError::input("path", "must be the path of a proof"));
        }
        let running = self.running()?;
        let reply = running.lane.account.send(WireRequest::new("GET", &ask.path)).await?;
        let mime = wire::expect_ok(&reply, "content-type")?;
        if !mime.starts_with("image/") {
            return Err(WireError::NotTheServer.into());
        }
        Ok(STANDARD.encode(&reply.body))
    }
}
