//! The native shell: commands and events of the app around this webview.

use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsValue, closure::Closure};

use super::{
    CallError,
    error::NativeError,
    js::{from_js, get, global, method, object, settle, to_js},
};

fn internals() -> Option<JsValue> {
    let internals = get(&global(), "__TAURI_INTERNALS__");
    internals.is_object().then_some(internals)
}

/// Whether this runs inside the native app, with an offline half on the same device.
pub fn is_app() -> bool {
    internals().is_some()
}

/// Runs the native command `name`.
pub(super) async fn invoke<R: DeserializeOwned>(name: &str, args: Value) -> Result<R, CallError> {
    let internals = internals().ok_or_else(|| CallError::broken("this is not the app"))?;
    let invoke = method(&internals, "invoke").ok_or_else(|| CallError::broken("the app has no invoke"))?;
    let returned = invoke.call2(&internals, &JsValue::from_str(name), &to_js(&args)?);
    match settle(returned.unwrap_or_else(|thrown| thrown)).await {
        Ok(value) => from_js(&value),
        Err(thrown) => Err(rejected(&thrown)),
    }
}

/// Native errors are `{code, message, errors?}`; Tauri's own are plain strings.
fn rejected(thrown: &JsValue) -> CallError {
    match from_js::<NativeError>(thrown) {
        Ok(error) => error.into(),
        Err(_) => CallError::broken(super::js::describe(thrown)),
    }
}

/// Calls `on_event` with the payload of every `event`, as long as the page lives. Does nothing in a browser.
pub(super) fn listen(event: &str, on_event: impl Fn(JsValue) + 'static) {
    let Some(internals) = internals() else {
        return;
    };
    let (Some(transform), Some(invoke)) =
        (method(&internals, "transformCallback"), method(&internals, "invoke"))
    else {
        return;
    };
    // Handed over to JavaScript for good: the shell may call it at any time.
    let callback = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| on_event(get(&event, "payload")));
    let Ok(handler) = transform.call2(&internals, &callback.into_js_value(), &JsValue::from_bool(false))
    else {
        return;
    };
    let target = object(&[("kind", JsValue::from_str("Any"))]);
    let args = object(&[("event", JsValue::from_str(event)), ("target", target), ("handler", handler)]);
    // A shell that refuses to tell of its events leaves the screens to what they ask for themselves.
    let _ = invoke.call2(&internals, &JsValue::from_str("plugin:event|listen"), &args);
}
