//! Small steps between Rust and JavaScript values that every bridge module needs.

use js_sys::{Function, JSON, Object, Promise, Reflect};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::CallError;

/// The JavaScript value of `value`, by way of its JSON. Everything is written through `Value`, so that the program
/// holds one way of writing each type and not two.
pub(super) fn to_js(value: &Value) -> Result<JsValue, CallError> {
    JSON::parse(&value.to_string()).map_err(|e| CallError::broken(describe(&e)))
}

/// The Rust value of a JavaScript value, by way of its JSON; `undefined` reads as `null`.
pub(super) fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, CallError> {
    let text = if value.is_undefined() {
        "null".to_owned()
    } else {
        JSON::stringify(value).map_err(|e| CallError::broken(describe(&e)))?.into()
    };
    serde_json::from_str(&text).map_err(|e| CallError::broken(format!("the answer cannot be read: {e}")))
}

/// A property, or `undefined`.
pub(super) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// A function property.
pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// A plain object of these properties.
pub(super) fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Setting a property on a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// Waits for whatever `value` is: a promise or a plain value.
pub(super) async fn settle(value: JsValue) -> Result<JsValue, JsValue> {
    match value.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise).await,
        Err(value) => Ok(value),
    }
}

/// What a thrown value says, for people.
pub(super) fn describe(error: &JsValue) -> String {
    get(error, "message")
        .as_string()
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "the browser gave no reason".to_owned())
}

/// The browser's global object.
pub(super) fn global() -> JsValue {
    js_sys::global().into()
}
